"""Front matter: of YAML or TOML, the title and the description, where they are simple values.

Sources: YAML 1.2, chapter 7 (flow scalars); TOML 1.0 (strings). All else in it stays.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from storyport.formats.base import UnitKind
from storyport.formats.epub.rendering import read_text

__all__ = ["Field", "FrontMatter", "read_front_matter", "write_field"]

# What begins with a key, after comments: a line of three signs may be a rule between scenes, too.
_OPENED = re.compile(
    r"""---[ \t]*(?:\r\n?|\n)(?:\#[^\r\n]*(?:\r\n?|\n)+)*+[\w"'][^\r\n:]{0,80}:(?=[ \t\r\n])"""
    r"""|\+\+\+[ \t]*(?:\r\n?|\n)(?:(?:\#[^\r\n]*)?(?:\r\n?|\n))*+(?:\[|[\w"'][^\r\n=]{0,80}=)"""
)
_CLOSED = {
    "-": re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)"),  # as Pandoc has it
    "+": re.compile(r"(?<=[\r\n])\+\+\+[ \t]*(?:\r\n?|\n|\Z)"),
}
_FIELD = re.compile(
    r"^(title|description|subtitle|summary|lang|language)[ \t]*[:=][ \t]*"
    r"""("(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|[^\s"'|>&*!%#@`\[{][^\r\n]{0,2000}?)[ \t]{0,80}(?:(?<=[ \t])#[^\r\n]*)?(?=\r|\n|\Z)""",
    re.MULTILINE | re.IGNORECASE,
)
# A plain scalar goes on in the lines below it that are indented.
_GOES_ON = re.compile(r"(?>(?:[ \t]*(?:\r\n?|\n))+)[ \t]+[^\s#]")
_COMMENT = re.compile(r"\s+#.*")
_LONGEST = 1 << 16
_KINDS: dict[str, UnitKind] = {
    "title": "label", "subtitle": "label", "description": "meta", "summary": "meta",
}  # fmt: skip
_PLAIN = re.compile(r"[^\W\d_](?:[^:#\r\n]|:(?=\S)|(?<=\S)#)*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True)
class Field:
    """A value.

    Attributes:
        start, end: its place, quotes included. quote: which, or empty. value: as it reads.
    """

    name: str
    start: int
    end: int
    quote: str
    value: str

    @property
    def kind(self) -> UnitKind | None:
        """What it is to a reader; None where it is no text."""
        return _KINDS.get(self.name)


@dataclass(frozen=True)
class FrontMatter:
    """What stands before a text. end: where the text begins."""

    end: int = 0
    fields: tuple[Field, ...] = ()

    @property
    def language(self) -> str:
        """The language that it declares, or empty."""
        return next((one.value for one in self.fields if one.kind is None), "")


def read_front_matter(text: str, start: int) -> FrontMatter:
    """Return the front matter of a text that begins at `start`."""
    end = start + _LONGEST
    opened = _OPENED.match(text, start, end)
    closed = _CLOSED[text[start]].search(text, opened.end(), end) if opened else None
    if closed is None:
        return FrontMatter(start)
    found = _FIELD.finditer(text, start, closed.start())
    fields = (_field(one, toml=text[start] == "+") for one in found)
    return FrontMatter(closed.end(), tuple(one for one in fields if one))


def write_field(field: Field, value: str) -> str:
    """Return a value as it may stand in the field's place."""
    value = read_text(value)
    if field.quote == "'" and "'" not in value:
        return f"'{value}'"
    if field.quote or not _PLAIN.fullmatch(value) or value.lower() in _WORDS:
        return json.dumps(value, ensure_ascii=False)
    return value


def _field(match: re.Match[str], *, toml: bool) -> Field | None:
    written = match[2]
    quote = written[0] if written[0] in "\"'" else ""
    if toml and not quote:
        return None
    if not quote and _GOES_ON.match(match.string, match.end(), match.endpos):
        return None
    if not quote:
        written = _COMMENT.sub("", written)
        value = written
    elif quote == "'":
        value = written[1:-1] if toml else written[1:-1].replace("''", "'")
    else:
        try:
            value = json.loads(written)
        except ValueError:
            return None
    start = match.start(2)
    return Field(match[1].lower(), start, start + len(written), quote, value)
