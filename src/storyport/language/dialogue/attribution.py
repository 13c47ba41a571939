"""Who says each quoted line of a text."""

from __future__ import annotations

from collections.abc import Sequence

from storyport.kernel.locales import LocaleInfo
from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.chinese import ChineseReader
from storyport.language.dialogue.collecting import Walk, breaks_scene
from storyport.language.dialogue.decoding import NOBODY, Choice, Scored, decode
from storyport.language.dialogue.evidence import Evidence, Paragraph
from storyport.language.dialogue.habits import learn_habits, learn_talkers
from storyport.language.dialogue.lines import Person, QuotedLine
from storyport.language.dialogue.narrating import narrating
from storyport.language.dialogue.quotes import find_quotes
from storyport.language.dialogue.reading import Reader
from storyport.language.dialogue.spaced import SpacedReader
from storyport.language.dialogue.unmasking import unmask
from storyport.language.dialogue.weights import LEAST_CONFIDENCE, MOST_CONFIDENCE, PRESENCE

__all__ = ["attribute_speakers"]

_CHINESE = frozenset({"zh", "yue"})


def attribute_speakers(
    paragraphs: Sequence[str],
    people: Sequence[Person],
    locale: LocaleInfo,
    *,
    narrator: str = "",
) -> list[QuotedLine]:
    """Return every line that is said or thought with its likeliest speaker, in order.

    What is quoted from paper or a screen (`Quote.kind` is "written") is nobody's line.

    Args:
        paragraphs: of one chapter or of many; a chapter's heading begins a new scene.
        people: who may speak; a role that is not among them may be given as its word.
        locale: the language of the text.
        narrator: the name of the one who tells the story as 我, I, yo; guessed where it is left out.
    """
    cast = Cast(people, locale, narrator)
    reader: Reader = ChineseReader(cast) if locale.language in _CHINESE else SpacedReader(cast)
    read = [
        _read(text, plain, reader, locale)
        for text, plain in zip(paragraphs, reader.prepare(paragraphs), strict=True)
    ]
    read = unmask(read, _scenes(read), cast, reader.beside)
    cast.narrator = narrating(read, cast)
    lines = list(Walk(read, reader, cast).lines())
    learn_habits(lines)
    learn_talkers(lines)
    choices = decode(_scored(lines))
    return [_line(line, choice, cast) for line, choice in zip(lines, choices, strict=True)]


def _read(text: str, plain: str, reader: Reader, locale: LocaleInfo) -> Paragraph:
    quotes = find_quotes(text, locale)
    mentions = reader.mentions(plain, [(quote.outer_start, quote.outer_end) for quote in quotes])
    said = [quote for quote in quotes if quote.kind != "written"]
    manners = [reader.manner(plain, quote.start, quote.end) for quote in said]
    return Paragraph(plain, said, mentions, manners)


def _scenes(read: Sequence[Paragraph]) -> list[int]:
    numbers = []
    scene = 0
    for paragraph in read:
        scene += breaks_scene(paragraph.text)
        numbers.append(scene)
    return numbers


def _scored(lines: Sequence[Evidence]) -> list[Scored]:
    scored: list[Scored] = []
    for line in lines:
        heard = line.heard()
        if scored and line.turn in {"continued", "unclosed"}:
            heard = heard.after(scored[-1].heard)
        scored.append(Scored(line.totals(), line.turn, PRESENCE["absent"], heard))
    return scored


def _line(evidence: Evidence, choice: Choice, cast: Cast) -> QuotedLine:
    quote = evidence.quote
    points, how = evidence.why(choice.who)
    if choice.turned > points:
        how = "continued" if evidence.turn in {"continued", "unclosed"} else "turn"
    speaker = cast.names[choice.who] if choice.who != NOBODY else ""
    if choice.who == NOBODY:
        how = "crowd" if evidence.strongest.get(NOBODY) else "none"
    elif cast.is_role(choice.who) and choice.who != cast.narrator:
        how = "role"
    span = MOST_CONFIDENCE - LEAST_CONFIDENCE
    confidence = round(LEAST_CONFIDENCE + span * choice.confidence, 3) if speaker else 0.0
    return QuotedLine(
        evidence.paragraph, quote.start, quote.end, speaker, confidence, how, quote.kind
    )
