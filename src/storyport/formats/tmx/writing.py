"""Writes translation memories: TMX 1.4, unit by unit; the same units give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import quoteattr

from storyport.formats.tmx.inline import write_marks
from storyport.formats.tmx.units import TmxUnit
from storyport.kernel.files import write_whole

__all__ = ["TmxWritten", "write_tmx"]

# XML 1.0, production 2: what may stand in a document at all.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{8}T\d{6}Z")


@dataclass
class TmxWritten:
    """What was written: units, and characters XML does not allow that were dropped."""

    units: int = 0
    dropped_characters: int = 0

    def quote(self, text: str) -> str:
        """Return text fit for XML content."""
        text, dropped = _ILLEGAL.subn("", text)
        self.dropped_characters += dropped
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        # A bare carriage return would be read back as a line feed.
        return text.replace("\r", "&#13;")

    def attribute(self, text: str) -> str:
        """Return text as a quoted attribute."""
        text, dropped = _ILLEGAL.subn("", text)
        self.dropped_characters += dropped
        return quoteattr(text)


def write_tmx(out: Path, units: Iterable[TmxUnit], source_locale: str) -> TmxWritten:
    """Write units in the order given, whole or not at all.

    A date is left out unless it has the form TMX asks for.

    Raises:
        BadInput: the file cannot be written.
    """
    written = TmxWritten()
    write_whole(out, (text.encode() for text in _texts(units, source_locale, written)))
    return written


def _texts(units: Iterable[TmxUnit], source_locale: str, written: TmxWritten) -> Iterator[str]:
    yield _head(source_locale, written)
    for unit in units:
        written.units += 1
        yield _unit(unit, written)
    yield "  </body>\n</tmx>\n"


def _head(source_locale: str, written: TmxWritten) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tmx version="1.4">\n'
        f'  <header creationtool="storyport" creationtoolversion="{version("storyport")}"'
        ' segtype="paragraph" o-tmf="storyport" adminlang="en"'
        f' srclang={written.attribute(source_locale)} datatype="plaintext"/>\n'
        "  <body>\n"
    )


def _unit(unit: TmxUnit, written: TmxWritten) -> str:
    dates = "".join(
        f' {name}="{value}"'
        for name, value in (("creationdate", unit.created), ("changedate", unit.changed))
        if _DATE.fullmatch(value)
    )
    note = f"      <note>{written.quote(unit.note)}</note>\n" if unit.note else ""
    properties = "".join(
        f'      <prop type="{name}">{written.quote(value)}</prop>\n'
        for name, value in (("x-status", unit.status), ("x-origin", unit.origin))
        if value
    )
    return (
        f"    <tu{dates}>\n{note}{properties}"
        f"{_variant(unit.source_locale, unit.source, written)}"
        f"{_variant(unit.target_locale, unit.target, written)}"
        "    </tu>\n"
    )


def _variant(locale: str, text: str, written: TmxWritten) -> str:
    seg = write_marks(text, written.quote)
    return f"      <tuv xml:lang={written.attribute(locale)}><seg>{seg}</seg></tuv>\n"
