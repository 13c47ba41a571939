"""A novel and its existing translation, side by side: of a TMX, or of two files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storyport.fiction.evaluation.sides import set_side_by_side
from storyport.fiction.evaluation.texts import Text, language_of, read_texts
from storyport.formats.tmx import read_tmx
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import plain

__all__ = ["read_pairs"]


_SURE_LETTERS = 200


def read_pairs(
    files: Sequence[Path], translation: Path, source: LocaleInfo, target: LocaleInfo
) -> list[tuple[str, str]]:
    """Return (source, target) of each paragraph, as readers see them.

    Args:
        files: the source; not needed where the translation is a TMX.

    Raises:
        BadInput: a file cannot be read, or surely is in another language, or several sources
            stand beside one translation.
    """
    if not translation.exists():
        raise BadInput("there is no such file.", where=str(translation), do="Check the path.")
    if translation.suffix.lower() == ".tmx":
        units = read_tmx(translation, source, [target])
        return [(plain(unit.source), plain(unit.target)) for _, unit in units]
    if len(files) != 1 or files[0].is_dir():
        raise BadInput(
            "a translation stands beside one file.",
            where=str(translation),
            do="Name the one source file that it translates, or a TMX.",
        )
    ours, theirs = read_texts([files[0], translation])
    _check_language(ours, source, "--from")
    _check_language(theirs, target, "--to")
    sides = set_side_by_side(ours, [theirs], source, target)
    return [
        (plain(piece.text), plain(text)) for piece, text, _ in sides.rows(0, ()) if text.strip()
    ]


def _check_language(text: Text, locale: LocaleInfo, option: str) -> None:
    """Refuse a text of another language: what it calls things would be learned as this one's."""
    found = language_of(text, _SURE_LETTERS)
    if found is not None and found.language != locale.language:
        raise BadInput(
            f"this looks like {found.name}, not {locale.name}.",
            where=str(text.path),
            do=f"Name the file that is in {locale.name}, or say its language with {option}.",
        )
