"""What becomes of each row that came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from storyport.localize.pipeline.jobs import NewTarget

__all__ = ["Import", "Kind", "Outcome"]

Kind = Literal[
    "edited", "approved", "unchanged", "open", "emptied", "repeated", "conflict", "refused"
]
"""Edited and approved are taken; open is what the reviewer left open."""


@dataclass(eq=False, slots=True)
class Outcome:
    """One row.

    Attributes:
        why: in words, where it was not simply taken.
        source, target: as they stand in the file. now: what the story has.
        new: the version to be stored; also of a row that only brings a comment.
        findings: critical and major ones of what was taken, in words.
    """

    kind: Kind
    place: str
    id: str
    segment: int = 0
    why: str = ""
    source: str = ""
    target: str = ""
    now: str = ""
    comment: str = ""
    new: NewTarget | None = None
    findings: tuple[str, ...] = ()

    def refuse(self, why: str) -> None:
        """Take it back."""
        self.kind, self.why, self.new, self.findings = "refused", why, None, ()

    def repeat(self, why: str) -> None:
        """Let another row of the same text count."""
        self.kind, self.why, self.new, self.findings = "repeated", why, None, ()

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        told = {
            "row": self.place,
            "id": self.id,
            "why": self.why,
            "source": self.source,
            "target": self.target,
            "now": self.now,
            "comment": self.comment,
            "findings": list(self.findings),
        }
        return {name: value for name, value in told.items() if value or name in ("row", "id")}


@dataclass
class Import:
    """What came of a file.

    Attributes:
        rows: that were read. counts: kind -> rows.
        listed: rows that somebody should look at: conflicts, refused, open, emptied, repeated,
            and taken ones with findings.
        comments: taken in. remembered: pairs that are new in the memory.
        missing: rows that went out and did not come back (None where the file cannot tell).
        notes: what is worth telling of the file as a whole.
    """

    rows: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    listed: list[Outcome] = field(default_factory=list)
    comments: int = 0
    remembered: int = 0
    missing: int | None = None
    notes: Sequence[str] = ()

    def count(self, kind: Kind) -> int:
        """Return how many rows came to an outcome."""
        return self.counts.get(kind, 0)

    @property
    def exit_code(self) -> int:
        """1 where something is left for a person."""
        left = any(self.count(kind) for kind in ("refused", "conflict", "open"))
        return int(left or any(row.findings for row in self.listed))
