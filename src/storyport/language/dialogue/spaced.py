"""Reads narration around quotes in languages with spaces: said X, X said, dijo X.

A language without a word table still has its people found by name; the nearest is a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.reading import Clue, Manner, Mention
from storyport.language.dialogue.spaced_words import spaced_words

__all__ = ["SpacedReader"]

_SENTENCE_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)[.!?;…。！？]+(?=\s|$|[^\w])"
)
_CLAUSE_EDGE = re.compile(r"[,;:.!?…—–()“”«»\"。，！？]\s*")
_ANY_WORD = re.compile(r"[^\W\d]+")
_POSSESSIVE = re.compile(r"['’]s?\s")
_VISIBLE = re.compile(
    r"['’]s?\s(?:\w+\s)?(?:voice|eyes?|face|lips?|mouth|brows?|eyebrows?|smile|tone|hands?|jaw|gaze|expression|shoulders?|head|grin|cheeks?|throat)"
)
_COLON = re.compile(r"[:：]\s*$")
_HEARS = re.compile(
    r"\b(?:said nothing|didn['’]t (?:answer|reply|speak|respond|say)|did not (?:answer|reply|speak|respond|say)|made no (?:answer|reply)"
    r"|was silent|stayed silent|remained silent|heard|no dijo nada|no respondió|no contestó|guardó silencio|calló"
    r"|ne dit rien|ne répondit pas|schwieg|sagte nichts|não disse nada|não respondeu|промолчал|промолчала|молчал|молчала)\b",
    re.IGNORECASE,
)
_EDGE = ",.!?…—–-;:\"“”'’"
_NEAR = 60


class SpacedReader:
    """Reads a language by its table of words; see `reading.Reader`."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        language = cast.locale.language
        self._words = spaced_words(language)
        self._bounded = bool(self._words.pronouns)
        self.beside: defaultdict[str, set[int]] = defaultdict(set)
        self._entries: dict[str, tuple[str, tuple[int, ...], str]] = {}
        for word in self._words.crowd:
            self._enter(word, ("crowd", (), ""))
        for word, gender in self._words.roles.items():
            self._enter(word, ("role", (), gender))
        for word, gender in self._words.pronouns.items():
            self._enter(word, ("pronoun", (), gender))
        for word in self._words.myself:
            self._enter(word, ("self", (), ""))
        for form, numbers in cast.forms().items():
            genders = {cast.genders[number] for number in numbers}
            gender = genders.pop() if len(genders) == 1 else ""
            self._entries[form] = ("name", numbers, gender)
        self._patterns = list(self._entries)
        self._automaton = AhoCorasick(
            self._patterns or ["\0"],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.DFA,
        )

    def _enter(self, word: str, entry: tuple[str, tuple[int, ...], str]) -> None:
        self._entries[word] = entry
        self._entries[word[:1].upper() + word[1:]] = entry

    def prepare(self, texts: Sequence[str]) -> list[str]:
        """Return the texts as they are."""
        return list(texts)

    def mentions(self, text: str, quotes: Sequence[tuple[int, int]]) -> list[Mention]:
        """Return who is mentioned outside of the quotes."""
        found: list[Mention] = []
        inside = 0
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            while inside < len(quotes) and quotes[inside][1] <= start:
                inside += 1
            if inside < len(quotes) and quotes[inside][0] <= start:
                continue
            if not self._stands(text, start, end):
                continue
            mention = self._mention(text, start, end, *self._entries[self._patterns[index]])
            if mention is not None and not self._joined(found, mention, text):
                found.append(mention)
        return found

    def _stands(self, text: str, start: int, end: int) -> bool:
        if not self._bounded:
            return not (self._cast.locale.spaced and text[start - 1 : start].isalnum() and start)
        return not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum()

    def _mention(
        self, text: str, start: int, end: int, sort: str, who: tuple[int, ...], gender: str
    ) -> Mention | None:
        if sort == "role":
            who = (self._cast.role(text[start:end].lower(), gender),)
        clause = start
        while clause and text[clause - 1] not in ',;:.!?…—–()“”«»"。，！？':
            clause -= 1
        return Mention(
            start, end, sort, who, gender, self._subject(text, clause, start, end), clause
        )

    def _joined(self, found: list[Mention], mention: Mention, text: str) -> bool:
        """Make one of a role and a name beside it: Captain Ahab."""
        if not found or text[found[-1].end : mention.start].strip(" ."):
            return False
        last = found[-1]
        if last.sort == "role" and mention.sort == "name":
            self.beside[self._cast.names[last.who[-1]]].update(mention.who)
            found[-1] = mention._replace(start=last.start, subject=last.subject, clause=last.clause)
            return True
        return False

    def _subject(self, text: str, clause: int, start: int, end: int) -> float:
        if _POSSESSIVE.match(text, end):
            return 0.8 if _VISIBLE.match(text, end) else 0.2
        prefix = text[clause:start].split()
        while prefix and prefix[-1].lower() in self._words.articles:
            prefix.pop()
        if not prefix:
            return 1.0
        last = prefix[-1].strip(_EDGE).lower()
        if self._words.says.fullmatch(last) or (
            last.rstrip("-t").rstrip("-")
            and self._words.says.fullmatch(last.rstrip("t").rstrip("-"))
        ):
            return 1.0
        if last in self._words.before_object:
            return 0.1
        return 0.7 if len(prefix) <= 3 else 0.4

    def before(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> Clue | None:
        """Return what the narration that ends where a quote opens tells."""
        piece = text[start:end]
        if not piece.strip():
            return None
        edges = [start + match.end() for match in _SENTENCE_END.finditer(piece)]
        while edges and not text[edges[-1] : end].strip():
            edges.pop()
        for distance, first in enumerate([*reversed(edges), start]):
            last = end if not distance else edges[-distance]
            inside = [mention for mention in mentions if first <= mention.start < last]
            subject = _leading(inside)
            if subject is not None:
                sentence = text[first:end] if not distance else ""
                says = _COLON.search(piece) or self._words.says.search(sentence)
                how = (
                    "unheard"
                    if subject.sort == "crowd"
                    else "tag"
                    if says and not distance
                    else "beat"
                )
                if how == "beat" and _HEARS.search(text[first:last]):
                    how = "silent"
                return Clue(subject, how, distance, _objects(inside, subject))
        return Clue(
            None,
            "tag" if self._words.says.search(text[edges[-1] if edges else start : end]) else "none",
        )

    def after(
        self, text: str, start: int, end: int, mentions: Sequence[Mention], words: str
    ) -> Clue | None:  # the protocol's
        """Return what the narration that begins where a quote closes tells."""
        del words
        while start < end and text[start] in ",—–- \t":
            start += 1
        if start >= end:
            return None
        stop = _SENTENCE_END.search(text, start, end)
        last = stop.start() if stop else end
        inside = [mention for mention in mentions if start <= mention.start < last]
        says = self._words.says.search(text, start, min(last, start + _NEAR * 2))
        subject = _leading(inside)
        if subject is None:
            return Clue(None, "tag" if says else "none")
        if subject.sort == "crowd":
            return Clue(subject, "unheard" if says else "reaction")
        if _HEARS.search(text, start, last):
            return Clue(subject, "reaction", 0, _objects(inside, subject))
        near = says is not None and abs(says.start() - subject.start) < _NEAR
        return Clue(subject, "tag" if near else "beat", 0, _objects(inside, subject))

    def below(self, text: str, mentions: Sequence[Mention]) -> Clue | None:
        """Return nothing: no such turn of phrase is known here."""
        del text, mentions
        return None

    def manner(self, text: str, start: int, end: int) -> Manner:
        """Return what the words of a quote themselves tell."""
        line = text[start:end]
        addressed: list[int] = []
        named: list[int] = []
        called: list[str] = []
        for index, first, last in self._automaton.find_matches_as_indexes(line):
            form = self._patterns[index]
            sort, who, _ = self._entries[form]
            if sort != "name" or not self._stands(line, first, last):
                continue
            if _is_called(line, first, last):
                addressed.extend(who)
                called.append(form)
            else:
                named.extend(who)
        called.extend(
            match[0].lower()
            for match in _ANY_WORD.finditer(line)
            if match[0].lower() in self._words.kin and _is_called(line, *match.span())
        )
        return Manner(tuple(addressed), tuple(called), tuple(named))


def _leading(mentions: Sequence[Mention]) -> Mention | None:
    best: Mention | None = None
    for mention in mentions:
        if mention.subject >= 0.9:
            return mention
        if mention.subject >= 0.5 and (best is None or mention.subject > best.subject):
            best = mention
    return best


def _objects(mentions: Sequence[Mention], subject: Mention) -> tuple[int, ...]:
    return tuple(
        who
        for mention in mentions
        if mention.subject < 0.2 and mention.who != subject.who and mention.sort == "name"
        for who in mention.who
    )


def _is_called(line: str, start: int, end: int) -> bool:
    before, after = line[:start].rstrip(), line[end:].lstrip()
    begins = not before or before[-1] in ',.!?…—–;“"¡¿'
    ends = not after or after[0] in ",.!?…—–;"
    return begins and ends and bool(before or after[:1] in ",!…—")
