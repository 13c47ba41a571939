"""Register: whether a speaker's words fit how the bible says that they talk."""

from __future__ import annotations

import re

from storyport.checks.base import Finding, Pair
from storyport.language.intensity import registers_of, spoken

__all__ = ["check_register", "without_names"]

_NAMED = {
    "formal": "formal polite courtly bookish ceremonious deferential",
    "archaic": "archaic old-fashioned antiquated classical",
    "casual": "casual informal colloquial slangy",
    "vulgar": "vulgar coarse crude foul-mouthed",
    "childlike": "childlike childish",
}
_OUT_OF_PLACE = {
    "formal": ("vulgar", "casual", "familiar"),
    "archaic": ("casual",),
    "casual": ("archaic", "formal"),
    "vulgar": ("archaic", "formal", "childlike"),
    "childlike": ("vulgar", "archaic", "formal"),
}
"""Register of a speaker -> registers whose words they do not use, the plainest first."""
_DEFERENCE = frozenset({"casual", "vulgar"})
_WORD = re.compile(r"[\w-]+")
_NOT = re.compile(r"\b(?:not|never|no longer|nothing|un)\s+(?:\w+\s+)?[\w-]+", re.IGNORECASE)
_BY_NAME = {name: register for register, names in _NAMED.items() for name in names.split()}


def check_register(pair: Pair, speech: str) -> list[Finding]:
    """Return words of the target that its speaker would not use, one finding at most.

    What the source itself does is right: a formal person who swears there may swear here.
    """
    registers = speech_registers(speech)
    if not registers:
        return []
    found = registers_of(spoken(without_names(pair)), pair.target_locale)
    given = registers_of(spoken(pair.source_text), pair.source_locale)
    for kind in _out_of_place(registers):
        if kind in found and kind not in given:
            return [_finding(registers, kind, found[kind])]
    if registers <= _DEFERENCE and "polite" in found and not {"polite", "formal"} & set(given):
        return [_finding(registers, "polite", found["polite"])]
    return []


def without_names(pair: Pair) -> str:
    """Return the target with agreed renderings blanked out: a name is no word of a register."""
    text = pair.target_text
    for term in pair.terms:
        for form in (term.rendering, *term.alternatives):
            if form:
                text = text.replace(form, " " * len(form))
    return text


def speech_registers(speech: str) -> frozenset[str]:
    """Return the registers that a description of someone's speech names."""
    words = _WORD.findall(_NOT.sub(" ", speech).lower())
    return frozenset(_BY_NAME[word] for word in words if word in _BY_NAME)


def _out_of_place(registers: frozenset[str]) -> list[str]:
    """Return what no register of the speaker allows."""
    first, *others = sorted(registers)
    return [
        kind
        for kind in _OUT_OF_PLACE[first]
        if kind not in registers and all(kind in _OUT_OF_PLACE[other] for other in others)
    ]


def _finding(registers: frozenset[str], kind: str, word: str) -> Finding:
    named = " and ".join(sorted(registers))
    return Finding(
        "tone.register",
        "advice",
        f"The speaker's voice is {named}; “{word}” is {kind}.",
        "Choose a word that fits the voice.",
    )
