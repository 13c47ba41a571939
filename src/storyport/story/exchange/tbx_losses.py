"""What TBX-Basic has no place for, and its words for what it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from storyport.story.exchange.losses import RELATIONS, Part
from storyport.story.facts import ALWAYS, EntryFacts, RenderingFacts

__all__ = ["GENDERS", "LOST", "TERM_TYPES", "has_terms"]

TERM_TYPES = {"full name": "fullForm", "short": "shortForm", "variant": "variant"}
"""Kind of an alias -> `termType`."""

GENDERS = {"male": "masculine", "female": "feminine", "neutral": "neuter", "unknown": "other"}
"""Gender -> `grammaticalGender`."""


def has_terms(entry: EntryFacts, facts: RenderingFacts) -> bool:
    """Tell whether a locale has any term, without which it has no `langSec`."""
    return bool(facts.text or facts.banned or set(facts.aliases) & set(entry.aliases))


def _of_entry(name: str, nothing: Mapping[str, Any]) -> Part:
    """Return the part that some fields of an entry are."""
    return Part(
        name,
        lambda entry: int(any(getattr(entry, field) != empty for field, empty in nothing.items())),
        lambda entry: replace(entry, **nothing),
    )


def _of_locales(
    name: str,
    count: Callable[[EntryFacts, RenderingFacts], int],
    without: Callable[[EntryFacts, RenderingFacts], RenderingFacts],
) -> Part:
    """Return the part that something of each locale is."""
    return Part(
        name,
        lambda entry: sum(count(entry, facts) for facts in entry.renderings.values()),
        lambda entry: replace(
            entry,
            renderings={tag: without(entry, facts) for tag, facts in entry.renderings.items()},
        ),
    )


def _field(name: str, field: str) -> Part:
    nothing: dict[str, Any] = {field: ""}
    return _of_locales(
        name,
        lambda _, facts: int(bool(getattr(facts, field))),
        lambda _, facts: replace(facts, **nothing),
    )


def _free_kinds(entry: EntryFacts) -> dict[str, str]:
    return {alias: kind for alias, kind in entry.alias_kinds.items() if kind not in TERM_TYPES}


def _stray(entry: EntryFacts, facts: RenderingFacts) -> set[str]:
    return set(facts.aliases) - set(entry.aliases)


def _locks(facts: RenderingFacts) -> int:
    return sum(
        status == "locked" for _, status in ((facts.text, facts.status), *facts.aliases.values())
    )


def _unlocked(facts: RenderingFacts) -> RenderingFacts:
    return replace(
        facts,
        status="approved" if facts.status == "locked" else facts.status,
        aliases={
            form: (text, "approved" if status == "locked" else status)
            for form, (text, status) in facts.aliases.items()
        },
    )


LOST = (
    _of_entry("places on a scale of ranks", {"scale": "", "step": 0}),
    _of_entry("spans of story time", {"validity": ALWAYS}),
    _of_entry("spoiler limits", {"spoiler": 0}),
    _of_entry("ways of speaking", {"speech": ""}),
    _of_entry("confidences", {"confidence": None}),
    RELATIONS,
    Part(
        "times of aliases",
        lambda entry: len(entry.alias_times),
        lambda entry: replace(entry, alias_times={}),
    ),
    Part(
        "kinds of aliases",
        lambda entry: len(_free_kinds(entry)),
        lambda entry: replace(
            entry,
            alias_kinds={
                alias: kind for alias, kind in entry.alias_kinds.items() if kind in TERM_TYPES
            },
        ),
    ),
    _of_locales(
        "renderings of forms that are no aliases",
        lambda entry, facts: len(_stray(entry, facts)),
        lambda entry, facts: replace(
            facts,
            aliases={form: own for form, own in facts.aliases.items() if form in entry.aliases},
        ),
    ),
    _of_locales(
        "locks (they come back as approved)",
        lambda _, facts: _locks(facts),
        lambda _, facts: _unlocked(facts),
    ),
    _of_locales(
        "other shapes of renderings",
        lambda _, facts: len(facts.forms),
        lambda _, facts: replace(facts, forms={}),
    ),
    _field("pronouns", "pronouns"),
    _field("voices", "voice"),
    _field("choices", "choice"),
    _of_locales(
        "genders in a locale without a rendering",
        lambda _, facts: int(bool(facts.gender and not facts.text)),
        lambda _, facts: facts if facts.text else replace(facts, gender=""),
    ),
    _of_locales(
        "codex texts in a locale without a term",
        lambda entry, facts: int(bool(facts.codex and not has_terms(entry, facts))),
        lambda entry, facts: facts if has_terms(entry, facts) else replace(facts, codex=""),
    ),
)
"""What TBX-Basic cannot hold."""
