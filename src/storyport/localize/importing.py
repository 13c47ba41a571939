"""Takes a document into the story: sources, parts and segments, aligned with what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from rapidfuzz import fuzz

from storyport.formats.base import Document, Unit
from storyport.formats.base import Part as DocumentPart
from storyport.kernel.digests import digest_texts
from storyport.kernel.progress import Progress, Progressing, Silent
from storyport.language.normal import source_digest
from storyport.localize.aligning import align, unmatched
from storyport.localize.bulk import insert_rows
from storyport.localize.models import Segment
from storyport.localize.reviving import revive
from storyport.story.models import Part, Source, Work

__all__ = ["import_document", "shares_text"]

_FLUSH = 4000
_TITLE = 500
_SAMPLE = 2000
_RELATED = 0.05
# Share of characters, in per cent, that an edited line has left; two lines of a story that
# have nothing to do with each other share 10 to 25.
_ALIKE = 40


def import_document(
    work: Work,
    name: str,
    document: Document,
    digest: str,
    progress: Progressing | None = None,
    *,
    place: int | None = None,
) -> Source:
    """Import a document under a name within its work; unchanged bytes cost nothing.

    Args:
        place: where it stands among the work's sources; None: where it stood, else last.

    Raises:
        BadInput: a part of it cannot be read; what was imported stays, and the next import
            goes over it again.
    """
    progress = progress or Silent()
    source = _source(work, name, document)
    if place is not None and source.order != place:
        Source.objects.filter(pk=source.pk).update(order=place)
        source.order = place
    if source.digest == digest:
        return source
    # Until all is in, nothing may take this for imported: not this file, not the one before.
    Source.objects.filter(pk=source.pk).update(digest="")
    newest = Segment.objects.aggregate(newest=Max("id"))["newest"] or 0
    old = list(source.parts.filter(gone=False))
    if old:
        _import_again(source, old, document, progress)
    else:
        _import_new(source, document, progress)
    revive(source, newest)
    source.digest = digest
    source.title = document.title[:_TITLE]
    source.format = document.format
    source.save()
    return source


def shares_text(work: Work, document: Document) -> bool:
    """Tell whether a document holds text that the work already knows."""
    sample: list[str] = []
    for part in document.parts():
        sample += [source_digest(unit.source) for unit in part.units]
        if len(sample) >= _SAMPLE:
            break
    sample = list(dict.fromkeys(sample))[:_SAMPLE]
    known = set[str]()
    for start in range(0, len(sample), 500):
        known.update(
            Segment.objects.filter(
                part__source__work=work, digest__in=sample[start : start + 500]
            ).values_list("digest", flat=True)
        )
    return len(known) >= max(1, _RELATED * len(sample))


def part_digest(units: Iterable[Unit]) -> str:
    """Return the digest of a part: its units' texts and kinds, in order."""
    return digest_texts(text for unit in units for text in (unit.kind, unit.source))[:32]


def _source(work: Work, name: str, document: Document) -> Source:
    order = (work.sources.aggregate(last=Max("order"))["last"] or 0) + 1
    source, _ = Source.objects.get_or_create(
        work=work, name=name, defaults={"order": order, "format": document.format}
    )
    return source


# --- a source that was not known ------------------------------------------------


def _import_new(source: Source, document: Document, progress: Progressing) -> None:
    batch: list[tuple[int, DocumentPart]] = []
    waiting = 0
    for order, part in enumerate(document.parts()):
        batch.append((order, part))
        waiting += len(part.units)
        if waiting >= _FLUSH:
            _add_parts(source, batch)
            batch, waiting = [], 0
            progress(Progress("reading", order + 1))
    _add_parts(source, batch)


def _add_parts(source: Source, batch: Sequence[tuple[int, DocumentPart]]) -> None:
    with transaction.atomic():
        rows = Part.objects.bulk_create([_part(source, order, part) for order, part in batch])
        _add_segments(
            (row.pk, order, unit)
            for row, (_, part) in zip(rows, batch, strict=True)
            for order, unit in enumerate(part.units)
        )


def _add_segments(found: Iterable[tuple[int, int, Unit]]) -> None:
    """Add (part id, order, unit) rows."""
    names = ("part", "order", "gone", "key", "kind", "source", "digest", "extra")
    insert_rows(
        Segment,
        names,
        (
            (part, order, False, *_unit_fields(unit).values())  # in the order of the names
            for part, order, unit in found
        ),
    )


