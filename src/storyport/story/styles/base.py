"""What a style says, and how it is said to an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from storyport.kernel.digests import digest_json
from storyport.kernel.errors import BadInput
from storyport.story.validation import checked

__all__ = ["FIELDS", "LISTS", "UNLIMITED", "LocaleStyle", "changed", "style_value"]

_LIMIT = 400
_MOST_LINES = 40
_DIGEST = 32
_SWEARING = {
    0: "no swearing at all",
    1: "mild words only (of the kind of “damn”)",
    2: "swearing as on evening television",
    3: "strong swearing where the source has it, nothing obscene",
    4: "whatever the source says",
}

UNLIMITED = max(_SWEARING)
"""Level of swearing from which on nothing is too much."""


@dataclass(frozen=True)
class LocaleStyle:
    """The style of one locale; an empty field says nothing.

    Attributes:
        register: what sort of language. tense: of narration.
        honorifics: what becomes of 师兄, 大人, 您. romanization: how names are spelled.
        name_order: surname first or last. units, currency: what becomes of 里, 两, 斤, yuan.
        quotes, inner_quotes: opening and closing mark, a space between. dialogue: how speech
            is set. punctuation: what differs from what the source does.
        profanity: level of swearing at most, 0 (none) to 4 (all of it). rating: age, in words.
        do, dont: lists of rules. notes: anything else.
    """

    register: str = ""
    tense: str = ""
    honorifics: str = ""
    romanization: str = ""
    name_order: str = ""
    units: str = ""
    currency: str = ""
    quotes: str = ""
    inner_quotes: str = ""
    dialogue: str = ""
    punctuation: str = ""
    profanity: int = 3
    rating: str = ""
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()
    notes: str = ""

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What an engine is told, one rule a line."""
        said = [f"{label}: {value}" for label, value in self._labelled() if value]
        return (
            *said,
            *(f"Do: {rule}" for rule in self.do),
            *(f"Do not: {rule}" for rule in self.dont),
            *([self.notes] if self.notes else []),
        )

    @cached_property
    def digest(self) -> str:
        """What a target remembers of the style it was made in (32 hex digits)."""
        return digest_json(list(self.lines))[:_DIGEST]

    def _labelled(self) -> list[tuple[str, str]]:
        marks = self.quotes and f"{self.quotes}" + (
            f", within it {self.inner_quotes}" if self.inner_quotes else ""
        )
        return [
            ("Register", self.register),
            ("Narration", self.tense),
            ("Honorifics and forms of address", self.honorifics),
            ("Names", "; ".join(filter(None, (self.romanization, self.name_order)))),
            ("Units", self.units),
            ("Money", self.currency),
            ("Dialogue", self.dialogue),
            ("Quotation marks", marks),
            ("Punctuation", self.punctuation),
            ("Swearing", _SWEARING[self.profanity] if self.profanity < UNLIMITED else ""),
            ("Readers", self.rating),
        ]


FIELDS = tuple(field.name for field in fields(LocaleStyle))
LISTS = ("do", "dont")


def changed(style: LocaleStyle, values: Mapping[str, object], where: str = "") -> LocaleStyle:
    """Return a style with some fields set to other values.

    Raises:
        BadInput: there is no such field, or a value cannot be used.
    """
    said: dict[str, Any] = {name: style_value(name, value, where) for name, value in values.items()}
    return replace(style, **said)


def style_value(name: str, value: object, where: str = "") -> object:
    """Return a field's value, checked: a text, a list of texts, or a level from 0 to 4.

    Raises:
        BadInput: there is no such field, or the value is none of it.
    """
    where = where or name
    if name not in FIELDS:
        raise BadInput(f"a style has no {name!r}.", where=where, do=f"It has: {', '.join(FIELDS)}.")
    if name == "profanity":
        return _level(value, where)
    if name in LISTS:
        rules = [value] if isinstance(value, str) else value
        if not isinstance(rules, Sequence) or len(rules) > _MOST_LINES:
            raise BadInput(f"{name} must be a list of at most {_MOST_LINES} rules.", where=where)
        return tuple(checked(str(rule), "rule", limit=_LIMIT, where=where) for rule in rules)
    text = str(value)
    if name in ("quotes", "inner_quotes") and text and len(text.split()) != 2:
        raise BadInput(
            f"{text!r} is no pair of quotation marks.", where=where, do="Write both: “ ”"
        )
    return checked(text, name, limit=_LIMIT, where=where, empty=True)


def _level(value: object, where: str) -> int:
    if str(value) in {str(level) for level in _SWEARING}:
        return int(str(value))
    said = "; ".join(f"{level}: {meaning}" for level, meaning in _SWEARING.items())
    raise BadInput(f"{value!r} is no level of swearing.", where=where, do=f"Use one of {said}.")
