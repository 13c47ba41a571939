"""A small translated story, and a reviewer who works in the table as on paper."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from storyport.formats import review
from storyport.formats.review import Head, ReturnedRow, ReviewFile
from storyport.kernel.locales import parse_locale
from storyport.localize.models import MemoryUnit, Target
from storyport.localize.reviewing import importing
from storyport.localize.reviewing.exporting import Selection, export_review
from storyport.localize.reviewing.importing import Wish, import_review
from storyport.localize.reviewing.outcomes import Import

CHAPTERS = {
    "第一章": [
        "林风走进了听松坊的大门。",
        "是。",
        "<1>他</1>抬起头看着天上的云<2/>。",
        "***",
        "山里的雾很重很冷。",
    ],
    "第二章": ["师父在窗前写了一封长信。", "外面下着今年的第一场雪。"],
}


class Paper(ReviewFile):
    """Rows in memory."""

    def __init__(self, head: Head, rows: list[ReturnedRow]) -> None:
        self.head, self._rows, self.notes = head, rows, []

    def rows(self):
        return iter(self._rows)


@dataclass
class Reviewer:
    """Gets a table, changes it, gives it back."""

    desk: Any
    folder: Path
    monkeypatch: Any
    head: Head | None = None
    rows: list[ReturnedRow] = field(default_factory=list)

    def get(self, selection: Selection | None = None, locale: str = "en") -> list[ReturnedRow]:
        path = self.folder / "out.xlsx"
        path.unlink(missing_ok=True)
        self.rows = []
        if not export_review(self.desk.story, parse_locale(locale), path, selection).rows:
            return self.rows
        file = review.open_review(path)
        self.head, self.rows = file.head, list(file.rows())
        return self.rows

    def at(self, source: str) -> int:
        return next(n for n, row in enumerate(self.rows) if source in row.source)

    def write(self, source: str, **change: str) -> None:
        at = self.at(source)
        self.rows[at] = replace(self.rows[at], **change)

    def swap(self, name: str, order: list[int]) -> None:
        """Put one column into another order."""
        values = [getattr(self.rows[at], name) for at in order]
        self.rows = [
            replace(row, **{name: value}) for row, value in zip(self.rows, values, strict=True)
        ]

    def give(self, locale: str = "en", **wish: bool) -> Import:
        rows = [replace(row, place=f"row {n}") for n, row in enumerate(self.rows, 2)]
        paper = Paper(self.head, rows)
        self.monkeypatch.setattr(importing, "open_review", lambda path: paper)
        return import_review(self.desk.story, parse_locale(locale), Path("back.xlsx"), Wish(**wish))

    def target(self, source: str, locale: str = "en") -> Target:
        return Target.objects.get(segment__source__contains=source, locale=locale, current=True)

    def memory(self) -> dict[str, str]:
        return dict(MemoryUnit.objects.values_list("source", "target"))


@pytest.fixture
def reviewer(desk, tmp_path, monkeypatch) -> Reviewer:
    desk.load(CHAPTERS)
    desk.say("林风", "Lin Feng")
    desk.run()
    return Reviewer(desk, tmp_path, monkeypatch)
