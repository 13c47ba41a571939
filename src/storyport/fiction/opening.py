"""From files to sources: which story they belong to, and their import."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storyport.formats import find_documents, open_document
from storyport.formats.base import Document
from storyport.kernel.digests import digest_file
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progress, Progressing
from storyport.language.identify import identify_language
from storyport.localize.importing import import_document, shares_text
from storyport.story.models import Source, Story, Work
from storyport.story.stories import make_story
from storyport.work.runs import hold

__all__ = ["Opened", "check_files", "guess_locale", "import_files", "open_files"]

_SAMPLE_CHARACTERS = 20_000
_TITLE = 500


@dataclass(frozen=True)
class Opened:
    """A file that was read.

    Attributes:
        name: under which its story knows it: relative to the folder that was named.
    """

    path: Path
    name: str
    document: Document


def open_files(paths: Sequence[Path]) -> list[Opened]:
    """Open files, and the files in folders.

    Raises:
        BadInput: one of them is not there, or cannot be read.
    """
    check_files(paths)
    opened: list[Opened] = []
    for path in paths:
        files = find_documents(path) if path.is_dir() else [path]
        if not files:
            raise BadInput(
                "this folder holds nothing to translate.", where=str(path), do="Name another."
            )
        for file in files:
            name = str(file.relative_to(path)) if path.is_dir() else file.name
            opened.append(Opened(file, name, open_document(file)))
    return opened


def check_files(paths: Sequence[Path]) -> None:
    """Refuse what is not there, before anything else is asked of a person.

    Raises:
        BadInput: names the first that is missing.
    """
    for path in paths:
        if not path.exists():
            raise BadInput("there is no such file.", where=str(path), do="Check the path.")


def import_files(
    opened: Sequence[Opened],
    *,
    story: str | None,
    work: str | None,
    source: LocaleInfo | None,
    first: Path,
    part: int | None,
    progress: Progressing,
) -> tuple[Story, list[Source]]:
    """Take the files into their story, which is made if it is not there.

    Args:
        story: its name; None: the first file's stem or the folder's name.
        source: the source locale; None: as the file says, else by its script.
        first: the file or folder that was named first.
        part: number of the first file among the story's; None: as they come.

    Raises:
        BadInput: the story of that name tells something else, or in another language.
    """
    name = unicodedata.normalize(
        "NFC", story or (first.resolve().name if first.is_dir() else first.stem)
    )
    known = Story.objects.filter(name=name).first()
    if known is None:
        locale = source or guess_locale(opened[0].document)
        title = opened[0].document.title[:_TITLE]
        known = make_story(name=name, title=title, source=locale, locales=[])
    elif source is not None and source.tag != known.source_locale:
        raise BadInput(
            f"the story {name!r} is written in {known.source_locale}, not {source.tag}.",
            where="--from",
            do="Leave --from out, or name another story with --story.",
        )
    place, _ = Work.objects.get_or_create(
        story=known, name=work or "novel", defaults={"medium": Work.Medium.NOVEL}
    )
    if story is None:
        _check_related(place, opened)
    if not known.title and opened[0].document.title:
        known.title = opened[0].document.title[:_TITLE]
        known.save(update_fields=["title"])
    with hold(f"import:{known.pk}", {"files": [each.name for each in opened]}) as handle:

        def told(now: Progress) -> None:
            handle.beat()
            progress(now)

        return known, [
            import_document(
                place,
                each.name,
                each.document,
                digest_file(each.path),
                told,
                place=None if part is None else part + number,
            )
            for number, each in enumerate(opened)
        ]


def guess_locale(document: Document) -> LocaleInfo:
    """Return the locale that a document declares, else the one its text looks like."""
    if document.language:
        try:
            return parse_locale(document.language)
        except BadInput:
            pass
    text: list[str] = []
    size = 0
    for part in document.parts():
        for unit in part.units:
            text.append(unit.source)
            size += len(unit.source)
        if size >= _SAMPLE_CHARACTERS:
            break
    return _by_text(document, "\n".join(text))


def _check_related(work: Work, opened: Sequence[Opened]) -> None:
    """Refuse to mix two books that only share a file name."""
    for each in opened:
        if not work.sources.exists() or shares_text(work, each.document):
            continue
        raise BadInput(
            f"a story of the name {work.story.name!r} is here already, and tells something else.",
            where=str(each.path),
            do="Name the story with --story: a new name for a new story,"
            f" or --story {work.story.name!r} to add this file to that one.",
        )


def _by_text(document: Document, text: str) -> LocaleInfo:
    tag = identify_language(text)
    if not tag:
        raise BadInput(
            "it is not clear which language this is in.",
            where=str(document.path),
            do="Say so with --from, such as --from zh-Hans.",
        )
    return parse_locale(tag)
