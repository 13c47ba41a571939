"""How a name or term may look inside a sentence: endings, particles, clitics, word boundaries.

A form becomes one regular expression. Its rules are wide on purpose: they tell whether an
agreed rendering is there, and a case ending nobody thought of must not look like a mistake.
"""

from __future__ import annotations

import functools
import re

from storyport.language.function_words import word_set
from storyport.language.scripts import COMBINING, SPACED_LETTER, UNSPACED

__all__ = ["anchor", "bare_pattern", "form_pattern", "is_bounded"]

INFLECTING = word_set(
    "ru uk be bg mk sr hr bs sl cs sk pl de es pt fr it ca gl ro nl sv da no nb nn is el lt lv hi mr ne gu pa sq hy"
    " la eo af"
)
"""Languages whose words change their endings: a stem and at most three letters more."""
AGGLUTINATING = word_set("tr az kk ky uz tk fi et hu ka mn eu ta te kn ml sw")
"""Languages that string endings together: a stem and up to ten letters more."""

_BEFORE = rf"(?<![^\W{UNSPACED}])(?<![{COMBINING}])"
_AFTER = rf"(?!{SPACED_LETTER})"
_SHORT, _TAIL, _LONG_TAIL = 3, 3, 10
_GAP = r"[\s\u00a0\u202f]+"

_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")
# The letter an ending may begin with, so that "Ling" is no case of "Lin". None: any letter.
_CYRILLIC_ENDING = "аеёиоуыэюяьйіїє"
_SLAVIC_ENDING = "aeiouyáéíóúýąęěů"
_ROMANCE_ENDING = "aeiouáéíóúãõêâàèìòshx"
_NORDIC_ENDING = "aeinsrtå"
_ENDING_BEGINS = (
    dict.fromkeys(word_set("ru uk be bg mk sr"), _CYRILLIC_ENDING)
    | dict.fromkeys(word_set("pl cs sk sl hr bs"), _SLAVIC_ENDING)
    | dict.fromkeys(word_set("es pt fr it ca gl ro"), _ROMANCE_ENDING)
    | dict.fromkeys(word_set("sv da no nb nn"), _NORDIC_ENDING)
    | {
        "de": "ens",
        "nl": "ensj",
        "el": "αεηιουωάέήίόύώςνσ",
        "tr": "aeıioöuüldntsyc",
        "az": "aeəıioöuüldntsyc",
    }
)
_ROMANCE = word_set("es pt fr it ca gl")

_VOWEL_ENDING = re.compile(
    r"(?:[аяоеёиыйьуюэіїє]{1,2}|[aeiouyáéíóúãõâêôàèìòùýąęůě]{1,2}|[αάεέηήιίοόυύωώ]ς?|[\u093e-\u094c]{1,2})$"
)
_FLEETING = re.compile(r"([^аеёиоуыэюя\W])[еёо]([^аеёиоуыэюя\W])$")

# Korean: particles and the copula, which all stand right after the name; they may pile up.
_KOREAN_TITLE = r"(?:들|님|씨|군|양|네|놈|녀석|쪽|뿐|만|따위)*"
_KOREAN_PARTICLE = (
    r"(?:이라는|이라고|라는|라고|이라면|라면|이라도|라도|이야말로|야말로|이지만|지만|이며|이자|이고|이나|이랑|이든|"
    r"으로서|로서|으로써|로써|으로부터|로부터|으로는|로는|으로|로|에게서|에게|에서부터|에서|에는|에도|에|께서는|께서|께|"
    r"한테서|한테|까지|부터|마저|조차|처럼|만큼|보다|대로|같이|밖에|은커녕|는커녕|은|는|이|가|을|를|과|와|랑|의|도|만|나|아|야|여|든|며|고)"
)
_KOREAN_COPULA = r"(?:이|입|인|였|일|임|란|답|스러|같)[가-힣]{0,4}"
_KOREAN_AFTER = (
    rf"{_KOREAN_TITLE}(?:{_KOREAN_PARTICLE}{{1,3}}|{_KOREAN_COPULA})?(?![가-힣A-Za-z0-9])"
)

