"""From files to sources: which story they belong to, and their import."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storyport.formats import find_documents, open_document, split_name
from storyport.formats.base import Document
from storyport.kernel.digests import digest_file
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progressing
from storyport.language.identify import identify_language
from storyport.localize.importing import import_document, shares_text
from storyport.localize.models import Target
from storyport.story.models import Source, Story, Work
from storyport.story.naming import name_from_stem
from storyport.story.stories import make_story

__all__ = [
    "Opened",
    "check_files",
    "check_locales",
    "find_or_make_story",
    "guess_locale",
    "import_files",
    "open_files",
    "story_name_of",
]

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


def open_files(paths: Sequence[Path], out: Path | None = None) -> list[Opened]:
    """Open files, and the files in folders.

    Args:
        out: folder for what is made; what lies in it is not read back as a source.

    Raises:
        BadInput: one of them is not there, cannot be read, or would be made into a file that
            another of them is made into.
    """
    check_files(paths)
    opened: list[Opened] = []
    for path in paths:
        files = find_documents(path) if path.is_dir() else [path]
        for file in files:
            if path.is_dir() and out is not None and _is_within(file, out):
                continue
            name = file.relative_to(path) if path.is_dir() else Path(file.name)
            opened.append(
                Opened(file, unicodedata.normalize("NFC", str(name)), open_document(file))
            )
    if not opened:
        raise BadInput(
            "there is nothing to translate here.", where=str(paths[0]), do="Name a file."
        )
    _check_distinct(opened)
    return opened


def _is_within(file: Path, folder: Path) -> bool:
    return folder.resolve() in file.resolve().parents


def _check_distinct(opened: Sequence[Opened]) -> None:
    seen: dict[str, Path] = {}
    for each in opened:
        stem, _ = split_name(each.name)
        if stem in seen:
            raise BadInput(
                f"this and {seen[stem]} would be made into files of the same name.",
                where=str(each.path),
                do="Rename one, or translate them one at a time, each with a folder of its own (-o).",
            )
        seen[stem] = each.path


def check_files(paths: Sequence[Path]) -> None:
    """Refuse what is not there, before anything else is asked of a person.

    Raises:
        BadInput: names the first that is missing.
    """
    for path in paths:
        if not path.exists():
            raise BadInput("there is no such file.", where=str(path), do="Check the path.")


def find_or_make_story(
    opened: Sequence[Opened],
    *,
    name: str | None,
    source: LocaleInfo | None,
    locales: Sequence[LocaleInfo],
    first: Path,
) -> Story:
    """Return the story that files belong to; it is made if it is not there.

    Args:
        name: None: the first file's stem or the folder's name.
        source: the source locale; None: as the file says, else by its text.
        locales: it shall go to. first: the file or folder that was named first.

    Raises:
        BadInput: it is in another language, or goes into its own.
    """
    name = name or story_name_of(first)
    known = Story.objects.filter(name=unicodedata.normalize("NFC", name)).first()
    if known is None:
        locale = source or guess_locale(opened[0].document)
        check_locales(locale, locales)
        return make_story(name=name, title=_title(opened), source=locale, locales=[])
    if source is not None and source.tag != known.source_locale:
        _change_source(known, source)
    check_locales(parse_locale(known.source_locale), locales)
    if not known.title and _title(opened):
        known.title = _title(opened)
        known.save(update_fields=["title"])
    return known


def story_name_of(path: Path) -> str:
    """Return the name that a story gets from a file or a folder.

    Raises:
        BadInput: nothing of it can be a name.
    """
    return name_from_stem(path.resolve().name if path.is_dir() else split_name(path.name)[0])


def check_locales(source: LocaleInfo, locales: Sequence[LocaleInfo]) -> None:
    """Refuse to translate a language into itself.

    Raises:
        BadInput: names the locale.
    """
    for locale in locales:
        if (locale.language, locale.script) == (source.language, source.script):
            raise BadInput(
                f"{locale.tag} is the language the story is written in ({source.tag}).",
                where="--to",
                do="Name another locale, or say with --from what the source is.",
            )


def import_files(
    opened: Sequence[Opened],
    story: Story,
    *,
    work: str | None,
    part: int | None,
    named: bool,
    progress: Progressing,
) -> list[Source]:
    """Take the files into their story.

    Args:
        part: number of the first file among the story's; None: as they come.
        named: whether a person named the story; if not, the files must have to do with it.

    Raises:
        BadInput: they tell something else, or one of them cannot be read.
    """
    place, _ = Work.objects.get_or_create(
        story=story, name=work or "novel", defaults={"medium": Work.Medium.NOVEL}
    )
    if not named:
        _check_related(place, opened)
    return [
        import_document(
            place,
            each.name,
            each.document,
            digest_file(each.path),
            progress,
            place=None if part is None else part + number,
        )
        for number, each in enumerate(opened)
    ]


def _title(opened: Sequence[Opened]) -> str:
    return opened[0].document.title[:_TITLE]


def _change_source(story: Story, source: LocaleInfo) -> None:
    """Correct what a story is written in, while nothing has come of the mistake."""
    if Target.objects.filter(segment__part__source__work__story=story).exists():
        raise BadInput(
            f"the story {story.name!r} is written in {story.source_locale}, not {source.tag}.",
            where="--from",
            do="Leave --from out, or name another story with --story.",
        )
    story.source_locale = source.tag
    story.save(update_fields=["source_locale"])


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
    """Refuse to mix two books that only share a name; one known file vouches for the rest."""
    if not work.sources.exists() or any(shares_text(work, each.document) for each in opened):
        return
    raise BadInput(
        f"a story of the name {work.story.name!r} is here already, and tells something else.",
        where=str(opened[0].path),
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
