"""Writes the editions of a source: its own format, and a bound EPUB where it has no book form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db.models import Count, Max

from storyport import __version__
from storyport.fiction.binding import book_of
from storyport.fiction.opening import Opened
from storyport.formats import split_name
from storyport.formats.base import Edition, RubyPolicy, Translations
from storyport.formats.epub_new import bind_epub
from storyport.formats.structure import COUNTED, compare_structure, count_structure
from storyport.kernel.digests import digest_file, digest_json
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.localize.models import Artifact, Target
from storyport.story.models import Part, Source, Story

__all__ = ["Written", "translations_of", "write_editions"]


# Readings beside characters mean something only where characters are read.
_READS_RUBY = frozenset({"zh", "ja"})
# Formats that no reading device shows as a book.
_BOUND = frozenset({"txt", "markdown"})


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


def check_outputs(
    opened: Opened,
    story: Story,
    locales: Sequence[LocaleInfo],
    folder: Path,
    *,
    bilingual: bool,
) -> None:
    """Refuse to write over the book of another story.

    Raises:
        BadInput: names the file and the story whose it is.
    """
    editions = [
        (locale, both) for locale in locales for both in ((False, True) if bilingual else (False,))
    ]
    for locale, both in editions:
        for path, _ in _paths(opened, _stem(opened, folder, locale, both), both):
            other = (
                Artifact.objects.filter(path=str(path.absolute()))
                .exclude(source__work__story=story)
                .select_related("source__work__story")
                .first()
            )
            if other is not None and path.exists():
                raise BadInput(
                    f"this is a book of the story {other.source.work.story.name!r}.",
                    where=str(path),
                    do="Write somewhere else with -o.",
                )


def write_editions(
    opened: Opened,
    source: Source,
    locale: LocaleInfo,
    folder: Path,
    *,
    source_locale: LocaleInfo,
    bilingual: bool,
    excerpt: bool = False,
    beat: Callable[[], None] = lambda: None,
) -> list[Written]:
    """Write `<stem>.<locale>.<ext>`, bound as EPUB too where the source is plain text.

    A file that stands there already, made from just what it would be made from now, is
    left alone. Nothing is written for a locale that has no target yet.

    Args:
        excerpt: leave out chapters that have no target, where that can be.
        beat: called often while writing.

    Raises:
        BadInput: the folder cannot be written to, the disk is full.
    """
    if not Target.objects.shown(locale.tag).filter(segment__part__source=source).exists():
        return []
    written: list[Written] = []
    for both in (False, True) if bilingual else (False,):
        ruby: RubyPolicy = "keep" if locale.language in _READS_RUBY else "drop"
        edition = Edition(source_locale, locale, bilingual=both, ruby=ruby, excerpt=excerpt)
        basis = _basis(source, edition)
        for path, kind in _paths(opened, _stem(opened, folder, locale, both), both):
            made = _standing(source, path, basis)
            if made is None:
                _write(opened, source, path, edition, beat)
                structure = _measure(opened, path, edition)
                made = _record(source, path, kind, locale, basis, structure)
            written.append(Written(path, locale.tag, kind, **made.structure))
    return written


def translations_of(
    source: Source, locale: LocaleInfo, beat: Callable[[], None] = lambda: None
) -> Translations:
    """Return what gives the targets of a part: {unit key: target}; what has none is missing."""
    parts = dict(Part.objects.filter(source=source, gone=False).values_list("key", "id"))

    def translations(key: str) -> dict[str, str]:
        beat()
        rows = Target.objects.shown(locale.tag).filter(segment__part=parts.get(key))
        return dict(rows.values_list("segment__key", "text"))

    return translations


def _stem(opened: Opened, folder: Path, locale: LocaleInfo, both: bool) -> Path:
    path = folder / opened.name
    stem, _ = split_name(path.name)
    return path.with_name(f"{stem}.{locale.tag}{'.bilingual' if both else ''}")


def _paths(opened: Opened, stem: Path, both: bool) -> list[tuple[Path, str]]:
    kind = "bilingual" if both else "edition"
    own = (stem.with_name(stem.name + split_name(opened.path.name)[1]), kind)
    if opened.document.format not in _BOUND:  # bound anew it would only lose
        return [own]
    return [own, (stem.with_name(stem.name + ".epub"), f"{kind} (EPUB)")]


def _basis(source: Source, edition: Edition) -> str:
    """Return the digest of all that an edition is made from."""
    targets = Target.objects.filter(
        segment__part__source=source, locale=edition.target.tag, current=True
    )
    # Versions are only ever added: the newest and how many there are tell them all apart.
    newest = targets.aggregate(newest=Max("id"), count=Count("id"))
    made_by = [__version__, edition.source.tag, edition.target.tag, edition.bilingual, edition.ruby]
    return digest_json([source.digest, newest, made_by, edition.excerpt])


def _standing(source: Source, path: Path, basis: str) -> Artifact | None:
    """Return the artifact that stands at a path, if it is what would be made now."""
    last = Artifact.objects.filter(source=source, path=str(path.absolute())).order_by("-id").first()
    if last is None or last.made_from != basis or not path.exists():
        return None
    return last if digest_file(path) == last.digest else None


def _write(
    opened: Opened, source: Source, path: Path, edition: Edition, beat: Callable[[], None]
) -> None:
    document = opened.document
    translations = translations_of(source, edition.target, beat)
    if path.suffix == ".epub" and document.format != "epub":
        modified = _newest(source, edition.target)
        title = source.work.story.title
        note = _draft_note(source, edition.target)
        book = book_of(document, translations, edition, modified=modified, story=title, note=note)
        bind_epub(path, book)
    else:
        document.write(path, translations, edition)


def _draft_note(source: Source, locale: LocaleInfo) -> str:
    """Return what a bound book says of the engines whose work in it may not be published."""
    rough = Target.objects.shown(locale.tag).filter(segment__part__source=source, publishable=False)
    names = sorted(filter(None, rough.values_list("engine", flat=True).distinct()))
    return f"Machine draft by {', '.join(names)}. Not for publication." if names else ""


def _newest(source: Source, locale: LocaleInfo) -> datetime:
    """Return when a source's newest target was made, so that equal books have equal bytes."""
    targets = Target.objects.filter(segment__part__source=source, locale=locale.tag, current=True)
    newest: datetime | None = targets.aggregate(newest=Max("created"))["newest"]
    return newest or datetime(2000, 1, 1, tzinfo=UTC)


def _measure(opened: Opened, path: Path, edition: Edition) -> dict[str, Any]:
    """Return structural counts before and after, and losses, where there is a structure."""
    format_ = opened.document.format
    bound = path.suffix == ".epub" and format_ != "epub"
    if bound or format_ not in COUNTED:
        return {}
    try:
        before, after = count_structure(opened.path, format_), count_structure(path, format_)
    except BadInput as error:
        # The work is done and paid for: what cannot be counted is a finding, no reason to end.
        return {"before": {}, "after": {}, "losses": [f"not counted: {error}"]}
    losses = compare_structure(before, after, edition)
    return {"before": dict(before), "after": dict(after), "losses": list(losses)}


def _record(
    source: Source,
    path: Path,
    kind: str,
    locale: LocaleInfo,
    basis: str,
    structure: dict[str, Any],
) -> Artifact:
    return Artifact.objects.create(
        source=source,
        locale=locale.tag,
        kind=kind[:20],
        digest=digest_file(path),
        path=str(path.absolute()),
        made_from=basis,
        structure=structure,
    )
