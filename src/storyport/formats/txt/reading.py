"""One pass over a file: where its parts begin, how it is laid out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from storyport.formats.txt.encoding import Encoding
from storyport.formats.txt.headings import LONGEST, recognize
from storyport.formats.txt.layout import Evidence, Layout, joins
from storyport.formats.txt.lines import BLANK, Line, read_lines
from storyport.formats.txt.outline import Candidate, Chapter, choose, outline

__all__ = ["Index", "read_index"]

_SAMPLE = 20_000
_LONGEST_WHOLE = 20_000
_SLICE = 10_000


@dataclass(frozen=True)
class Index:
    """What is kept of a file.

    Attributes:
        chapters: in order; the first is what stands before any heading.
        ends: of each chapter, in bytes. layout: of its lines.
        sample: characters from its beginning, to tell the language by.
        newline: its usual line ending.
    """

    chapters: tuple[Chapter, ...]
    ends: tuple[int, ...]
    layout: Layout
    sample: str
    newline: str


def read_index(path: Path, encoding: Encoding) -> Index:
    """Return the index of a file.

    Raises:
        BadInput: a byte cannot be decoded.
    """
    scan = _Scan()
    scan.read(read_lines(path, encoding))
    layout = scan.evidence.layout()
    chapters = outline(choose(_open_lines(scan.candidates, layout)), len(encoding.bom))
    if len(chapters) == 1 and scan.characters > _LONGEST_WHOLE:
        chapters = list(_slices(read_lines(path, encoding), chapters[0], layout))
    ends = (*(chapter.start for chapter in chapters[1:]), scan.end)
    return Index(tuple(chapters), ends, layout, scan.sample, scan.newline)


def _open_lines(candidates: Iterable[Candidate], layout: Layout) -> list[Candidate]:
    """Return those that begin a paragraph, with what their blank lines tell."""
    return [
        one if layout.blanks_tell else replace(one, apart=False)
        for one in candidates
        if not joins(one.before, one.text, layout.width)
    ]


def _slices(lines: Iterable[Line], whole: Chapter, layout: Layout) -> Iterator[Chapter]:
    """Cut a text without headings at ends of lines; what comes later moves no earlier cut."""
    chapter, count, inside = whole, 0, False
    for line in lines:
        text = line.text
        if count >= _SLICE and not (layout.width and inside and text.strip(BLANK)):
            yield chapter
            chapter, count = Chapter(line.offset, line.number), 0
        count += len(text)
        inside = bool(text.strip(BLANK))
    yield chapter


class _Scan:
    """What one pass gathers; only lines that may be headings are kept."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self.evidence = Evidence()
        self.sample = ""
        self.newline = ""
        self.characters = 0
        self.end = 0
        self._ordinal = 0

    def read(self, lines: Iterator[Line]) -> None:
        """Look at every line with its neighbours."""
        window: deque[tuple[Line, str] | None] = deque([None, None], maxlen=2)
        for line in lines:
            text = self._look(line)
            before, current = window
            self._consider(before, current, blank_after=not text.strip(BLANK))
            window.append((line, text))
        before, current = window
        self._consider(before, current, blank_after=True)

    def _look(self, line: Line) -> str:
        text = line.text
        self.end = line.offset + len(line.data)
        self.characters += len(text)
        self.evidence.look(text)
        if len(self.sample) < _SAMPLE:
            self.sample += text[:_SAMPLE]
            self.newline = self.newline or text[len(text.rstrip("\r\n")) :]
        return text

    def _consider(
        self,
        before: tuple[Line, str] | None,
        current: tuple[Line, str] | None,
        *,
        blank_after: bool,
    ) -> None:
        if current is None:
            return
        line, text = current
        if not text.strip(BLANK):
            return
        self._ordinal += 1
        heading = recognize(text.strip(BLANK))
        if heading:
            above = before[1] if before and before[1].strip(BLANK) else ""
            self.candidates.append(
                Candidate(
                    line.offset,
                    line.number,
                    self._ordinal,
                    text.rstrip("\r\n"),
                    heading,
                    before=above[:LONGEST],
                    apart=blank_after and not above,
                )
            )