def _part(source: Source, order: int, part: DocumentPart) -> Part:
    return Part(source=source, order=order, **_part_fields(part))


def _part_fields(part: DocumentPart) -> dict[str, Any]:
    return {
        "key": part.key,
        "title": part.title[:_TITLE],
        "digest": part_digest(part.units),
        "story": part.story,
        "characters": sum(len(unit.source) for unit in part.units),
        "analysis": {},
    }


def _unit_fields(unit: Unit) -> dict[str, Any]:
    return {
        "key": unit.key,
        "kind": unit.kind,
        "source": unit.source,
        "digest": source_digest(unit.source),
        "extra": _extra(unit),
    }


def _extra(unit: Unit) -> dict[str, Any] | None:
    extra: dict[str, Any] = {}
    if unit.speaker:
        extra["speaker"] = unit.speaker
    if unit.note:
        extra["note"] = unit.note
    if unit.limits:
        extra["limits"] = {
            key: value for key, value in vars(unit.limits).items() if value is not None
        }
    return extra or None


# --- a source that changed ------------------------------------------------------


def _import_again(
    source: Source, old: Sequence[Part], document: Document, progress: Progressing
) -> None:
    digests = [part_digest(part.units) for part in document.parts()]
    known = [part.digest for part in old]
    alike = _AlikeParts(old, document, unmatched(known, digests))
    matches = align(known, digests, alike)
    for order, (part, match) in enumerate(zip(document.parts(), matches, strict=True)):
        with transaction.atomic():
            _import_part(source, order, part, old[match] if match is not None else None)
        progress(Progress("reading", order + 1, len(digests)))
    kept = {old[match].pk for match in matches if match is not None}
    Part.objects.filter(pk__in=[part.pk for part in old if part.pk not in kept]).update(gone=True)


class _AlikeParts:
    """Tells whether a new part may be an edit of an old one: whether they share text."""

    def __init__(self, old: Sequence[Part], document: Document, changed: set[int]) -> None:
        self._old = old
        self._known: dict[int, set[str]] = {}
        # Only parts that changed are looked into: in a serial's next issue, few or none.
        self._new = {
            order: {source_digest(unit.source) for unit in part.units}
            for order, part in enumerate(document.parts() if changed else ())
            if order in changed
        }

    def __call__(self, old: int, new: int) -> bool:
        if old not in self._known:
            rows = Segment.objects.filter(part=self._old[old], gone=False)
            self._known[old] = set(rows.values_list("digest", flat=True))
        return bool(self._known[old] & self._new[new])


def _import_part(source: Source, order: int, part: DocumentPart, known: Part | None) -> None:
    if known is None:
        row = _part(source, order, part)
        row.save()
        _add_segments((row.pk, order, unit) for order, unit in enumerate(part.units))
        return
    fields = _part_fields(part)
    if known.digest == fields["digest"]:
        _place(
            known, {"order": order, **{name: fields[name] for name in ("key", "title", "story")}}
        )
        return
    known.order = order
    for field, value in fields.items():
        setattr(known, field, value)
    known.save()
    _import_units(known, part.units)


def _place(known: Part, fields: dict[str, Any]) -> None:
    # Nearly all parts of a serial stand where they stood: those cost no statement.
    if any(getattr(known, name) != value for name, value in fields.items()):
        Part.objects.filter(pk=known.pk).update(**fields)


def _import_units(part: Part, units: Sequence[Unit]) -> None:
    old = list(part.segments.filter(gone=False))
    fields = [_unit_fields(unit) for unit in units]
    matches = align(
        [segment.digest for segment in old],
        [field["digest"] for field in fields],
        lambda one, other: _alike(old[one].source, fields[other]["source"]),
    )
    added, updated = [], []
    for order, (field, match) in enumerate(zip(fields, matches, strict=True)):
        if match is None:
            added.append(Segment(part=part, order=order, **field))
            continue
        segment = old[match]
        segment.order = order
        for name, value in field.items():
            setattr(segment, name, value)
        updated.append(segment)
    Segment.objects.bulk_update(
        updated, ["order", "key", "kind", "source", "digest", "extra"], batch_size=200
    )
    Segment.objects.bulk_create(added, batch_size=2000)
    kept = {segment.pk for segment in updated}
    Segment.objects.filter(pk__in=[segment.pk for segment in old if segment.pk not in kept]).update(
        gone=True
    )


def _alike(old: str, new: str) -> bool:
    """Tell whether one text may be an edit of the other, and not another text in its place."""
    return fuzz.ratio(old, new) >= _ALIKE
