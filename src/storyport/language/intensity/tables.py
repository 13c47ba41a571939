"""The tables of intensity, one file per language; `data/README.md` says how to change one."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from opencc import OpenCC

from storyport.kernel.errors import BadInput

__all__ = ["KINDS", "LANGUAGES", "SWEARING", "Entry", "entries_of", "read_table"]

LANGUAGES = frozenset(
    {"zh", "en", "es", "pt", "fr", "de", "ru", "id", "vi", "th", "ja", "ko", "ar"}
)
SWEARING = frozenset({"insult", "oath", "vulgar"})
KINDS = {
    "intensifier": range(1, 4),
    "interjection": range(1, 3),
    "particle": range(1, 2),
    "softener": range(1, 2),
    **dict.fromkeys(sorted(SWEARING), range(1, 5)),
    "loud": range(1, 2),
    "quiet": range(1, 2),
    **dict.fromkeys(("polite", "familiar"), range(1, 2)),
    **dict.fromkeys(("formal", "archaic", "casual", "childlike"), range(1, 2)),
    "none": range(1),
}
"""Kind -> the levels it has."""
_COLUMNS = 3


@dataclass(frozen=True)
class Entry:
    """One form of a table.

    Attributes:
        kind: one of `KINDS`. level: how strong, as the kind counts.
        form: as written in the table, with its stars.
    """

    kind: str
    level: int
    form: str


def read_table(text: str, where: str = "") -> Iterator[Entry]:
    """Give the entries of a table.

    Raises:
        BadInput: a row has not three columns, an unknown kind, a level the kind has not, or an
            empty form (file and line).
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if not _fits(columns):
            raise BadInput(
                f"{line[:40]!r} is no row of this table.",
                where=f"{where}:{number}",
                do="Write kind, level and forms with tabs between; data/README.md lists the kinds.",
            )
        kind, level, forms = columns
        for form in forms.split("|"):
            yield Entry(kind, int(level), form)


def _fits(columns: list[str]) -> bool:
    if len(columns) != _COLUMNS:
        return False
    kind, level, forms = columns
    known = kind in KINDS and level.isdecimal() and int(level) in KINDS[kind]
    return known and all(form.strip(" *") for form in forms.split("|"))


@functools.cache
def entries_of(language: str, script: str) -> tuple[Entry, ...]:
    """Return the entries of a language, in traditional characters too where the script is Hant.

    A language without a table has none.
    """
    if language not in LANGUAGES:
        return ()
    path = files("storyport.language.intensity") / "data" / f"{language}.tsv"
    found = tuple(read_table(path.read_text(encoding="utf-8"), f"{language}.tsv"))
    return _with_traditional(found) if script == "Hant" else found


def _with_traditional(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Add the traditional forms; the simplified stay, since many are written in both."""
    convert = OpenCC("s2t").convert
    both = [
        Entry(entry.kind, entry.level, form)
        for entry in entries
        for form in (entry.form, convert(entry.form))
    ]
    return tuple(dict.fromkeys(both))
