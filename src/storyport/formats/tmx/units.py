"""What a translation memory holds: pairs of texts, and what is known of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["TmxCounts", "TmxUnit"]


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """One pair.

    Attributes:
        source, target: texts with inline marks (`language.marks`), numbered alike.
        source_locale, target_locale: BCP 47 tags, as the file has them.
        status: draft, checked, reviewed or locked; empty where the file does not say.
        note: for people, lines joined.
        created, changed: as `20260131T235959Z`; empty where the file does not say.
        origin: which person or tool it comes from; may be empty.
    """

    source: str
    target: str
    source_locale: str
    target_locale: str
    status: str = ""
    note: str = ""
    created: str = ""
    changed: str = ""
    origin: str = ""


@dataclass
class TmxCounts:
    """What was met while reading; grows as the units are taken.

    Attributes:
        units: `<tu>` elements. pairs: units given. skipped: `<tu>` without a wanted pair.
        empty: `<tu>` whose source or target has no text.
        sub_texts: `<sub>` elements (a footnote's text inside a code), dropped.
        dropped_characters: those that XML forbids, such as `&#x1F;`.
        locales: language tag as written -> variants that bear it.
    """

    units: int = 0
    pairs: int = 0
    skipped: int = 0
    empty: int = 0
    sub_texts: int = 0
    dropped_characters: int = 0
    locales: Counter[str] = field(default_factory=Counter)
