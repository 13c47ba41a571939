"""Forms of English words."""

from __future__ import annotations

import functools

import lemminflect

__all__ = [
    "adverb_of",
    "agreed",
    "article_of",
    "form_of",
    "grade_of",
    "is_adjective",
    "is_verb_phrase",
    "plural_of",
]

_BE = {"VB": "be", "VBP": "are", "VBD": "was", "VBZ": "is", "VBG": "being", "VBN": "been"}
_NOT = {"VBD": "did not ", "VBZ": "does not ", "VBP": "do not "}
_VOWELS = "aeiou"
# "hardly dare", "barely escape": words before the verb of a phrase.
_LEADING = frozenset(
    ("not", "never", "hardly", "barely", "gladly", "still", "even", "then", "both")
)
# "root and branch": a noun after "and" that is a verb elsewhere.
_NOUNS = frozenset(("branch", "rear"))
_NOUNS_AFTER = frozenset(("in", "of", "over", "through", "from", "with", "between", "for", "by"))
_IRREGULAR = {("bide", "VBD"): "bided", ("bide", "VBN"): "bided"}


@functools.lru_cache(maxsize=1 << 15)
def _forms(word: str) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = lemminflect.getAllInflections(word)
    return forms


@functools.lru_cache(maxsize=1 << 15)
def form_of(text: str, tag: str) -> str:
    """Return a rendering with its first verb as a Penn tag has it, or its last word as a noun."""
    if tag == "NNS":
        return plural_of(text)
    first, space, rest = text.partition(" ")
    lead, dash, last = first.rpartition("-")
    if tag == "VB" or not last.isalpha() or (dash and not space):
        return text
    if dash:
        return lead + dash + form_of(last + space + rest, tag)
    if space and first in _LEADING:
        return (
            _NOT[tag] + rest if first == "not" and tag in _NOT else f"{first} {form_of(rest, tag)}"
        )
    return _verb(first, tag) + space + _coordinated(rest, tag)


def _verb(word: str, tag: str) -> str:
    if word == "be":
        return _BE[tag]
    if (word, tag) in _IRREGULAR:
        return _IRREGULAR[word, tag]
    forms = _forms(word)
    found = forms.get(tag) or (forms.get("VBD") if tag == "VBN" else None)
    return found[0] if found else _regular(word, tag)


def _coordinated(rest: str, tag: str) -> str:
    """Return what follows a verb, a second verb in its form: turn tail and run."""
    before, joint, after = f" {rest}".partition(" and ")
    words = before.split()
    lead, space, other = after.partition(" ")
    nouns = not space and (_NOUNS_AFTER.intersection(words[-2:]) or lead in _NOUNS)
    if not joint or nouns or {"to", "let", "make"}.intersection(words):
        return rest
    if lead in _LEADING and space:
        return rest if lead == "not" else f"{before} and {lead} {form_of(other, tag)}".strip()
    if "VB" not in _forms(lead) or not lead.isalpha():
        return rest
    return f"{before} and {_verb(lead, tag)}{space}{other}".strip()


@functools.lru_cache(maxsize=1 << 12)
def is_verb_phrase(text: str) -> bool:
    """Tell whether a phrase can begin with a verb in its base form."""
    words = [word for word in text.split() if word not in _LEADING]
    first = words[0] if words else ""
    return first.islower() and ("VB" in _forms(first) or "-" in first)


@functools.lru_cache(maxsize=1 << 12)
def agreed(verb: str, form: str) -> str:
    """Return an inflected verb as a Penn tag has it; what has no such form stays."""
    if verb in {"am", "is", "are", "was", "were"}:
        return _BE[form]
    lemmas = lemminflect.getAllLemmas(verb, upos="VERB").get("VERB") or (verb,)
    found = _forms(lemmas[0]).get(form)
    return found[0] if found else verb


def plural_of(text: str) -> str:
    """Return a noun phrase in the plural."""
    front, space, last = text.rpartition(" ")
    if text == "year old":
        return "years old"
    for tie in (" of ", " in "):
        head, tied, rest = text.partition(tie)
        if tied:
            return f"{plural_of(head)}{tie}{rest}"
    if not last.isalpha() or not last.islower():
        return text
    found = _forms(last).get("NNS")
    if found:
        return front + space + found[0]
    if _forms(last).get("NN"):
        return text
    return front + space + _regular(last, "VBZ")


@functools.lru_cache(maxsize=1 << 14)
def is_adjective(word: str) -> bool:
    """Tell whether a word is known as an adjective."""
    return "JJ" in _forms(word)


@functools.lru_cache(maxsize=1 << 14)
def grade_of(word: str, tag: str) -> str:
    """Return the comparative (JJR) or superlative (JJS)."""
    found = _forms(word).get(tag)
    if found and " " not in word and len(word) <= 7:
        return found[0]
    return ("more " if tag == "JJR" else "most ") + word


def adverb_of(word: str) -> str:
    """Return an adjective's adverb."""
    if word.endswith("ly") or " " in word or not word.isalpha() or not is_adjective(word):
        return word
    if word.endswith("y"):
        return word[:-1] + "ily"
    if word.endswith("le"):
        return word[:-1] + "y"
    return word + ("ally" if word.endswith("ic") else "ly")


def _regular(word: str, tag: str) -> str:
    if tag == "VBZ":
        if word.endswith("y") and word[-2:-1] not in _VOWELS:
            return word[:-1] + "ies"
        return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")
    stem = word.removesuffix("e")
    if tag == "VBG":
        return (word if word.endswith("ee") else stem) + "ing"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return stem + "ed"


def article_of(following: str) -> str:
    """Return "a" or "an" by how the next word begins."""
    small = following.lower()
    if small.startswith(("uni", "use", "usu", "eur", "one", "once", "u.")):
        return "a"
    if small.startswith(("hour", "honest", "honou", "honor", "heir")):
        return "an"
    return "an" if small[:1] in _VOWELS or small[:2] in {"8", "11", "18"} else "a"
