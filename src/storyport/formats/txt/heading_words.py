"""The words of chapter headings, language by language. Only tables; `headings` reads them.

All words are in NFKC and lower case. A word may stand in several languages.
"""

from __future__ import annotations

__all__ = [
    "AMBIGUOUS",
    "CHAPTER_SIGNS",
    "CHAPTER_WORDS",
    "CONNECTORS",
    "KOREAN_SIGNS",
    "NUMBER_WORDS",
    "SPECIAL_SIGNS",
    "SPECIAL_WORDS",
    "VOLUME_SIGNS",
    "VOLUME_WORDS",
]


def _listed(text: str, between: str | None = None) -> list[str]:
    return text.split(between)


CHAPTER_SIGNS = {
    # sign -> what must not follow it at once (第一节课 is a lesson, 第三回合 a round)
    "章": "节節鱼魚程",
    "回": "合到来來去家头頭事",
    "节": "课車车目奏",
    "節": "課車目奏",
    "话": "题音语说",
    "話": "題音語說",
    "折": "",
    "幕": "后後",
    "夜": "里裡晚色",
    "场": "比",
    "場": "比",
}
VOLUME_SIGNS = {
    "卷": "轴軸子起入",
    "部": "分门門队隊落件电電手小",
    "集": "团團合中市",
    "篇": "文章",
    "季": "度节節",
    "册": "",
    "冊": "",
    "编": "",
    "編": "",
    "巻": "",
    "辑": "",
    "輯": "",
}
KOREAN_SIGNS = {"chapter": "화장회막편절", "volume": "부권"}

SPECIAL_SIGNS = _listed(
    # Chinese, both scripts
    "楔子 序 序章 序幕 序言 序曲 自序 代序 前言 前记 前記 引子 引言 引章 开篇 開篇 开场 開場 "
    "尾声 尾聲 终章 終章 最终章 最終章 终曲 終曲 终幕 終幕 大结局 大結局 结局 結局 结语 結語 后记 後記 "
    "后话 後話 跋 番外 番外篇 外传 外傳 别传 別傳 附录 附錄 间章 間章 幕间 间奏 間奏 插曲 特别篇 特別篇 "
    "完本感言 完结感言 完結感言 上架感言 作者的话 作者的話 作者后记 作者後記 "
    # Japanese
    "プロローグ エピローグ 幕間 閑話 間話 余話 あとがき まえがき 番外編 外伝 後日談 短編 登場人物 最終話 "
    # Korean
    "프롤로그 에필로그 서장 종장 외전 후기 막간 서막 종막 서문 머리말 번외 작가의말 작가후기 등장인물"
)

CHAPTER_WORDS = _listed(
    "chapter chap ch capítulo capitulo capítol cap capitolo chapitre kapitel kapittel hoofdstuk kapitola "
    "rozdział rozdzial fejezet luku poglavlje capitolul capitol bölüm bolum bab chương chuong kabanata "
    "глава розділ раздел поглавље κεφάλαιο hồi episode épisode episodio episódio ep folge aflevering "
    "avsnitt stave letter scene scène escena cena szene canto "
    "الفصل فصل الباب باب الحلقة פרק अध्याय परिच्छेद บทที่ ตอนที่ บท ตอน ជំពូក ບົດທີ"
)
VOLUME_WORDS = _listed(
    "book part volume vol act arc season libro parte volumen tomo livro livre partie tome acte acto atto "
    "buch teil band akt книга часть том акт частина quyển phần tập jilid buku bagian cilt kitap kısım "
    "księga część deel boek bok del kniha část βιβλίο μέρος osa könyv rész "
    "الجزء الكتاب المجلد القسم جزء ספר כרך חלק भाग खंड เล่มที่ เล่ม ภาคที่ ภาค"
)
SPECIAL_WORDS = _listed(
    "prologue|epilogue|preface|foreword|afterword|introduction|interlude|intermission|appendix|"
    "postscript|side story|side stories|bonus chapter|extra|extra chapter|author's note|"
    "author’s note|acknowledgements|acknowledgments|dedication|conclusion|finale|the end|"
    "prólogo|epílogo|prefacio|prefácio|introducción|introdução|posfácio|posfacio|apéndice|interludio|"
    "interlúdio|nota del autor|nota do autor|"
    "prologo|epilogo|prefazione|postfazione|introduzione|appendice|"
    "épilogue|préface|avant-propos|postface|interlude|annexe|"
    "prolog|epilog|vorwort|nachwort|einleitung|zwischenspiel|anhang|voorwoord|nawoord|proloog|epiloog|"
    "пролог|эпилог|предисловие|послесловие|вступление|введение|интерлюдия|приложение|от автора|"
    "передмова|епілог|πρόλογος|επίλογος|önsöz|sonsöz|giriş|wstęp|posłowie|przedmowa|"
    "prakata|kata pengantar|pendahuluan|penutup|epilog|lời mở đầu|lời nói đầu|lời bạt|phiên ngoại|"
    "ngoại truyện|mở đầu|vĩ thanh|"
    "المقدمة|مقدمة|الخاتمة|خاتمة|تمهيد|תוספת|הקדמה|פרולוג|אפילוג|प्रस्तावना|उपसंहार|"
    "บทนำ|บทส่งท้าย|บทพิเศษ|ตอนพิเศษ|คำนำ|ปฐมบท",
    "|",
)

