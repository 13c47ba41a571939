"""Tables of number words, language by language."""

from __future__ import annotations

__all__ = ["JOINERS", "MORE", "MULTIPLIERS", "SCALES", "TENS", "UNITS"]

SCALES: dict[str, dict[str, float]] = {
    "en": {
        "hundred": 1e2,
        "thousand": 1e3,
        "million": 1e6,
        "billion": 1e9,
        "trillion": 1e12,
        "bn": 1e9,
    },
    "es": {
        "cien": 1e2,
        "cientos": 1e2,
        "mil": 1e3,
        "millón": 1e6,
        "millones": 1e6,
        "billón": 1e12,
        "billones": 1e12,
    },
    "pt": {
        "cem": 1e2,
        "mil": 1e3,
        "milhão": 1e6,
        "milhões": 1e6,
        "bilhão": 1e9,
        "bilhões": 1e9,
        "bilião": 1e12,
        "biliões": 1e12,
        "trilhões": 1e12,
    },
    "fr": {
        "cent": 1e2,
        "cents": 1e2,
        "mille": 1e3,
        "million": 1e6,
        "millions": 1e6,
        "milliard": 1e9,
        "milliards": 1e9,
    },
    "it": {
        "cento": 1e2,
        "mille": 1e3,
        "mila": 1e3,
        "milione": 1e6,
        "milioni": 1e6,
        "miliardo": 1e9,
        "miliardi": 1e9,
    },
    "de": {
        "hundert": 1e2,
        "tausend": 1e3,
        "million": 1e6,
        "millionen": 1e6,
        "milliarde": 1e9,
        "milliarden": 1e9,
        "mio": 1e6,
        "mrd": 1e9,
    },
    "nl": {"honderd": 1e2, "duizend": 1e3, "miljoen": 1e6, "miljard": 1e9},
    "id": {"ratus": 1e2, "ribu": 1e3, "rb": 1e3, "juta": 1e6, "miliar": 1e9, "triliun": 1e12},
    "ms": {"ratus": 1e2, "ribu": 1e3, "juta": 1e6, "bilion": 1e9},
    "vi": {"trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9},
    "ru": {
        "сот": 1e2,
        "тысяч": 1e3,
        "тыс": 1e3,
        "миллион": 1e6,
        "млн": 1e6,
        "миллиард": 1e9,
        "млрд": 1e9,
    },
    "uk": {"тисяч": 1e3, "тис": 1e3, "мільйон": 1e6, "млн": 1e6, "мільярд": 1e9, "млрд": 1e9},
    "pl": {
        "tysiąc": 1e3,
        "tysięcy": 1e3,
        "tys": 1e3,
        "milion": 1e6,
        "mln": 1e6,
        "miliard": 1e9,
        "mld": 1e9,
    },
    "tr": {"yüz": 1e2, "bin": 1e3, "milyon": 1e6, "milyar": 1e9},
    "ar": {"ألف": 1e3, "آلاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9},
    "hi": {"सौ": 1e2, "हज़ार": 1e3, "हजार": 1e3, "लाख": 1e5, "करोड़": 1e7},
    "th": {"ร้อย": 1e2, "พัน": 1e3, "หมื่น": 1e4, "แสน": 1e5, "ล้าน": 1e6},
    "ko": {
        "백": 1e2,
        "천": 1e3,
        "만": 1e4,
        "천만": 1e7,
        "백만": 1e6,
        "십만": 1e5,
        "억": 1e8,
        "조": 1e12,
    },
    "zh": {
        "百": 1e2,
        "千": 1e3,
        "万": 1e4,
        "萬": 1e4,
        "百万": 1e6,
        "千万": 1e7,
        "亿": 1e8,
        "億": 1e8,
        "万亿": 1e12,
        "兆": 1e12,
    },
    "ja": {"百": 1e2, "千": 1e3, "万": 1e4, "億": 1e8, "兆": 1e12},
}
"""Words that multiply the digits before them: "6.3 million", 400万."""

UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro"
    " veinticinco veintiséis veintisiete veintiocho veintinueve",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze"
    " dezesseis dezessete dezoito dezenove",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
    " sechzehn siebzehn achtzehn neunzehn",
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "vi": "không một hai ba bốn năm sáu bảy tám chín mười",
    "ru": "нол одн дв тр четыр пят шест сем восем девят десят одиннадцат двенадцат тринадцат"
    " четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "ru": "двадцат тридцат сорок пятьдесят шестьдесят семьдесят восемьдесят девяност",
}
MORE: dict[str, dict[str, float]] = {
    "en": {"a": 1, "an": 1, "single": 1, "once": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "both": 2, "couple": 2, "pair": 2, "twice": 2, "double": 2, "half": 0.5, "quarter": 0.25, "dozen": 12, "thrice": 3, "triple": 3, "noon": 12, "midnight": 12, "decade": 10, "score": 20},
    "es": {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21, "primer": 1, "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercer": 3, "tercero": 3, "tercera": 3, "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "sexto": 6, "sexta": 6, "séptimo": 7, "séptima": 7, "octavo": 8, "octava": 8, "noveno": 9, "novena": 9, "décimo": 10, "décima": 10, "undécimo": 11, "duodécimo": 12, "undécima": 11, "duodécima": 12, "decimoprimero": 11, "decimoprimera": 11, "decimosegundo": 12, "decimosegunda": 12, "decimotercero": 13, "decimotercera": 13, "decimocuarto": 14, "decimocuarta": 14, "decimoquinto": 15, "decimoquinta": 15, "decimosexto": 16, "decimosexta": 16, "decimoséptimo": 17, "decimoséptima": 17, "decimoctavo": 18, "decimoctava": 18, "decimonoveno": 19, "decimonovena": 19, "vigésimo": 20, "vigésima": 20, "trigésimo": 30, "trigésima": 30, "centésimo": 100, "centésima": 100, "milésimo": 1000, "milésima": 1000, "ambos": 2, "ambas": 2, "par": 2, "doble": 2, "medio": 0.5, "media": 0.5, "mitad": 0.5, "docena": 12, "década": 10, "ciento": 100, "doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300, "cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500, "seiscientos": 600, "seiscientas": 600, "setecientos": 700, "setecientas": 700, "ochocientos": 800, "ochocientas": 800, "novecientos": 900, "novecientas": 900, "mediodía": 12, "medianoche": 12},
    "pt": {"uma": 1, "duas": 2, "primeiro": 1, "primeira": 1, "segundo": 2, "segunda": 2, "terceiro": 3, "terceira": 3, "quarto": 4, "quinto": 5, "sexto": 6, "sétimo": 7, "oitavo": 8, "nono": 9, "décimo": 10, "décima": 10, "quatorze": 14, "dezasseis": 16, "dezassete": 17, "dezanove": 19, "ambos": 2, "dobro": 2, "meio": 0.5, "meia": 0.5, "metade": 0.5, "dúzia": 12, "cento": 100, "duzentos": 200, "duzentas": 200, "trezentos": 300, "trezentas": 300, "quatrocentos": 400, "quatrocentas": 400, "quinhentos": 500, "quinhentas": 500, "seiscentos": 600, "seiscentas": 600, "setecentos": 700, "oitocentos": 800, "novecentos": 900},
    "fr": {"une": 1, "premier": 1, "première": 1, "second": 2, "seconde": 2, "deuxième": 2, "double": 2, "demi": 0.5, "demie": 0.5, "moitié": 0.5, "vingts": 20, "quart": 0.25, "douzaine": 12, "midi": 12, "minuit": 12, "dizaine": 10, "vingtaine": 20, "trentaine": 30, "centaine": 100},
    "de": {"eins": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "erste": 1, "dritte": 3, "siebte": 7, "beide": 2, "beiden": 2, "doppelt": 2, "halb": 0.5, "halbe": 0.5, "hälfte": 0.5, "dutzend": 12, "dreissig": 30},
    "id": {"se": 1, "seratus": 100, "seribu": 1000, "sejuta": 1e6, "setengah": 0.5, "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7, "kedelapan": 8, "kesembilan": 9, "kesepuluh": 10, "lusin": 12},
    "vi": {"mốt": 1, "tư": 4, "lăm": 5, "nhất": 1, "mươi": 10, "rưỡi": 0.5, "nửa": 0.5, "tá": 12, "đôi": 2},
    "ru": {"перв": 1, "втор": 2, "трет": 3, "четверт": 4, "седьм": 7, "восьм": 8, "об": 2, "полтор": 1.5, "половин": 0.5, "пол": 0.5, "дюжин": 12, "сто": 100, "ста": 100, "двест": 200, "двухсот": 200, "трист": 300, "трехсот": 300, "трёхсот": 300, "четырест": 400, "четырехсот": 400, "четырёхсот": 400, "пятьсот": 500, "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900, "сотн": 100, "пятидесят": 50, "шестидесят": 60, "семидесят": 70, "восьмидесят": 80, "сороков": 40},
}  # fmt: skip
JOINERS = {
    "en": {"and"},
    "es": {"y"},
    "pt": {"e"},
    "fr": {"et"},
    "de": {"und"},
    "vi": {"lẻ", "linh"},
    "ru": set(),
    "id": set(),
}
MULTIPLIERS = {"id": {"belas": 0, "puluh": 10}, "vi": {"mươi": 10}}
