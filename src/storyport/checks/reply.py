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
_TRIGGERS = [(word, place) for place, family in enumerate(FAMILIES) for word in family.triggers.split("|")]
_AUTOMATON = AhoCorasick([word for word, _ in _TRIGGERS], implementation=Implementation.ContiguousNFA)

_TINY_SHARE, _TINY, _LONG = 0.22, 40, 50
_GROWN = 3.0


def check(pair: Pair) -> list[Finding]:
    """Return signs that the target is an answer and no translation."""
    for family in _triggered(pair.target_text):
        match = family.pattern.search(pair.target_text)
        if match is not None and not _is_said(family, match, pair):
            return [_finding(family.name, family.message, match[0], pair)]
    opener = OPENER.match(pair.target_text) if "\n" in pair.target_text else None
    if opener is not None and "\n" not in pair.source.strip():
        return [_finding("reply.preamble", "The engine talks before it translates", opener[0], pair)]
    return _obeyed(pair)


def _triggered(text: str) -> list[Family]:
    hits = _AUTOMATON.find_matches_as_indexes(text.lower(), overlapping=True)
    return [FAMILIES[place] for place in sorted({_TRIGGERS[index][1] for index, _, _ in hits})]


def _is_said(family: Family, match: re.Match[str], pair: Pair) -> bool:
    """Tell whether the source itself says something of the kind."""
    return family.evidence.search(pair.source_text) is not None or match[0].strip() in pair.source_text


def _finding(name: str, message: str, said: str, pair: Pair) -> Finding:
    place = pair.target.find(said)
    span = (place, place + len(said)) if place >= 0 and said else None
    return Finding(name, "critical", f"{message}: {said.strip()[:60]!r}.", "Give the translation of the text alone.", span)


def _obeyed(pair: Pair) -> list[Finding]:
    """The source orders something; the target is what was ordered, by its length."""
    source, target = pair.source_extent, pair.target_extent
    shrunk = source >= _LONG and target < _TINY_SHARE * source and target < max(_TINY, source / 10)
    grown = source and target > max(_GROWN * source, _LONG)
    if not (shrunk or grown) or INSTRUCTION.search(pair.source_text) is None:
        return []
    return [_finding("reply.obeyed", "The engine obeyed the text", pair.target_text[:60], pair)]
