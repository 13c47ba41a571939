"""Walks through the paragraphs and collects the evidence for every line, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.chinese_words import ASKS_NAME
from storyport.language.dialogue.decoding import NOBODY, next_partner, turn_points
from storyport.language.dialogue.evidence import Evidence, Paragraph, gather
from storyport.language.dialogue.reading import Clue, Manner, Mention, Reader
from storyport.language.dialogue.staging import Stage
from storyport.language.dialogue.surroundings import clues_above, clues_around, clues_trailing
from storyport.language.dialogue.weights import PRESENCE

__all__ = ["Walk", "breaks_scene"]

_SCENE = re.compile(
    r"\s*(?:[*＊·•…—–=~～#◆◇○●☆★※\-_.\s]{3,}|\**|第[0-9零一二三四五六七八九十百千两〇]+[章节回卷幕]\s?.{0,30}"
    r"|(?:chapter|cap[ií]tulo|chapitre|kapitel|глава|part)\s.{0,60}|[0-9IVX]+\.?)\s*",
    re.IGNORECASE,
)
_SOON = 3


def breaks_scene(text: str) -> bool:
    """Tell whether a paragraph is a heading or a rule between scenes."""
    return len(text) < 80 and bool(text.strip()) and _SCENE.fullmatch(text) is not None


class Walk:
    """One reading of a text; who is guessed to speak a line is on stage for the next."""

    def __init__(self, read: Sequence[Paragraph], reader: Reader, cast: Cast) -> None:
        self._read = read
        self._reader = reader
        self._cast = cast
        self._stage = Stage(cast)
        self._above: list[Clue] = []
        self._last: Evidence | None = None
        self._speakers = (NOBODY, NOBODY)
        self._narrated = 0
        self._seen = 0
        self._soon = [_subjects(paragraph) for paragraph in read]

    def lines(self) -> Iterator[Evidence]:
        """Return the evidence for every line."""
        for number, paragraph in enumerate(self._read):
            if breaks_scene(paragraph.text):
                self._stage.clear()
                self._above, self._last, self._speakers = [], None, (NOBODY, NOBODY)
            elif paragraph.quotes:
                self._stage.turn_page()
                yield from self._of_paragraph(number)
                self._above = clues_trailing(paragraph, self._reader)
                self._narrated = 0
            elif paragraph.text.strip():
                self._stage.turn_page()
                self._seen = 0
                self._see(paragraph, len(paragraph.text))
                self._above = clues_above(paragraph, self._reader)
                self._narrated += 1

    def _of_paragraph(self, number: int) -> Iterator[Evidence]:
        paragraph = self._read[number]
        self._seen = 0
        for place, quote in enumerate(paragraph.quotes):
            self._see(paragraph, quote.outer_start)
            evidence = Evidence(
                number, quote, self._heard(paragraph.manners[place], first=not place)
            )
            evidence.asks = paragraph.text[quote.end - 1 : quote.end] in "？?"
            clues = [
                (where, self._told_clue(clue))
                for where, clue in clues_around(
                    number, place, self._read, self._reader, self._above
                )
            ]
            gather(evidence, clues, self._stage, self._cast)
            self._expect(evidence, number)
            evidence.turn = self._turn_within(place, clues, evidence) if place else self._turn()
            self._guess(evidence, clues)
            self._stage.hear(evidence.manner.addressed, evidence.manner.named)
            self._last = evidence
            yield evidence
        self._see(paragraph, len(paragraph.text))

    def _see(self, paragraph: Paragraph, end: int) -> None:
        mentions = paragraph.mentions
        while self._seen < len(mentions) and mentions[self._seen].start < end:
            self._stage.see(self._told(mentions[self._seen]))
            self._seen += 1

    def _told(self, mention: Mention) -> Mention:
        if mention.sort == "self" and self._cast.narrator >= 0:
            return mention._replace(who=(self._cast.narrator,))
        return mention

    def _told_clue(self, clue: Clue) -> Clue:
        if clue.mention is None:
            return clue
        return clue._replace(mention=self._told(clue.mention))

    def _heard(self, manner: Manner, *, first: bool) -> Manner:
        """Take a whole line of one name as a call, unless it answers a question."""
        if not manner.alone:
            return manner
        last = self._last if not (first and self._narrated) else None
        if last is None or not last.asks:
            return manner._replace(addressed=(*manner.addressed, *manner.alone), alone=())
        words = self._read[last.paragraph].text[last.quote.start : last.quote.end]
        if ASKS_NAME.search(words):
            return manner
        return manner._replace(named=(*manner.named, *manner.alone), alone=())

    def _turn(self) -> str:
        if self._last is None:
            return "scene"
        if not self._last.quote.closed:
            return "unclosed"
        return "next" if not self._narrated else "told" if self._narrated == 1 else "later"

    def _turn_within(
        self, place: int, clues: Sequence[tuple[str, Clue]], evidence: Evidence
    ) -> str:
        paragraph = self._read[evidence.paragraph]
        start, end = paragraph.quotes[place - 1].outer_end, paragraph.quotes[place].outer_start
        if not paragraph.text[start:end].strip():
            return "answered"
        before = NOBODY if self._last is None else self._last.subject
        subject = next((clue.mention for where, clue in clues if where == "before"), None)
        if subject is None or subject.sort == "pronoun":
            return "continued"
        if NOBODY in {before, evidence.subject} or before == evidence.subject:
            return "continued"
        return "same paragraph"

    def _expect(self, evidence: Evidence, number: int) -> None:
        soon: set[int] = set().union(*self._soon[number : number + 1 + _SOON])
        for who in soon:
            evidence.presence[who] += PRESENCE["soon"]

    def _guess(self, evidence: Evidence, clues: Sequence[tuple[str, Clue]]) -> None:
        """Put on stage who seems to speak; the lines are decided later, all of them together."""
        last, partner = self._speakers
        turning = turn_points(
            evidence.turn, None if self._last is None else self._last.heard(), last, partner
        )
        whole = evidence.totals()
        points = {who: own + turning(who) for who, own in whole.items()}
        who = max(points, key=points.__getitem__, default=NOBODY)
        self._speakers = who, next_partner(evidence.turn, last, partner, who)
        likely = max(whole, key=whole.__getitem__, default=NOBODY)
        self._stage.settle(clues, likely if whole.get(likely, 0.0) > 0 else NOBODY)
        self._stage.speak(who)


def _subjects(paragraph: Paragraph) -> set[int]:
    return {
        mention.who[0]
        for mention in paragraph.mentions
        if mention.sort == "name" and mention.subject >= 0.9
    }
