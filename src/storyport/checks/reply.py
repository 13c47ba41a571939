"""Reply: the engine talked, refused or obeyed the text, where it should have translated.

A character may say the very same words. So a pattern counts only where the source shows
nothing of the kind: each family of patterns has its evidence, words that a source would
contain if the target's words were a translation.
"""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick, Implementation

from storyport.checks.base import Finding, Pair
from storyport.checks.reply_patterns import FAMILIES, INSTRUCTION, OPENER, Family

__all__ = ["check"]

# One pass over the target says which families need a closer look: most often none.
_TRIGGERS = [
    (word, place) for place, family in enumerate(FAMILIES) for word in family.triggers.split("|")
]
_AUTOMATON = AhoCorasick(
    [word for word, _ in _TRIGGERS], implementation=Implementation.ContiguousNFA
)

# An order obeyed: little is left of it, or what it asked for has grown far beyond it.
_TINY_SHARE, _TINY, _LEAST = 0.33, 40, 10
_QUOTED_SHARE, _GROWN, _GROWN_LEAST = 0.5, 3.0, 50
# What a character says is about as long in both languages.
_SAID_LEAST, _SAID_SHARES = 30, (0.42, 2.2)


def check(pair: Pair) -> list[Finding]:
    """Return signs that the target is an answer and no translation."""
    for family in _triggered(pair.target_text):
        match = family.pattern.search(pair.target_text)
        if match is not None and not _is_said(family, match, pair):
            return [_finding(family.name, family.message, match[0], pair)]
    opener = OPENER.match(pair.target_text) if "\n" in pair.target_text else None
    if opener is not None and "\n" not in pair.source.strip():
        return [
            _finding("reply.preamble", "The engine talks before it translates", opener[0], pair)
        ]
    return _obeyed(pair)


def _triggered(text: str) -> list[Family]:
    hits = _AUTOMATON.find_matches_as_indexes(text.lower(), overlapping=True)
    return [FAMILIES[place] for place in sorted({_TRIGGERS[index][1] for index, _, _ in hits})]


def _is_said(family: Family, match: re.Match[str], pair: Pair) -> bool:
    """Tell whether the source itself says something of the kind, at about that length."""
    if family.evidence.search(pair.source_text) is None:
        return match[0].strip() in pair.source_text
    if pair.source_extent < _SAID_LEAST:
        return True
    least, most = _SAID_SHARES
    return least <= pair.target_extent / pair.source_extent <= most


def _finding(name: str, message: str, said: str, pair: Pair) -> Finding:
    place = pair.target.find(said)
    span = (place, place + len(said)) if place >= 0 and said else None
    return Finding(
        name,
        "critical",
        f"{message}: {said.strip()[:60]!r}.",
        "Give the translation of the text alone.",
        span,
    )


def _obeyed(pair: Pair) -> list[Finding]:
    """The source orders something; the target is what was ordered, by its length."""
    source, target = pair.source_extent, pair.target_extent
    if source < _LEAST or not target:
        return []
    shrunk = target < _TINY_SHARE * source and target < max(_TINY, source / 10)
    grown = target > max(_GROWN * source, _GROWN_LEAST)
    if not (shrunk or grown or target < _QUOTED_SHARE * source):
        return []
    if INSTRUCTION.search(pair.source_text) is None:
        return []
    if not (shrunk or grown) and not _is_quoted(pair):
        return []
    return [_finding("reply.obeyed", "The engine obeyed the text", pair.target_text[:60], pair)]


def _is_quoted(pair: Pair) -> bool:
    """Tell whether the target is nothing but words that the source tells to say."""
    said = pair.target_text.strip(" \t\n\"'“”‘’「」.!。！").casefold()
    return bool(said) and said in pair.source_text.casefold()
