"""Writes the editions of a source: its own format, and a bound EPUB where it has no book form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storyport.fiction.binding import book_of
from storyport.fiction.opening import Opened
from storyport.formats.base import Edition
from storyport.formats.epub_new import bind_epub
from storyport.formats.structure import compare_structure, count_structure
from storyport.kernel.digests import digest_file
from storyport.kernel.locales import LocaleInfo
from storyport.localize.models import Artifact, Target
from storyport.story.models import Part, Source

__all__ = ["Written", "translations_of", "write_editions"]


@dataclass(frozen=True)
class Written:
    """A file that was made.

    Attributes:
        before, after: structural counts, where the format has a structure.
        losses: what was there before and is not any more; empty when nothing is lost.
    """

    path: Path
    locale: str
    kind: str
    before: Mapping[str, int] = field(default_factory=dict)
    after: Mapping[str, int] = field(default_factory=dict)
    losses: Sequence[str] = ()


def write_editions(
    opened: Opened,
    source: Source,
    locale: LocaleInfo,
    folder: Path,
    *,
    source_locale: LocaleInfo,
    bilingual: bool,
) -> list[Written]:
    """Write `<stem>.<locale>.<ext>`, bound as EPUB too where the source is plain text.

    Raises:
        BadInput: the folder cannot be written to, the disk is full.
    """
    stem = (folder / opened.name).with_suffix("")
    stem.parent.mkdir(parents=True, exist_ok=True)
    written: list[Written] = []
    for both in (False, True) if bilingual else (False,):
        edition = Edition(source_locale, locale, bilingual=both)
        end = f".{locale.tag}.bilingual" if both else f".{locale.tag}"
        written += _write(opened, source, stem.with_name(stem.name + end), edition)
    for each in written:
        _record(source, each)
    return written


def translations_of(source: Source, locale: LocaleInfo, key: str) -> dict[str, str]:
    """Return {unit key: target} of one part; what has no target is missing."""
    part = Part.objects.filter(source=source, key=key, gone=False).first()
    if part is None:
        return {}
    rows = Target.objects.filter(
        segment__part=part, segment__gone=False, locale=locale.tag, current=True
    )
    return dict(rows.values_list("segment__key", "text"))


def _write(opened: Opened, source: Source, stem: Path, edition: Edition) -> list[Written]:
    kind = "bilingual" if edition.bilingual else "edition"
    document, locale = opened.document, edition.target

    def translations(key: str) -> dict[str, str]:
        return translations_of(source, locale, key)

    own = stem.with_name(stem.name + opened.path.suffix.lower())
    document.write(own, translations, edition)
    if document.format == "epub":
        before, after = count_structure(opened.path), count_structure(own)
        losses = compare_structure(before, after, edition)
        return [Written(own, locale.tag, kind, before, after, tuple(losses))]
    bound = stem.with_name(stem.name + ".epub")
    bind_epub(bound, book_of(document, translations, edition))
    return [Written(own, locale.tag, kind), Written(bound, locale.tag, f"{kind} as EPUB")]


def _record(source: Source, written: Written) -> None:
    Artifact.objects.create(
        source=source,
        locale=written.locale,
        kind=written.kind[:20],
        digest=digest_file(written.path),
        path=str(written.path),
    )
