"""Writes review tables as XLIFF 2.1, unit by unit.

The unit's id alone says which segment it is and what its source was, the file's id which
export; notes may be dropped by any tool.

Source: XLIFF Version 2.1, OASIS Standard, 13 February 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from storyport.formats.review.base import Head, ReviewRow, Written, escape_controls
from storyport.formats.review.looks import is_rtl
from storyport.formats.review.xliff_inline import write_inline
from storyport.kernel.files import write_whole

__all__ = ["NOTES", "write_xliff"]

NOTES = {
    "terms": "Terms",
    "findings": "Findings",
    "speaker": "Speaker",
    "note": "Note",
    "part": "Chapter",
    "story": "Story",
}
"""Category of a note, `storyport:` left out -> the word its text begins with."""

_STATES = {"none": "initial", "reviewed": "reviewed", "locked": "final"}
_TOKEN = re.compile(r"[^A-Za-z0-9._-]")


def write_xliff(path: Path, head: Head, rows: Iterable[ReviewRow]) -> Written:
    """Write an XLIFF 2.1 document; there must be a row."""
    count = _Count()
    write_whole(path, (piece.encode() for piece in _pieces(head, rows, count)))
    return Written(count.rows)


class _Count:
    rows = 0


def _pieces(head: Head, rows: Iterable[ReviewRow], count: _Count) -> Iterator[str]:
    reference = head.reference
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"'
        f" srcLang={_attribute(head.source)} trgLang={_attribute(reference.locale)}"
        ' xml:space="preserve">\n'
    )
    group = None
    for row in rows:
        if row.group != group:
            yield "</file>\n" if group is not None else ""
            group = row.group
            yield _file(head, row)
        count.rows += 1
        yield _unit(row)
    yield ("</file>\n" if group is not None else "") + "</xliff>\n"


def _file(head: Head, row: ReviewRow) -> str:
    id_ = _attribute(f"{head.reference}.{_TOKEN.sub('_', row.group)}")
    directions = "".join(
        f' {name}="{"rtl" if is_rtl(tag) else "ltr"}"'
        for name, tag in (("srcDir", head.source), ("trgDir", head.reference.locale))
    )
    return (
        f'<file id={id_} original={_attribute(head.story)} canResegment="no"{directions}>\n'
        f"<notes>{_note('story', head.story)}{_note('part', row.part)}</notes>\n"
    )


def _unit(row: ReviewRow) -> str:
    notes = "".join(
        _note(name, text)
        for name, text in (
            ("terms", "; ".join(f"{source} = {target}" for source, target in row.terms)),
            ("findings", " ".join(row.findings)),
            ("speaker", row.speaker),
            ("note", row.note),
        )
        if text
    )
    state = _STATES.get(row.status, "translated")
    target = f"<target>{write_inline(row.target)}</target>" if row.target else ""
    return (
        f"<unit id={_attribute(row.id)}>"
        f"{f'<notes>{notes}</notes>' if notes else ''}"
        f'<segment id="s" state="{state}" subState={_attribute(f"storyport:{row.status}")}>'
        f"<source>{write_inline(row.source)}</source>{target}</segment></unit>\n"
    )


def _note(name: str, text: str) -> str:
    said = escape(escape_controls(f"{NOTES[name]}: {text}"))
    return f'<note category="storyport:{name}">{said}</note>'


def _attribute(text: str) -> str:
    return quoteattr(escape_controls(text))