# Arabic and its script's other languages: conjunctions, prepositions and the article lead.
_ARABIC_LEAD = r"(?:[وف]?(?:[بك]?(?:ال)?|لل?)|أ)"
_ARABIC_TAIL = (
    r"(?:ه|ها|هم|هن|هما|ك|كم|نا|ي|ية|ين|ون|ان|ات|ا|ة|ان|\u200c?(?:ها|های|هایی|ی|ای|ام|اش|را))?"
)
_HEBREW_LEAD = r"[ושהבכלמ]{0,3}"
_HEBREW_TAIL = r"(?:ים|ות|ו|ה|י|ך|ם|ן|יה|יו)?"
_MALAY_TAIL = r"(?:-?(?:nya|lah|kah|ku|mu|pun|tah))*"
_TAILS = {"he": _HEBREW_TAIL, "yi": _HEBREW_TAIL, "id": _MALAY_TAIL, "ms": _MALAY_TAIL}
_ENGLISH_SIBILANT = ("s", "x", "z", "ch", "sh", "o")


def is_bounded(form: str) -> bool:
    """Tell whether a form has an edge that must be the edge of a word."""
    return not (_UNSPACED_CHARACTER.match(form[:1]) and _UNSPACED_CHARACTER.match(form[-1:]))


@functools.lru_cache(maxsize=1 << 16)
def form_pattern(form: str, language: str) -> re.Pattern[str]:
    """Return the pattern of a form in a sentence, with the language's endings.

    Group `form` is the form with its ending, without what leads it (Arabic wa-, bi-, al-).
    A form in small letters is found whatever the case; capitals must be there, or all of it
    in capitals (a heading).
    """
    flags = re.IGNORECASE if form == form.lower() else 0
    shapes = [form] if flags else _cases(form)
    core = "|".join(_core(shape, language, form.lower()) for shape in shapes)
    before = "" if _UNSPACED_CHARACTER.match(form[:1]) else _BEFORE + _lead(form, language)
    after = "" if _UNSPACED_CHARACTER.match(form[-1:]) else _after(language)
    return re.compile(f"{before}(?P<form>{core}){after}", flags)


@functools.lru_cache(maxsize=1 << 12)
def bare_pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a form without endings, at the edges of words, spaces taken freely."""
    shapes = [form] if form == form.lower() else _cases(form)
    core = "|".join(_GAP.join(_literal(word) for word in shape.split()) for shape in shapes)
    before = "" if _UNSPACED_CHARACTER.match(form[:1]) else _BEFORE
    after = "" if _UNSPACED_CHARACTER.match(form[-1:]) else _AFTER
    return re.compile(
        f"{before}(?P<form>{core}){after}", re.IGNORECASE if form == form.lower() else 0
    )


def _cases(form: str) -> list[str]:
    """Return a form with capitals as it is, at the beginning of a sentence, and in a heading."""
    return list(dict.fromkeys([form, form[:1].upper() + form[1:], form.upper()]))


_FREE_SIGNS = {ord(sign): signs for signs in ("['’ʼ]", "[‐‑-]") for sign in signs.strip("[]")}


def _literal(text: str) -> str:
    """Return a pattern of the text; apostrophes and hyphens may be of any kind."""
    return "".join(_FREE_SIGNS.get(ord(sign)) or re.escape(sign) for sign in text)


@functools.lru_cache(maxsize=1 << 16)
def anchor(form: str, language: str) -> str:
    """Return letters, in the form's case, that every inflected shape of the form begins with."""
    first = form.split(maxsplit=1)[0]
    if language == "ar" and len(first) > _SHORT + 1:
        return first.removeprefix("ال")
    if language in _ROMANCE and first[0].isupper():
        return first
    if language in INFLECTING or language in AGGLUTINATING:
        stem, _ = _stem(first, language)
        return stem
    if " " not in form.strip() and language == "en" and _has_y_plural(first):
        return first[:-1]
    return first


def _core(form: str, language: str, small: str) -> str:
    words = form.split()
    if language == "en":
        front = [_literal(word) for word in words[:-1]]
        return _GAP.join([*front, _english(words[-1], small.rsplit(maxsplit=1)[-1])])
    return _GAP.join(_inflected(word, language) for word in words)


