"""Where the parts of a file begin: headings chosen by evidence, kept as byte offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from storyport.formats.txt.headings import DOUBTFUL, SURE, Heading
from storyport.formats.txt.lines import BLANK

__all__ = ["Candidate", "Chapter", "choose", "outline"]

_FEWEST_BARE = 3
_BODY_LINES = 2
_FEWEST_CONTENTS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading.

    Attributes:
        offset: of its first byte. line: its number. ordinal: among the lines with text.
        text: without its ending. before: the line above, where it is not blank.
        apart: blank lines stand on both sides, which is rare here.
    """

    offset: int
    line: int
    ordinal: int
    text: str
    heading: Heading
    before: str = ""
    apart: bool = False

    @property
    def title(self) -> str:
        """The text without the white space around it."""
        return self.text.strip(BLANK)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A stretch of the file that begins with headings (volume, chapter), or one before any.

    Attributes:
        start: byte offset. line: its number. headings: offsets of its heading lines.
        title: of the last of them. titled: it says more than a number.
        labels: offsets of lines of a table of contents.
    """

    start: int
    line: int
    headings: tuple[int, ...] = ()
    title: str = ""
    titled: bool = False
    labels: tuple[int, ...] = ()


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return those that are headings, in order."""
    worded = [one for one in candidates if one.heading.level != "bare"]
    chosen = _evident(worded)
    if any(one.heading.level == "chapter" for one in chosen):
        return chosen
    bare = _bare_run([one for one in candidates if one.heading.level == "bare"])
    return sorted([*chosen, *bare], key=lambda one: one.offset)


def _evident(worded: Sequence[Candidate]) -> list[Candidate]:
    numbered: dict[str, list[Candidate]] = {}
    for one in worded:
        if one.heading.number is not None and one.heading.confidence > DOUBTFUL:
            numbered.setdefault(one.heading.level, []).append(one)
    return [
        one
        for one in worded
        if one.heading.confidence == SURE
        or one.heading.confidence
        + one.apart
        + _in_sequence(one, numbered.get(one.heading.level, ()))
        >= SURE
    ]


def _in_sequence(one: Candidate, numbered: Sequence[Candidate]) -> int:
    """Return how well the number goes on its neighbours': 2 both, 1 one, -1 against them."""
    number = one.heading.number
    if number is None:
        return 0
    place = bisect_left(numbered, one.offset, key=lambda other: other.offset)
    before = numbered[place - 1].heading.number if place else None
    place += place < len(numbered) and numbered[place] is one
    after = numbered[place].heading.number if place < len(numbered) else None
    if before is None and after is None:
        return int(number <= 1)
    follows = before is not None and number == before + 1 and number != after
    if follows or number + 1 == after:
        return 1 + (follows and number + 1 == after)
    return -1 if before is not None and after is not None and not before < number < after else 0


def _bare_run(bare: Sequence[Candidate]) -> list[Candidate]:
    """Return the longest run 1, 2, 3, … of one style with text between its numbers."""
    best: list[Candidate] = []
    for style in {one.heading.style for one in bare}:
        run: list[Candidate] = []
        for one in bare:
            if one.heading.style == style and _goes_on(run, one):
                run.append(one)
        if len(run) >= _FEWEST_BARE and len(run) > len(best):
            best = run
    return best


def _goes_on(run: Sequence[Candidate], one: Candidate) -> bool:
    if not run:
        return one.heading.number in {0, 1}
    last = run[-1]
    return (
        one.heading.number == (last.heading.number or 0) + 1
        and one.ordinal - last.ordinal > _BODY_LINES
    )


def outline(chosen: Sequence[Candidate], start: int) -> list[Chapter]:
    """Return the chapters; the first one is what stands before any heading, maybe nothing."""
    contents = _contents(chosen)
    listed = {one.offset for one in contents}
    labels = tuple(one.offset for one in contents)
    chapters = [Chapter(start, 1, labels=labels)]
    for group in _groups([one for one in chosen if one.offset not in listed]):
        first, last = group[0], group[-1]
        offsets = tuple(one.offset for one in group)
        chapters.append(Chapter(first.offset, first.line, offsets, last.title, last.heading.titled))
    return chapters


def _contents(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Return the lines of a table of contents: headings in a row that all come again later."""
    row = list(_leading_row(chosen))
    later = {one.title for one in chosen[len(row) :]}
    while row and row[-1].title not in later:
        later.add(row.pop().title)
    listed = [one for one in row if one.title in later]
    return row if len(row) >= _FEWEST_CONTENTS and len(listed) >= len(row) * 0.8 else []


def _leading_row(chosen: Sequence[Candidate]) -> Iterable[Candidate]:
    """Give the headings from the first on that follow each other with no text between."""
    yield from chosen[:1]
    for before, one in pairwise(chosen):
        if one.ordinal != before.ordinal + 1:
            return
        yield one


def _groups(chosen: Sequence[Candidate]) -> list[list[Candidate]]:
    """Put a volume's heading and its first chapter's together, and a heading said twice."""
    groups: list[list[Candidate]] = []
    for one in chosen:
        last = groups[-1][-1] if groups else None
        if last and one.ordinal == last.ordinal + 1 and _belongs(last.heading, one.heading):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _belongs(before: Heading, heading: Heading) -> bool:
    if before.level == "volume" and heading.level != "volume":
        return True
    return (before.level, before.number) == (
        heading.level,
        heading.number,
    ) and heading.number is not None
