"""How likely a text is in each encoding's usual languages: one small model per codec.

A model gives every character a probability, so the same bytes read in two ways can be
compared: the reading that needs fewer bits is the better one. Common characters weigh
far more than valid ones, which is what tells short Chinese texts in GB18030 and Big5 apart.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Model", "bits", "bits_of_any", "models", "of"]

_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔章卷节楔"
    "剑风林雪云夜花楼宫皇帝爷娘哥姐妹弟父母公子姑少年老爷笑轻叹低声道身影目光缓缓微微忽然突然已经仿佛似乎"
)
_PAIRS = (
    "国國说說时時会會对對着著过過发發后後里裡种種学學现現当當没沒动動还還进進样樣从從实實军軍无無它它与與长長机機经經么麼们們这這个個来來为為东東声聲员員论論处處义義几幾认認条條气氣题題尔爾别別变變总總电電"
    "数數报報结結务務场場计計资資许許统統区區队隊决決马馬书書则則听聽却卻达達强強难難权權设設记記类類据據边邊张張该該规規万萬觉覺术術领領传傳师師观觀让讓识識带帶导導争爭运運笔筆节節剑劍风風云雲楼樓宫宮爷爺"
    "轻輕叹嘆缓緩两兩间間问問战戰头頭体體见見产產话話给給门門业業将將开開关關点點应應儿兒并並什什"
)
_TRADITIONAL = _SIMPLIFIED.translate(str.maketrans(_PAIRS[::2], _PAIRS[1::2]))
_KANJI = (
    "人一日大年出本中子見国言上分生手自行者二間事思時気会十家女三前的方入小地合後目長場代私下立部学物月田"
    "何来彼話体動社知理山内同心発高実作当新世今書度明五戦力名金性対意用男主通関文屋感郎業定政持道外取所現"
    "最化四先民身不口川東相法全聞情野考向平成軍開教経信近以語面連問原顔正機九次数美回表声報要変神記和引治"
    "決太込受解市期様活頭組指説能葉流然初足円在調笑品電第章話序幕夜剣王"
)
_HIRAGANA = (
    "のいたにとしてるはがなでかられをっまりきこあだくそれよもうわんすさおつけせばどえちみろめやびじぶほげぎへね"
    "ぬゆひふむごぐずぜぞづべぼぱぴぷぺぽゃゅょぁぃぅぇぉ"
)
_HANGUL = (
    "이다는에의가을를은고하지도한로그나사서리어기자아인있들수해여라만대으보정시것게면스일러마장전부안내말주원상"
    "세생제었했무우구오비동성신야모음위공소조선치물없개미경바유요두과와거니까더속저런때문제화장회부권편프롤로그"
)
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_PUNCTUATION = "，。、“”‘’：；？！…—　（）《》「」『』【】〈〉·～"
_NEVER = 1e-12
_RARE = 1e-8
_USUAL = ("gb18030", "cp950", "cp932", "euc_jp", "cp949", "cp1251", "cp1252")
_TAKEN_FOR_USUAL = ("koi8_r", "cp1250", "cp1254")
_PRIOR, _HIGH_PRIOR = 3.0, 12.0
# ASCII means the same in every codec, so it tells nothing, unless a codec swallows it as
# the second half of a character.
_COMMON_TO_ALL = frozenset(map(chr, (*range(0x20, 0x7F), 0x09, 0x0A, 0x0D)))
_BITS_OF_ASCII = 6.0
_ODD_CASE = re.compile(r"[a-zß-öø-ÿα-ωά-ώа-яё][A-ZÀ-ÖØ-ÞΑ-ΩА-ЯЁ]")
_ODD_MIX = re.compile(
    f"{_ODD_CASE.pattern}|[a-zA-Z](?=[^\\W\\d_a-zA-Z])|[^\\W\\d_a-zA-Z](?=[a-zA-Z])"
)
_ODD_LATIN = re.compile(rf"{_ODD_CASE.pattern}|[^\x00-\x7f](?=[^\x00-\x7f])")
_BITS_PER_ODDITY = 5.0


@dataclass(frozen=True)
class Model:
    """Probabilities of characters in one codec's usual languages.

    Attributes:
        codec: Python's name. name: as people write it.
        known: character -> bits. other: bits of any other printable character.
        prior: bits that the codec costs before the first character, being seldom met.
        odd: what its languages seldom write, such as a capital inside of a word, or letters
            of two alphabets side by side.
    """

    codec: str
    name: str
    known: Mapping[str, float]
    other: float = -math.log2(_RARE)
    prior: float = 0.0
    odd: re.Pattern[str] = _ODD_CASE


def bits(text: str, model: Model) -> float:
    """Return how many bits the text needs under the model; fewer is likelier."""
    seen = sum(count * _bits(char, model) for char, count in Counter(text).items())
    return seen + model.prior + len(model.odd.findall(text)) * _BITS_PER_ODDITY


def bits_of_any(text: str, models: Iterable[Model]) -> float:
    """Return the bits under the best model of several (for encodings of every language)."""
    return min(bits(text, model) for model in models)


def _bits(char: str, model: Model) -> float:
    if char in _COMMON_TO_ALL:
        return _BITS_OF_ASCII
    known = model.known.get(char)
    if known is not None:
        return known
    return model.other if char.isprintable() else -math.log2(_NEVER)


def _ranked(chars: str, mass: float) -> dict[str, float]:
    """Spread a mass over characters, the earlier the likelier (Zipf, flattened)."""
    once = list(dict.fromkeys(chars))
    weights = [1 / (rank + 8) for rank in range(len(once))]
    total = sum(weights)
    return {char: mass * weight / total for char, weight in zip(once, weights, strict=True)}


def _level(
    mass: float, codec: str, leads: range, trails: range = range(0xA1, 0xFF)
) -> dict[str, float]:
    """Spread a mass evenly over the characters of a block of a two-byte codec."""
    pairs = (bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in trails)
    chars = [pair for pair in pairs if len(pair) == 1]
    return {char: mass / len(chars) for char in chars}


def _even(chars: str, mass: float) -> dict[str, float]:
    return dict.fromkeys(chars, mass / len(chars))


def _model(
    codec: str, name: str, *groups: dict[str, float], odd: re.Pattern[str] = _ODD_MIX
) -> Model:
    chances: Counter[str] = Counter()
    for group in groups:
        chances.update(group)
    known = {char: -math.log2(chance) for char, chance in chances.items()}
    prior = 0.0 if codec in _USUAL else _HIGH_PRIOR if codec in _TAKEN_FOR_USUAL else _PRIOR
    return Model(codec, name, known, prior=prior, odd=odd)


_BIG5_TRAILS = range(0x40, 0xFF)


def _simplified() -> Model:
    return _model(
        "gb18030",
        "GB18030",
        _ranked(_SIMPLIFIED, 0.50),
        _ranked(_TRADITIONAL, 0.02),
        _level(0.28, "gb2312", range(0xB0, 0xD8)),
        _level(0.012, "gb2312", range(0xD8, 0xF8)),
        _level(0.002, "big5", range(0xA4, 0xC7), _BIG5_TRAILS),
        _ranked(_PUNCTUATION, 0.14),
    )


def _traditional(codec: str, name: str) -> Model:
    return _model(
        codec,
        name,
        _ranked(_TRADITIONAL, 0.50),
        _level(0.28, "big5", range(0xA4, 0xC7), _BIG5_TRAILS),
        _level(0.012, "big5", range(0xC9, 0xFA), _BIG5_TRAILS),
        _ranked(_PUNCTUATION, 0.14),
    )


def _japanese(codec: str, name: str) -> Model:
    return _model(
        codec,
        name,
        _ranked(_HIRAGANA, 0.50),
        _level(0.06, "euc_jp", range(0xA5, 0xA6)),
        _ranked(_KANJI, 0.15),
        _level(0.12, "euc_jp", range(0xB0, 0xD0)),
        _level(0.01, "euc_jp", range(0xD0, 0xF5)),
        _ranked(_PUNCTUATION, 0.12),
    )


def _korean() -> Model:
    return _model(
        "cp949",
        "EUC-KR",
        _ranked(_HANGUL, 0.50),
        _level(0.25, "euc_kr", range(0xB0, 0xC9)),
        _level(0.005, "euc_kr", range(0xCA, 0xFE)),
        _ranked(_PUNCTUATION, 0.05),
    )


def _alphabetic(codec: str, name: str, letters: str, upper: str | None = None) -> Model:
    capitals = letters.upper() if upper is None else upper
    return _model(
        codec,
        name,
        _ranked(letters, 0.70),
        _ranked(capitals, 0.06) if capitals else {},
        _even("«»“”„‘’–—…№ \u00a0،؛؟", 0.10),
    )


def _latin(codec: str, name: str, accented: str) -> Model:
    return _model(
        codec,
        name,
        _ranked(accented, 0.70),
        _even(accented.upper().replace("SS", ""), 0.08),
        _even("“”‘’„–—…«»¡¿°ªº©®€£§·\u00a0", 0.20),
        odd=_ODD_LATIN,
    )


@functools.cache
def models() -> tuple[Model, ...]:
    """Return the models of all codecs that are told apart, built when first asked for."""
    return (
        _simplified(),
        _traditional("cp950", "Big5"),
        _traditional("big5hkscs", "Big5-HKSCS"),
        _japanese("cp932", "Shift_JIS"),
        _japanese("euc_jp", "EUC-JP"),
        _korean(),
        _alphabetic("cp1251", "windows-1251", _CYRILLIC + "ієїґ"),
        _alphabetic("koi8_r", "KOI8-R", _CYRILLIC),
        _alphabetic("cp1253", "windows-1253", "αοιετνσηυρπκμλςωάίόέήδγύχθφβξζώψ"),
        _alphabetic("cp1255", "windows-1255", "יוהלארתבםשמנדעקחפטןגצסכךזףץ", ""),
        _alphabetic("cp1256", "windows-1256", "اليمونرتبةعدسفهكقأحجشطصىخإذزثضغءئظآؤپچگژ", ""),
        _alphabetic("cp874", "windows-874", "านรอกเงม่วย้ลัดทสีิตะ็ปบคแจหุไพโขูชใำผถ์ฟื", ""),
        _latin("cp1252", "windows-1252", "éàèáóíêçãäöüñúôâîùûåøæßœëïõìòÿ"),
        _latin("cp1250", "windows-1250", "ěščřžýáíéúůąćęłńóśźżőűďňťăâîșțşţđöüäěô"),
        _latin("cp1254", "windows-1254", "ıiğüşöçâîû"),
    )


def of(codec: str) -> Model:
    """Return the model of a codec."""
    return next(model for model in models() if model.codec == codec)