def _english(word: str, small: str) -> str:
    escaped = _literal(word)
    if not word[-1:].isalpha() or _UNSPACED_CHARACTER.match(word[-1:]):
        return escaped
    if _has_y_plural(small):
        return f"{_literal(word[:-1])}(?:[yY][sS]?|[iI][eE][sS])"
    if small.endswith(_ENGLISH_SIBILANT):
        return f"{escaped}(?:[eE]?[sS])?"
    return f"{escaped}[sS]?"


def _has_y_plural(word: str) -> bool:
    return len(word) > _SHORT and word.endswith("y") and word[-2] not in "aeiou"


def _inflected(word: str, language: str) -> str:
    if _UNSPACED_CHARACTER.search(word):
        return _literal(word)
    if language in _ROMANCE and word[0].isupper():
        return f"{_literal(word)}(?:e?s)?"  # a name has no gender to agree with
    if language in INFLECTING or language in AGGLUTINATING:
        stem, optional = _stem(word, language)
        inflected = _escape_stem(stem, optional, language) + _ending(word, language)
        return f"(?:{inflected}|{_literal(word)})"
    if language in {"ar", "fa", "ur"}:
        return _arabic(word)
    return _literal(word) + _TAILS.get(language, "")


def _arabic(word: str) -> str:
    bare = word.removeprefix("ال") if len(word) > _SHORT + 1 else word
    article = _ARABIC_LEAD if bare != word else ""
    stem = re.escape(bare[:-1]) + "[ةته]" if bare.endswith("ة") else re.escape(bare)
    return f"{article}{stem}{_ARABIC_TAIL}"


def _ending(word: str, language: str) -> str:
    first = _ENDING_BEGINS.get(language)
    begins = f"[{first}]" if first else SPACED_LETTER
    longest = _LONG_TAIL if language in AGGLUTINATING and len(word) > _SHORT else _TAIL
    return f"(?:{begins}{SPACED_LETTER}{{0,{longest - 1}}})?"


def _stem(word: str, language: str) -> tuple[str, str]:
    """Return what every form of the word begins with, and a pattern of what may follow it."""
    if len(word) <= _SHORT or (not word[-1].isalpha() and not _VOWEL_ENDING.search(word)):
        return word, ""
    if language in {"ru", "uk", "be", "pl", "cs", "sk", "sr", "hr", "bg"}:
        root = re.sub(r"[ьй]$", "", word)
        fleeting = _FLEETING.search(root)
        if fleeting and len(root) > _SHORT + 1:
            return root[: fleeting.start() + 1], f"[еёоь]?{re.escape(fleeting[2])}"
    if language == "tr" and word[-1] in "çkptğcbd":
        pairs = {"ç": "[çc]", "k": "[kğ]", "p": "[pb]", "t": "[td]"}
        return word[:-1], pairs.get(word[-1], re.escape(word[-1]))
    if (language in {"es", "pt"} and word[-1] in "zç") or (
        language == "pt" and word.endswith("ão")
    ):
        return (word[:-1], "[zc]") if word[-1] in "zç" else (word[:-2], "")
    ending = _VOWEL_ENDING.search(word)
    if ending is None:
        return word, ""
    stem = word[: max(ending.start(), _SHORT)]
    return stem, ""


def _escape_stem(stem: str, optional: str, language: str) -> str:
    escaped = _literal(stem)
    if language == "de":  # Gott, Götter; Schloss, Schlösser
        escaped = escaped.translate({ord("a"): "[aä]", ord("o"): "[oö]", ord("u"): "[uü]"})
    if language in {"ru", "uk", "be"}:
        escaped = escaped.translate({ord("е"): "[её]", ord("ё"): "[её]"})
    return escaped + optional


def _lead(form: str, language: str) -> str:
    if language == "ar" and not form.startswith("ال"):
        return _ARABIC_LEAD
    if language in {"he", "yi"}:
        return _HEBREW_LEAD
    return ""


def _after(language: str) -> str:
    return _KOREAN_AFTER if language == "ko" else _AFTER
