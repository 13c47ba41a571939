"""Defects of tone put into good translations: the emotion taken out, or too much put in.

The words here are written for this benchmark and not taken from the check's tables: some stand
in those, some do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from storyport.checks import Pair

__all__ = ["FLAT", "SHRILL", "Plant"]

Plant = Callable[[Pair], str | None]

_EMOTION = {
    "en": "oh|ah|hey|quick|damn|so|very|really|at all|utterly|terribly|ever|please|no way",
    "es": "oh|ay|eh|vaya|hala|muy|tan|de verdad|rápido|maldito|maldita|por favor|oye",
    "ar": "آه|أوه|يا|هيا|جدًّا|جدا|حقًّا|حقا|والله|أسرعوا|أبدًا|أرجوك",
}
_HEDGES = {"en": "Perhaps ", "es": "Quizá ", "ar": "ربّما "}
_HUSHED = {
    "en": (("shouted", "murmured"), ("shouting", "murmuring"), ("cried", "whispered")),
    "es": (("gritó", "susurró"), ("gritaron", "susurraron"), ("gritando", "susurrando")),
    "ar": (("صاحت", "همست"), ("صاح", "همس"), ("صرخ", "همس"), ("يصيح", "يهمس")),
}
_CRIES = {"en": "Oh my God, ", "es": "¡Dios mío!, ", "ar": "يا إلهي، "}
_INTENSE = {
    "en": "absolutely and unbelievably",
    "es": "absolutamente y tremendamente",
    "ar": "إطلاقًا وبشكل فظيع",
}
_SWORN = {"en": "fucking ", "es": "puta mierda, ", "ar": "يا ابن العاهرة، "}
_LIMIT = 160
_STOP = re.compile(r"[.!](?=[”»\"’]?(?:\s|$))")
_OPENING = re.compile(r"^[\s“«—\"‘–-]*")


def _strong(pair: Pair) -> bool:
    return "！" in pair.source and "!" in pair.target


def _calm(pair: Pair) -> bool:
    """No mark of force on either side, something to say, and not a long passage."""
    marks = not set("！!？?…—") & set(pair.source)
    return marks and "!" not in pair.target and _LIMIT > len(pair.target) > 12


def _drained(pair: Pair) -> str | None:
    if not _strong(pair):
        return None
    words = _EMOTION[pair.target_locale.language]
    text = re.sub(rf"(?<!\w)(?:{words})(?!\w)[,،]?\s*", "", pair.target, flags=re.IGNORECASE)
    return re.sub(r"!+", ".", text).replace("¡", "")


def _hedged(pair: Pair) -> str | None:
    text = _drained(pair)
    return text and _begin(text, _HEDGES[pair.target_locale.language])


def _hushed(pair: Pair) -> str | None:
    if not re.search("[喊吼叫嚷]道?", pair.source):
        return None
    text = pair.target
    for loud, quiet in _HUSHED[pair.target_locale.language]:
        text = re.sub(rf"(?<!\w){loud}(?!\w)", quiet, text)
    return None if text == pair.target else re.sub(r"!+", ".", text).replace("¡", "")


def _exclaimed(pair: Pair) -> str | None:
    return _STOP.sub("!", pair.target) if _calm(pair) and _STOP.search(pair.target) else None


def _shouted(pair: Pair) -> str | None:
    return _STOP.sub("!!!", pair.target) if _calm(pair) and _STOP.search(pair.target) else None


def _capitals(pair: Pair) -> str | None:
    written = pair.target_locale.script == "Latn" and len(pair.target.split()) > 2
    return pair.target.upper() if written and _calm(pair) else None


def _gushing(pair: Pair) -> str | None:
    """Words alone, and no exclamation mark but the one a Spanish cry has."""
    if not _calm(pair) or not _STOP.search(pair.target):
        return None
    language = pair.target_locale.language
    text = _STOP.sub(f", {_INTENSE[language]}.", pair.target, count=1)
    return _begin(text, _CRIES[language])


def _sworn(pair: Pair) -> str | None:
    return _begin(pair.target, _SWORN[pair.target_locale.language]) if _calm(pair) else None


def _begin(text: str, words: str) -> str:
    return _OPENING.sub(lambda opening: opening[0] + words, text, count=1)


FLAT: Mapping[str, Plant] = {
    "marks and words taken out": _drained,
    "the same, and a hedge": _hedged,
    "shouting turned to whispering": _hushed,
}
SHRILL: Mapping[str, Plant] = {
    "an exclamation mark at every stop": _exclaimed,
    "three of them": _shouted,
    "all in capitals": _capitals,
    "a cry and strong words": _gushing,
    "strong swearing": _sworn,
}
