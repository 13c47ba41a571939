"""What a check sees and says.

How to add a check: write `checks/<family>.py` with `check(pair) -> list[Finding]`, pure and
without state, and add it to `ALL` in `checks/registry.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from storyport.formats.base import Limits, UnitKind
from storyport.kernel.locales import LocaleInfo
from storyport.language.extent import extent
from storyport.language.function_words import words_of
from storyport.language.marks import plain
from storyport.language.scripts import script_counts

__all__ = ["BLOCKING", "NAMING_KINDS", "ExpectedTerm", "Finding", "Pair", "Severity", "blocking"]

Severity = Literal["critical", "major", "minor", "advice"]
BLOCKING: frozenset[Severity] = frozenset({"critical", "major"})
NAMING_KINDS = frozenset({"character", "place", "faction", "creature", "brand", ""})
"""Kinds of entries that name somebody or some place: of one character, they stand alone."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or may be.

    Attributes:
        check: family and kind, such as `structure.marks`.
        severity: critical (cannot be shipped), major (must be repaired), minor, advice.
        message: what is wrong, for a person. fix: what to do, for a person or an engine.
        span: where in the target, marks counted, as far as it can be told.
    """

    check: str
    severity: Severity
    message: str
    fix: str = ""
    span: tuple[int, int] | None = None

    def as_dict(self) -> dict[str, object]:
        """Return plain data for JSON."""
        return {
            "check": self.check,
            "severity": self.severity,
            "message": self.message,
            "fix": self.fix,
            "span": list(self.span) if self.span else None,
        }


@dataclass(frozen=True)
class ExpectedTerm:
    """What the bible says about one entry that occurs in the source.

    Attributes:
        source_forms: headword and aliases. rendering: the agreed one.
        alternatives: also allowed. banned: must not be used.
        kind: of the entry. binding: approved or locked, not merely proposed.
    """

    source_forms: tuple[str, ...]
    rendering: str
    alternatives: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    kind: str = "term"
    binding: bool = True


@dataclass(frozen=True)
class Pair:
    """A source and its target, both with marks, and what the target must keep to.

    Attributes:
        swearing_limit: level of swearing at most, as the style has it; None: no limit.
        speech: how the only speaker of a segment talks, as the bible has it.
    """

    source: str
    target: str
    source_locale: LocaleInfo
    target_locale: LocaleInfo
    kind: UnitKind = "paragraph"
    terms: tuple[ExpectedTerm, ...] = ()
    limits: Limits | None = None
    swearing_limit: int | None = None
    speech: str = ""

    @functools.cached_property
    def source_text(self) -> str:
        """What a reader of the source sees."""
        return plain(self.source)

    @functools.cached_property
    def target_text(self) -> str:
        """What a reader of the target sees."""
        return plain(self.target)

    @functools.cached_property
    def source_words(self) -> list[str]:
        """Words of the source in small letters, digits left out."""
        return words_of(self.source_text)

    @functools.cached_property
    def target_words(self) -> list[str]:
        """Words of the target in small letters, digits left out."""
        return words_of(self.target_text)

    @functools.cached_property
    def source_extent(self) -> float:
        """How much the source says (`language.extent`)."""
        return extent(self.source_scripts, self.source_locale.language)

    @functools.cached_property
    def target_extent(self) -> float:
        """How much the target says (`language.extent`)."""
        return extent(self.target_scripts, self.target_locale.language)

    @functools.cached_property
    def source_scripts(self) -> dict[str, int]:
        """Letters of each script in the source."""
        return script_counts(self.source_text)

    @functools.cached_property
    def target_scripts(self) -> dict[str, int]:
        """Letters of each script in the target."""
        return script_counts(self.target_text)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return what must be repaired before the target may ship."""
    return [finding for finding in findings if finding.severity in BLOCKING]
