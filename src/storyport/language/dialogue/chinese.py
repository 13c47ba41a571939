"""Reads Chinese narration around quotes: who is named, who says, acts, hears."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from storyport.language.dialogue import chinese_words as words
from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.chinese_clauses import (
    clause_start,
    leading,
    objects,
    read_after,
    stands_alone,
    subject_weight,
    unnamed,
)
from storyport.language.dialogue.chinese_lines import read_manner
from storyport.language.dialogue.chinese_patterns import (
    A_VOICE,
    CLAUSE,
    HEARS,
    IS_A,
    IS_HE,
    NEW,
    SAYS,
    SAYS_LAST,
    SENTENCE_END,
    SILENT,
    TURNS_OUT,
)
from storyport.language.dialogue.reading import Clue, Manner, Mention

__all__ = ["ChineseReader", "simplified"]


@functools.cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@functools.lru_cache(maxsize=1 << 14)
def _simplified_sign(sign: str) -> str:
    new = _converter()(sign)
    return new if len(new) == 1 else sign


def simplified(text: str) -> str:
    """Return a text of the same length, sign by sign in simplified characters."""
    whole = _converter()(text)
    return whole if len(whole) == len(text) else "".join(map(_simplified_sign, text))


class ChineseReader:
    """Reads Chinese; see `reading.Reader`."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._entries: dict[str, tuple[str, tuple[int, ...], str]] = {}
        for word in words.NOT_PRONOUNS:
            self._entries[word] = ("", (), "")
        self._entries |= {
            "他": ("pronoun", (), "male"),
            "她": ("pronoun", (), "female"),
            "我": ("self", (), ""),
        }
        for word in words.CROWD:
            self._entries[word] = ("crowd", (), "")
        for word, gender in words.ROLES.items():
            self._entries[word] = ("role", (), gender)
        for form, numbers in cast.forms().items():
            genders = {cast.genders[number] for number in numbers}
            self._entries[simplified(form)] = (
                "name",
                numbers,
                genders.pop() if len(genders) == 1 else "",
            )
        self._patterns = list(self._entries)
        self._automaton = AhoCorasick(
            self._patterns, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )
        self._tails = _tails(cast)
        self.beside: defaultdict[str, set[int]] = defaultdict(set)
        self._line_names = {
            form: entry[1] for form, entry in self._entries.items() if entry[0] == "name"
        }

    def prepare(self, texts: Sequence[str]) -> list[str]:
        """Return the texts in simplified characters."""
        lines = simplified("\n".join(texts)).split("\n")
        if len(lines) == len(texts):
            return lines
        return [simplified(text) for text in texts]

    def mentions(self, text: str, quotes: Sequence[tuple[int, int]]) -> list[Mention]:
        """Return who is mentioned outside of the quotes."""
        found: list[Mention] = []
        inside = 0
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            while inside < len(quotes) and quotes[inside][1] <= start:
                inside += 1
            if inside < len(quotes) and quotes[inside][0] <= start:
                continue
            sort, who, gender = self._entries[self._patterns[index]]
            if not sort or (
                end - start == 1 and sort == "name" and not stands_alone(text, start, end)
            ):
                continue
            mention = self._mention(text, start, end, sort, who, gender)
            if found and found[-1].end == start and self._joined(found, mention):
                continue
            if mention.new and found and found[-1].clause == mention.clause:
                mention = self._said_to_be(found[-1], mention, text)
            found.append(mention)
        return found

    def _mention(
        self, text: str, start: int, end: int, sort: str, who: tuple[int, ...], gender: str
    ) -> Mention:
        clause = clause_start(text, start)
        vague = new = False
        if sort == "role":
            word = text[start:end]
            who = (*self._tails.get(word, ()), self._cast.role(word, gender))
            vague = word in words.EPITHETS
            new = word == "来人" or NEW.search(text, max(0, start - 8), start) is not None
        elif sort == "self":
            who = (self._cast.narrator,) if self._cast.narrator >= 0 else ()
        if sort in {"name", "role", "pronoun"} and text.startswith("们", end):
            sort, who = "crowd", ()
        return Mention(
            start,
            end,
            sort,
            who,
            gender,
            subject_weight(text, clause, start, end),
            clause,
            vague,
            new,
        )

    def _joined(self, found: list[Mention], mention: Mention) -> bool:
        """Make one of a name and the role beside it: 掌柜林风, 林风师兄."""
        last = found[-1]
        if {last.sort, mention.sort} == {"name", "role"}:
            named = last if last.sort == "name" else mention
            if last.sort == "role" and not last.new:
                self.beside[self._cast.names[last.who[-1]]].update(named.who)
            found[-1] = named._replace(
                start=last.start, end=mention.end, subject=last.subject, clause=last.clause
            )
            return True
        return False

    def _said_to_be(self, last: Mention, mention: Mention, text: str) -> Mention:
        """Note that a role is a person's: 老葛是个瘸腿老头."""
        if last.sort != "name" or last.subject < 0.5 or not IS_A.match(text, last.end):
            return mention
        if not mention.vague:  # 女人 is one woman here and another one later
            self.beside[self._cast.names[mention.who[-1]]].update(last.who)
        return mention._replace(new=False, who=(*last.who, mention.who[-1]))

    def before(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> Clue | None:
        """Return what the narration that ends where a quote opens tells."""
        clauses = [match.span() for match in CLAUSE.finditer(text, start, end)]
        if not clauses:
            return None
        piece_end = text[clauses[-1][0] : end].rstrip()
        colon = piece_end[-1:] in {"：", ":"}
        says = colon or SAYS_LAST.search(piece_end) is not None
        distance = 0
        addressed: tuple[int, ...] = ()
        for place in range(len(clauses) - 1, -1, -1):
            first, last = clauses[place]
            if place < len(clauses) - 1 and SENTENCE_END.search(text, first, last):
                distance += 1
            if colon and distance > 2:
                break
            inside = [mention for mention in mentions if first <= mention.start < last]
            if subject := leading(inside):
                addressed += objects(inside, subject)
                how = unnamed(text, subject, says=says) or ("tag" if says else "beat")
                if how == "beat" and SILENT.search(text, subject.end, end):
                    how = "silent"
                return Clue(subject, how, distance, addressed)
            if not distance:
                addressed += tuple(who for mention in inside for who in mention.who)
        if says and A_VOICE.search(text, clauses[-1][0], end):
            return Clue(None, "somebody")
        return Clue(None, "tag" if says else "beat", distance, addressed)

    def after(
        self, text: str, start: int, end: int, mentions: Sequence[Mention], words: str
    ) -> Clue | None:
        """Return what the narration that begins where a quote closes tells."""
        while start < end and text[start] in "，,—… \t":
            start += 1
        if start >= end:
            return None
        stop = SENTENCE_END.search(text, start, end)
        last = stop.start() if stop else end
        inside = [mention for mention in mentions if start <= mention.start < last]
        sentence = text[start:last]
        if match := IS_HE.match(sentence):
            named = [mention for mention in inside if mention.start >= start + match.end()]
            return Clue(named[0] if named else None, "tag" if named else "unheard")
        if not inside:
            if A_VOICE.search(sentence):
                return Clue(None, "somebody")
            says = SAYS.search(sentence) is not None or "声音" in sentence
            return Clue(None, "tag" if says else "none")
        return read_after(text, start, last, inside, words)

    def below(self, text: str, mentions: Sequence[Mention]) -> Clue | None:
        """Return what a paragraph says of the quote above it: 说话的是林风."""
        stop = SENTENCE_END.search(text)
        last = stop.start() if stop else len(text)
        match = IS_HE.match(text[:last])
        if match is None:
            subject = leading([mention for mention in mentions if mention.start < last])
            if subject is None and stop is not None:
                subject = leading(mentions)
            if subject is None or subject.sort == "crowd":
                return None
            reacts = SILENT.search(text, subject.end, last) or HEARS.search(text, 0, last)
            return Clue(subject, "reaction" if reacts else "beat")
        named = [mention for mention in mentions if match.end() <= mention.start < last]
        if named and named[0].new:
            named[:0] = [
                m for m in mentions if m.sort == "name" and TURNS_OUT.search(text, 0, m.start)
            ]
        return Clue(named[0] if named else None, "tag" if named else "unheard")

    def manner(self, text: str, start: int, end: int) -> Manner:
        """Return what the words of a quote themselves tell."""
        return read_manner(text[start:end], self._automaton, self._patterns, self._line_names)


def _tails(cast: Cast) -> dict[str, tuple[int, ...]]:
    """Return whom a role word may mean because a form ends in it: 方长老, then 长老."""
    tails: dict[str, tuple[int, ...]] = {}
    for form, numbers in cast.forms(derived=False).items():
        told = simplified(form)
        called = [word for cut in range(1, len(told)) if (word := told[cut:]) in words.ROLES]
        called += [word for group in words.SAME_ROLE if told in group for word in group]
        for word in called:
            tails[word] = tuple(dict.fromkeys((*tails.get(word, ()), *numbers)))
    return tails
