"""What the columns of a table hold, by their headers, whichever tool wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language.scripts import script_counts, scripts_of
from storyport.story.exchange.base import same_writing

__all__ = ["Column", "Columns", "columns_of", "find_column"]

_SYNONYMS = {
    "source": "source headword term src original word name 原文 原词 术语 源词 source_term",
    "target": "target translation translated trans dst tgt 译文 译名 翻译 target_term",
    "kind": "kind type category 类型 类别 分类",
    "gender": "gender sex 性别",
    "aliases": "aliases alias synonyms synonym 别名",
    "note": "note notes comment comments description info remark 备注 说明 注释",
    "scale": "scale 体系",
    "step": "step 阶位",
    "since": "since",
    "until": "until",
    "spoiler": "spoiler",
    "speech": "speech 口吻",
    "confidence": "confidence",
}
_NAMES = {word: name for name, words in _SYNONYMS.items() for word in words.split()}
_PARTS = {
    "": "text",
    "forbidden": "banned",
    **{
        part: part
        for part in ("status", "banned", "aliases", "forms", "gender", "pronouns", "voice",
                     "choice", "codex")
    },
}  # fmt: skip
# As the first header these number the rows; elsewhere they are Indonesian and Norwegian.
_NUMBERS = ("id", "no")


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: source, kind, gender, aliases, note, scale, step, since, until, spoiler, speech,
            confidence; of a locale text, status, banned, aliases, forms, gender, pronouns,
            voice, choice, codex.
        locale: BCP 47; empty where the column is of the entry itself.
    """

    name: str
    locale: str = ""

    def __str__(self) -> str:
        """Return its header."""
        if not self.locale:
            return self.name
        return self.locale if self.name == "text" else f"{self.locale}:{self.name}"


@dataclass(frozen=True)
class Columns:
    """All columns in order (None: not used), whether the first line is a header, and notes."""

    columns: tuple[Column | None, ...]
    header: bool
    notes: tuple[str, ...] = ()


def columns_of(first: Sequence[str], source: str, to: str, where: str) -> Columns:
    """Return what each column holds.

    Args:
        first: cells of the first line. source: locale of the story.
        to: locale of a target column, or the only locale to take; may be empty.
        where: file and line of it.

    Raises:
        BadInput: no column holds headwords, two hold the same, or a target has no locale.
    """
    headers = [cell.strip().casefold().replace(" ", "_") for cell in first]
    named = "source" in (_NAMES.get(header) for header in headers)
    columns = [
        None if index == 0 and header in _NUMBERS else find_column(header, source, named=named)
        for index, header in enumerate(headers)
    ]
    if Column("source") not in columns:
        return Columns(_headerless(first, source, to, where), header=False)
    columns = [_targeted(column, to, where) for column in columns]
    _check_once([column for column in columns if column], where)
    unused = [
        header for header, column in zip(first, columns, strict=True) if header and column is None
    ]
    notes = (f"columns not used: {', '.join(unused)}.",) if unused else ()
    return Columns(tuple(columns), header=True, notes=notes)


def find_column(header: str, source: str, *, named: bool) -> Column | None:
    """Return what a header names, None where it is nothing of ours.

    Args:
        header: in lower case. source: locale of the story.
        named: whether another column says that it holds the headwords.
    """
    if header in _NAMES:
        return Column(_NAMES[header])
    tag, _, part = header.partition(":")
    try:
        locale = parse_locale(tag)
    except BadInput:
        return None
    if same_writing(locale, parse_locale(source)):
        return None if part or named else Column("source")
    return Column(_PARTS[part], locale.tag) if part in _PARTS else None


def _targeted(column: Column | None, to: str, where: str) -> Column | None:
    if column is None or (column.locale and to not in ("", column.locale)):
        return None
    if column.name != "target":
        return column
    if not to:
        raise BadInput(
            "it is not said which language the target column is in.",
            where=where,
            do="Say so with --to, or name the column by its locale, such as en.",
        )
    return Column("text", to)


def _check_once(columns: Sequence[Column], where: str) -> None:
    for column in columns:
        if columns.count(column) > 1:
            of_locale = f" of {column.locale}" if column.locale else ""
            raise BadInput(
                f"two columns hold the {column.name}{of_locale}.",
                where=where,
                do="Keep one of the two.",
            )


def _headerless(
    first: Sequence[str], source: str, to: str, where: str
) -> tuple[Column | None, ...]:
    wanted = scripts_of(parse_locale(source))
    in_source = any(script in wanted for script in script_counts(first[0]))
    if not (len(first) == 2 and in_source):
        raise BadInput(
            "no column is named source.",
            where=where,
            do="Let the first line name the columns: source, kind, gender, aliases, note, en, "
            "en:status, en:banned; an export shows more.",
        )
    if not to:
        raise BadInput(
            "this glossary does not say which language it goes to.",
            where=where,
            do="Say so with --to.",
        )
    return (Column("source"), Column("text", to))
