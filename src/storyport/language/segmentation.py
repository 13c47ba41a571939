"""Sentences: where they end, in every script, without losing a character."""

from __future__ import annotations

import re

from storyport.kernel.locales import LocaleInfo

__all__ = ["sentences"]

_CLOSERS = r"""(?:["'”’»›」』）)】〉》\]]|[ \u00a0\u202f]»(?=\s|$)|</(?:0|[1-9][0-9]{0,3})>|<(?:0|[1-9][0-9]{0,3})/>)*"""
# Full-width and Indic marks end a sentence wherever they stand; Western ones need a space.
_END = re.compile(
    rf"(?P<firm>[。！？｡．。]+[。！？…!?]*|[।॥۔؟።။៕։]+[!?]*){_CLOSERS}\s*"
    rf"|(?P<dots>…+|\.\.\.+){_CLOSERS}(?P<after_dots>\s*)"
    rf"|(?P<soft>[.!?][.!?…]*){_CLOSERS}(?P<space>\s+|$|(?=[\u3040-\u30ff\u3400-\u9fff“「『《]))"
    r"|(?P<line>\n\s*)"
)
_THAI_SPACE = re.compile(
    r"(?<=[\u0e00-\u0e7f”\"’])[ \u00a0]+(?=[\u0e00-\u0e7f“\"‘])|\n\s*|[!?…]+[”’\"]?\s*"
)
# What may begin a sentence after a full stop and a space: anything but a lower-case letter.
_OPENERS = "\"'“‘«‹„‚「『（([¿¡—–- <0123456789/>"

_ABBREVIATIONS = {
    "": "dr prof st vs etc e.g i.e cf no vol p pp jr sr",
    "en": "mr mrs ms dr prof st jr sr vs etc e.g i.e cf no vol fig ch capt col gen lt sgt rev hon gov"
    " sen rep maj cmdr mt ave blvd dept est inc ltd co corp a.m p.m u.s u.k approx",
    "es": "sr sra srta sres dr dra d dña ud uds vd pág págs núm cap art av ee.uu p.ej etc prof st sto sta",
    "pt": "sr sra srta dr dra prof profa d pág núm cap art av etc v.ex s.r",
    "fr": "m mm mme mmes mlle dr pr st ste cf p pp etc chap vol av env",
    "de": "hr fr dr prof st nr bzw ca usw z.b d.h u.a o.ä vgl bd kap abs inkl evtl ggf",
    "it": "sig sig.ra sig.na dott dott.ssa prof ing avv ecc pag cap vol",
    "nl": "dhr mevr dr prof bijv enz nr blz o.a d.w.z",
    "ru": "г гг в вв т тт д др п пп см им ул стр гл рис тыс млн млрд т.е т.д т.п и.о",
    "pl": "p pan dr prof np itd itp m.in tzn nr str ul św tj",
    "tr": "dr prof sn vb vs bkz örn no s",
    "id": "dr prof hj h no hlm dll dsb dst tn ny sdr",
    "vi": "ts ths pgs gs tp v.v tr",
    "sv": "dr prof t.ex bl.a m.m osv nr s.k",
}
_ABBREVIATION_SETS = {
    language: frozenset(f"{_ABBREVIATIONS['']} {words}".split())
    for language, words in _ABBREVIATIONS.items()
}
_LAST_WORD = re.compile(r"(?:^|[\s(“\"'’\[—–-])((?:\w+\.)*\w+)$")
# Numbers before a full stop are ordinals here ("3. Kapitel").
_ORDINAL_STOP = frozenset(
    {"de", "cs", "sk", "da", "no", "nb", "fi", "hu", "pl", "sl", "hr", "sr", "tr", "et"}
)


def sentences(text: str, locale: LocaleInfo) -> list[str]:
    """Return the sentences in order; joined they are `text`.

    Closing quotes, brackets and marks stay with their sentence, as does the white space after
    it. A line break ends a sentence. Thai sets spaces between phrases, so phrases are what
    comes back.
    """
    if locale.language == "th":
        cuts = [match.end() for match in _THAI_SPACE.finditer(text)]
    else:
        cuts = [match.end() for match in _END.finditer(text) if _ends(text, match, locale.language)]
    pieces: list[str] = []
    start = 0
    for cut in cuts:
        if cut > start and (pieces or text[start:cut].strip()):
            pieces.append(text[start:cut])
            start = cut
    if start < len(text):
        rest = text[start:]
        if pieces and not rest.strip():
            pieces[-1] += rest
        else:
            pieces.append(rest)
    return pieces


def _ends(text: str, match: re.Match[str], language: str) -> bool:
    if match.lastgroup == "firm" or match["firm"] or match["line"]:
        return True
    following = text[match.end() : match.end() + 1]
    if match["dots"]:
        closed = len(match[0].rstrip()) > len(match["dots"])
        return not following or (_may_begin(following) and bool(match["after_dots"] or closed))
    if not _may_begin(following):
        return False
    return match["soft"] != "." or not _is_abbreviation(text, match.start(), language)


def _may_begin(character: str) -> bool:
    return not character or not character.islower() or character in _OPENERS


def _is_abbreviation(text: str, stop: int, language: str) -> bool:
    word = _LAST_WORD.search(text, max(0, stop - 16), stop)
    if word is None:
        return False
    last = word[1]
    if len(last) == 1 and last.isalpha() and last.isupper():
        return last != "I" or language != "en"
    if last.isdecimal():
        return language in _ORDINAL_STOP and len(last) <= 2
    return last.lower() in _ABBREVIATION_SETS.get(language, _ABBREVIATION_SETS[""])
