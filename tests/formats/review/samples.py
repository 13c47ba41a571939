"""Rows as they go out, for the tests of all formats."""

from __future__ import annotations

from storyport.formats.review import Head, Reference, ReviewRow, RowId
from storyport.language.normal import source_digest

REFERENCE = Reference("en", "20260131T235959Z", 4711)
HEAD = Head("墨 & 云", "zh-Hans", REFERENCE)
EXTENSIONS = (".xlsx", ".docx", ".xliff")


def row(number: int, source: str, target: str, **more) -> ReviewRow:
    digest = source_digest(source)
    values = {"group": "p1", "part": "第一章", "status": "checked", "digest": digest, **more}
    id_ = str(RowId(1, number, digest[:8]))
    return ReviewRow(id=id_, source=source, target=target, **values)


ROWS = (
    row(1, "第一章", "Chapter One", terms=(("林风", "Lin Feng (not Lin Wind)"),)),
    row(2, "<1>林风</1>走了<2/>。", "<1>Lin Feng</1> left<2/>.", findings=("minor: Odd.",)),
    row(3, "他说&lt;1>。", "He said &lt;1>.\nAnd went.", speaker="方", note="old"),
    row(4, "空", "", status="none"),
    row(5, "尾\x0b声\ud800", "=1+1\x0b\ud800\tend", group="p2", part="第二章", status="locked"),
)


def head(locale: str = "en") -> Head:
    return Head("墨 & 云", "zh-Hans", Reference(locale, REFERENCE.stamp, REFERENCE.newest))