_CARDINALS = (
    (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ),
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    "um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze",
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "uno due tre quattro cinque sei sette otto nove dieci undici dodici",
    "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn",
    "een twee drie vier vijf zes zeven acht negen tien",
    "один два три четыре пять шесть семь восемь девять десять",
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh",
    "một hai ba bốn năm sáu bảy tám chín mười",
    "bir iki üç dört beş altı yedi sekiz dokuz on",
)
_ORDINALS = (
    ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"),
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima",
    "primer - tercer", "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo",
    "primeira segunda terceira quarta quinta sexta sétima oitava nona décima",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "première seconde", "- second",
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo",
    "prima seconda terza quarta quinta sesta settima ottava nona decima",
    "erstes zweites drittes viertes fünftes sechstes siebtes achtes neuntes zehntes elftes zwölftes",
    "erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter elfter zwölfter",
    "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte elfte zwölfte",
    ("первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая одиннадцатая "
    "двенадцатая тринадцатая четырнадцатая пятнадцатая шестнадцатая семнадцатая восемнадцатая "
    "девятнадцатая двадцатая"),
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый",
    "- - - четвёртая", "- - - четвёртый",
    "pertama kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh",
    "nhất nhì - tư", "birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "الاول الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
    "الأولى", "الحادي", "الاولى", "الحادية",
    "ראשון שני שלישי רביעי חמישי שישי שביעי שמיני תשיעי עשירי",
    "πρώτο δεύτερο τρίτο τέταρτο πέμπτο έκτο έβδομο όγδοο ένατο δέκατο",
)  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "vingt": 20, "trente": 30, "veinte": 20, "treinta": 30, "vinte": 20, "trinta": 30, "venti": 20,
    "zwanzig": 20, "двадцать": 20, "тридцать": 30, "сорок": 40, "двадцатая": 20, "тридцатая": 30,
    "عشر": 10, "عشرة": 10, "العشرون": 20, "والعشرون": 20, "الثلاثون": 30, "والثلاثون": 30,
    "الأربعون": 40, "والأربعون": 40, "الخمسون": 50, "والخمسون": 50,
}  # fmt: skip
NUMBER_WORDS = {
    word: value
    for table in (*_CARDINALS, *_ORDINALS)
    for value, word in enumerate(table.split(), start=1)
    if word != "-"
} | _TENS
"""Word -> value; a heading's value is the sum of its words (`twenty-one`, `الحادي عشر`)."""

AMBIGUOUS = frozenset({"um", "un", "on", "sei", "due", "sept", "dix", "een", "bir"})
"""Numbers that are other words elsewhere: no title may follow them without a sign between."""
CONNECTORS = frozenset({"and", "et", "e", "y", "und", "và"})
