"""The table of a Word document, as WordprocessingML, row by row.

Source: ECMA-376 part 1, 17.4 (tables), 17.3.2 (runs).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from storyport.formats.review.base import ReviewRow, escape_controls
from storyport.formats.review.looks import LATIN_FONT, font_of, is_rtl
from storyport.language.marks import Mark, split

__all__ = ["DOCX_COLUMNS", "Table"]

DOCX_COLUMNS = ("ID", "Source", "Target", "Verdict", "Comment", "Notes")
"""Names of the columns; what an XLSX tells in four columns stands in Notes."""
_WIDTHS = (1100, 4300, 4700, 950, 2000, 2080)  # twentieths of a point
_GREY = "8A94A6"
_PAPER, _HEADER, _CHAPTER = "FFFDF3", "2F3B4C", "E9EDF2"


class Table:
    """Writes the table; `rows` counts."""

    def __init__(self, source: str, target: str) -> None:
        self.rows = 0
        self._source = _Look(source, 20)
        self._target = _Look(target, 20, fill=_PAPER)
        self._comment = _Look(target, 18, fill=_PAPER)
        self._small = _Look("", 16)
        self._faint = _Look("", 12, colour=_GREY)
        self._verdict = _Look("", 18, fill=_PAPER)
        self._rtl = is_rtl(target)

    def pieces(self, rows: Iterable[ReviewRow]) -> Iterator[str]:
        """Give the table's markup; a chapter's title stands once, across all columns."""
        yield self._start()
        part = None
        for row in rows:
            if row.group != part:
                part = row.group
                if row.part:
                    yield _chapter(row.part)
            self.rows += 1
            yield self._row(row)
        yield "</w:tbl>"

    def _start(self) -> str:
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="D5DAE1"/>'
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
        title = _Look("", 20, colour="FFFFFF", bold=True, fill=_HEADER)
        cells = "".join(
            title.cell(name, width) for name, width in zip(DOCX_COLUMNS, _WIDTHS, strict=True)
        )
        return (
            f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if self._rtl else ''}"
            f'<w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
            f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
        )

    def _row(self, row: ReviewRow) -> str:
        notes = [f"{source} = {target}" for source, target in row.terms]
        notes += [*row.findings, f"({row.status})"]
        notes += [text for text in (row.speaker, row.note) if text]
        texts = (row.id, row.source, row.target, "", "", "\n".join(notes))
        looks = (
            self._faint,
            self._source,
            self._target,
            self._verdict,
            self._comment,
            self._small,
        )
        cells = "".join(
            look.cell(text, width) for look, text, width in zip(looks, texts, _WIDTHS, strict=True)
        )
        return f"<w:tr>{cells}</w:tr>"


def _chapter(title: str) -> str:
    look = _Look("", 20, bold=True, fill=_CHAPTER)
    cell = look.cell(title, sum(_WIDTHS), span=len(_WIDTHS))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


class _Look:
    """How a cell's text is set."""

    def __init__(
        self, locale: str, size: int, *, fill: str = "", colour: str = "", bold: bool = False
    ) -> None:
        rtl = bool(locale) and is_rtl(locale)
        font = quoteattr(font_of(locale) if locale else LATIN_FONT)
        latin = quoteattr(LATIN_FONT)
        tag = quoteattr(locale)
        self._fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        self._paragraph = f"<w:pPr>{'<w:bidi/>' if rtl else ''}</w:pPr>"
        # In the order the schema asks for.
        self._before = (
            f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:eastAsia={font} w:cs={font}/>"
            f"{'<w:b/><w:bCs/>' if bold else ''}"
        )
        self._colour = f'<w:color w:val="{colour}"/>' if colour else ""
        self._after = (
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
            f"{'<w:rtl/>' if rtl else ''}"
            f"{f'<w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>' if locale else ''}"
        )

    def cell(self, text: str, width: int, span: int = 1) -> str:
        """Return a cell; a line end is a line break within its paragraph."""
        runs = "".join(
            self._run(str(piece), _GREY if isinstance(piece, Mark) else "")
            for piece in split(escape_controls(text))
        )
        spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{self._fill}</w:tcPr>'
            f"<w:p>{self._paragraph}{runs}</w:p></w:tc>"
        )

    def _run(self, text: str, colour: str) -> str:
        shade = f'<w:color w:val="{colour}"/>' if colour else self._colour
        lines = "<w:br/>".join(
            "<w:tab/>".join(
                f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
                for piece in line.split("\t")
            )
            for line in text.split("\n")
        )
        return f"<w:r><w:rPr>{self._before}{shade}{self._after}</w:rPr>{lines}</w:r>"
