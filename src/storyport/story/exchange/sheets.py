"""Relations and evidence as rows of sheets of their own, beside the table of entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from storyport.kernel.errors import BadInput
from storyport.story.exchange.base import Row, Troubles
from storyport.story.exchange.cells import known_status
from storyport.story.exchange.columns import Column, find_column
from storyport.story.exchange.table import Cell, Line, number_of
from storyport.story.facts import (
    Bible,
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    Status,
    Validity,
)
from storyport.story.validation import checked_entry

__all__ = [
    "EVIDENCE_SHEET",
    "RELATIONS_SHEET",
    "SHEET_COLUMNS",
    "Hanging",
    "evidence_rows",
    "relation_rows",
]

RELATIONS_SHEET, EVIDENCE_SHEET = "relations", "evidence"
_RELATION = ("source", "kind", "calls", "calls kind", "word", "since", "until")
_EVIDENCE = ("source", "kind", "place", "excerpt", "reason")
SHEET_COLUMNS = frozenset((*_RELATION, *_EVIDENCE))
"""Headers of these sheets, those of locales beside."""

_NOTHING: tuple[str, Status] = ("", "approved")


def relation_rows(bible: Bible, locales: Sequence[str]) -> Iterator[list[Cell]]:
    """Give the header and the rows of the sheet of relations; nothing where there are none."""
    told = [(entry, one) for entry in bible.entries for one in entry.relations]
    if not told:
        return
    used = [tag for tag in locales if any(tag in one.renderings for _, one in told)]
    stated = {
        tag
        for tag in used
        if any(one.renderings.get(tag, _NOTHING)[1] != "approved" for _, one in told)
    }
    heads = [
        name for tag in used for name in (tag, f"{tag}:status") if name == tag or tag in stated
    ]
    yield [*_RELATION, *heads]
    for entry, one in told:
        row: list[Cell] = [
            entry.headword, entry.kind, one.other, one.other_kind, one.word,
            one.validity.since or "", one.validity.until or "",
        ]  # fmt: skip
        for tag in used:
            text, status = one.renderings.get(tag, ("", ""))
            row += [text, status] if tag in stated else [text]
        yield row


def evidence_rows(bible: Bible) -> Iterator[list[Cell]]:
    """Give the header and the rows of the sheet of evidence; nothing where there is none."""
    if any(entry.evidence for entry in bible.entries):
        yield [*_EVIDENCE]
    for entry in bible.entries:
        for one in entry.evidence:
            yield [entry.headword, entry.kind, one.place, one.excerpt, one.reason]


@dataclass
class Hanging:
    """What other sheets say of entries, to be hung on the rows of the table.

    Attributes:
        source: locale of the story. to: the only locale to take; empty for all.
    """

    source: str
    to: str
    troubles: Troubles
    notes: list[str] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)

    def read(self, sheet: str, lines: Iterable[Line]) -> None:
        """Read the rows of a sheet (relations or evidence), its header first."""
        rows = iter(lines)
        header = next(rows, None)
        if header is None:
            return
        columns = self._columns(sheet, header)
        for line in rows:
            with self.troubles.within(line.place):
                cells = dict(zip(columns, line.cells, strict=False))
                told = _relation(cells, line) if sheet == RELATIONS_SHEET else _evidence(cells)
                entry = replace(told, headword=cells.get("source", ""), kind=cells.get("kind", ""))
                self._rows.append(
                    Row(line.where, line.place, checked_entry(entry, self.source, line.where))
                )

    def hung_on(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return the rows with what was read; what has no row of its own gets one."""
        by_name: dict[tuple[str, str], Row] = {(r.entry.headword, r.entry.kind): r for r in rows}
        kinds: dict[str, list[str]] = {}
        for headword, kind in by_name:
            kinds.setdefault(headword, []).append(kind)
        for told in self._rows:
            headword, kind = told.entry.headword, told.entry.kind
            of_name = kinds.get(headword, [])
            if not kind and len(of_name) > 1:
                with self.troubles.within(told.place):
                    raise BadInput(
                        f"{headword} names {len(of_name)} entries.",
                        where=told.where,
                        do=f"Say its kind: {', '.join(of_name)}.",
                    )
                continue
            key = (headword, of_name[0] if of_name and not kind else kind)
            known = by_name.get(key)
            by_name[key] = told if known is None else replace(known, entry=_both(known, told))
        return tuple(by_name.values())

    def _columns(self, sheet: str, header: Line) -> list[str]:
        known = _RELATION if sheet == RELATIONS_SHEET else _EVIDENCE
        columns = [self._named(cell, known) for cell in header.cells]
        needed = known[: 5 if sheet == RELATIONS_SHEET else 1 : 2]
        lacking = [name for name in needed if name not in columns]
        if lacking:
            raise BadInput(
                f"the sheet {sheet} has no column {lacking[0]}.",
                where=header.where,
                do=f"Let its first row name the columns: {', '.join(known)}.",
            )
        unused = [
            cell for cell, name in zip(header.cells, columns, strict=True) if cell and not name
        ]
        if unused:
            self.notes.append(f"columns of {sheet} not used: {', '.join(unused)}.")
        return columns

    def _named(self, header: str, known: Sequence[str]) -> str:
        name = header.strip().casefold().replace("_", " ")
        if name in known:
            return name
        column = find_column(name.replace(" ", "_"), self.source, named=True)
        if column is None or column.name not in ("text", "status") or "word" not in known:
            return ""
        return str(column) if self.to in ("", column.locale) else ""


def _both(row: Row, told: Row) -> EntryFacts:
    return replace(
        row.entry,
        relations=(*row.entry.relations, *told.entry.relations),
        evidence=(*row.entry.evidence, *told.entry.evidence),
    )


def _relation(cells: Mapping[str, str], line: Line) -> EntryFacts:
    tags = [name for name, cell in cells.items() if cell and name and name not in _RELATION]
    renderings: dict[str, tuple[str, Status]] = {}
    for tag in tags:
        if not tag.endswith(":status"):
            said = cells.get(str(Column("status", tag))) or "approved"
            renderings[tag] = (cells[tag], known_status(said, line.where))
    relation = RelationFacts(
        other=cells.get("calls", ""),
        word=cells.get("word", ""),
        other_kind=cells.get("calls kind", ""),
        validity=Validity(
            number_of(cells.get("since", ""), "beginning", line.where),
            number_of(cells.get("until", ""), "end", line.where),
        ),
        renderings=renderings,
    )
    return EntryFacts(0, "", relations=(relation,))


def _evidence(cells: Mapping[str, str]) -> EntryFacts:
    told = EvidenceFacts(*(cells.get(name, "") for name in _EVIDENCE[2:]))
    return EntryFacts(0, "", evidence=(told,))
