"""The clues around a line: its own paragraph, the narration above it and below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storyport.language.dialogue.evidence import Paragraph
from storyport.language.dialogue.reading import Clue, Reader

__all__ = ["clues_above", "clues_around", "clues_trailing"]

_BELOW = 2  # paragraphs of narration that may tell whose voice it was


def clues_around(
    number: int, place: int, read: Sequence[Paragraph], reader: Reader, above: Sequence[Clue]
) -> Iterator[tuple[str, Clue]]:
    """Return what is told around a quote, each with where it stands (see `weights.CLUES`).

    Args:
        number, place: of the paragraph in `read`, of the quote in it.
        read: all paragraphs. reader: of their language.
        above: clues of the narration before the paragraph.
    """
    paragraph = read[number]
    text, quotes, mentions = paragraph.text, paragraph.quotes, paragraph.mentions
    quote = quotes[place]
    start = quotes[place - 1].outer_end if place else 0
    clue = reader.before(text, start, quote.outer_start, mentions)
    if clue is not None:
        yield "before", _first_of(clue, paragraph, place, reader) if place else clue
    elif not place:
        for one in above:
            yield "above", one
    last = place + 1 == len(quotes)
    end = len(text) if last else quotes[place + 1].outer_start
    words = text[quote.start : quote.end]
    clue = reader.after(text, quote.outer_end, end, mentions, words)
    if clue is not None:
        yield ("after", clue) if last else ("between", _broken_in(clue, paragraph, place, reader))
    elif last and (clue := _below(number, read, reader)) is not None:
        yield "below", clue


def clues_above(paragraph: Paragraph, reader: Reader) -> list[Clue]:
    """Return what a paragraph of narration tells of a quote below: its last subject, its first."""
    last = reader.before(paragraph.text, 0, len(paragraph.text), paragraph.mentions)
    if last is None or last.how == "tag":
        return [last] if last is not None else []
    first = reader.after(paragraph.text, 0, len(paragraph.text), paragraph.mentions, "")
    if first is None or first.mention is None or last.mention is None:
        return [last]
    if first.mention == last.mention:
        return [last._replace(how="alone" if last.how == "beat" else last.how, distance=0)]
    return [last, first._replace(how="first", addressed=())]


def clues_trailing(paragraph: Paragraph, reader: Reader) -> list[Clue]:
    """Return what the end of a paragraph with quotes tells of the next: 他转头对小楷说：."""
    if paragraph.text.rstrip()[-1:] not in {"：", ":"}:
        # What follows a quote in its own paragraph is mostly about its own speaker.
        return []
    start = paragraph.quotes[-1].outer_end
    clue = reader.before(paragraph.text, start, len(paragraph.text), paragraph.mentions)
    return [clue] if clue is not None and clue.how == "tag" else []


def _below(number: int, read: Sequence[Paragraph], reader: Reader) -> Clue | None:
    for paragraph in read[number + 1 : number + 1 + _BELOW]:
        if paragraph.quotes:
            return None
        if (clue := reader.below(paragraph.text, paragraph.mentions)) is not None:
            return clue
    return None


def _between(paragraph: Paragraph, place: int) -> tuple[int, int]:
    return paragraph.quotes[place].outer_end, paragraph.quotes[place + 1].outer_start


def _broken_in(clue: Clue, paragraph: Paragraph, place: int, reader: Reader) -> Clue:
    """Take who does not move between two quotes for their speaker, unless another comes in."""
    if clue.how not in {"reaction", "somebody"}:
        return clue
    start, end = _between(paragraph, place)
    last = reader.before(paragraph.text, start, end, paragraph.mentions)
    other = last is not None and last.mention is not None and last.mention != clue.mention
    if clue.how == "reaction":
        return clue if other else clue._replace(how="beat")
    # 有人开口。林风站在那里。: the voice was his.
    return last._replace(how="late") if other and last is not None and last.how == "beat" else clue


def _first_of(clue: Clue, paragraph: Paragraph, place: int, reader: Reader) -> Clue:
    """Return the clue of a sentence between two quotes: who begins it, unless another speaks."""
    if clue.how == "tag" or clue.mention is None:
        return clue
    start, end = _between(paragraph, place - 1)
    first = reader.after(paragraph.text, start, end, paragraph.mentions, "")
    if first is None or first.mention is None or first.how not in {"tag", "beat"}:
        return clue
    # One sentence between them: no end of a sentence before the second quote.
    stops = any(sign in "。！？!?；" for sign in paragraph.text[start:end].rstrip("。！？!? "))
    return clue if stops else clue._replace(mention=first.mention)
