"""Forms of a table found in a text: one pass per text, compiled once per language."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from storyport.kernel.locales import LocaleInfo
from storyport.language.function_words import words_of
from storyport.language.intensity.arabic import bare_arabic, plain_arabic
from storyport.language.intensity.tables import Entry, entries_of

__all__ = ["Matcher", "matcher_of"]

Entries = tuple[Entry, ...]
_MOST_LETTERS = 3
# The last letter before what ends a phrase; Thai ends one with a space.
_ENDS = re.compile(r"[^\W\d_](?=[.!?…。！？~～—”’\"»」』）)؟]|\s*$)")
_THAI_ENDS = re.compile(r"[\u0e01-\u0e4e](?=[^\u0e01-\u0e4e]|$)")
_THAI_SIGNS = ("\u0e31", "\u0e4e")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…:»«„“”—–-])[\s»«„“”\"'—–-]*$")
_BEFORE = 8


@dataclass
class _Forms:
    """Forms that begin with one word.

    Attributes:
        alone: entries of the word itself, None if it is no form.
        longer: second word -> (all following words, entries), the longest first.
    """

    alone: Entries | None = None
    longer: dict[str, list[tuple[tuple[str, ...], Entries]]] = field(default_factory=dict)

    def longest(self, words: list[str], place: int) -> tuple[int, Entries]:
        """Return how many words the longest form has that begins there, and its entries."""
        second = place + 1
        if self.longer and second < len(words):
            for rest, entries in self.longer.get(words[second], ()):
                end = second + len(rest)
                if tuple(words[second:end]) == rest:
                    return 1 + len(rest), entries
        return (0, ()) if self.alone is None else (1, self.alone)


@dataclass(frozen=True)
class Matcher:
    """The forms of one language, ready to be looked for.

    Attributes:
        words: first word -> forms that begin so.
        stems: first letters -> (beginning of a word, entries), the longest first.
        letters: how many those are.
        finals: end of a phrase -> entries. lengths: of those ends, the longest first.
        capitals: forms with a capital -> entries, and their pattern.
        anywhere: what finds forms in a text without spaces, and the entries of each.
    """

    language: str
    words: Mapping[str, _Forms]
    stems: Mapping[str, Sequence[tuple[str, Entries]]]
    letters: int
    finals: Mapping[str, Entries]
    lengths: Sequence[int]
    capitals: Mapping[str, Entries]
    capital: re.Pattern[str] | None
    anywhere: AhoCorasick | None
    patterns: Sequence[Entries]

    def find(self, text: str) -> list[Entry]:
        """Return the entries whose forms stand in the text, each as often as it stands there."""
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        found = self._anywhere(text) if self.anywhere else self._in_words(text)
        if self.finals:
            found += self._at_ends(text)
        if self.capital:
            found += self._capitals(self.capital, text)
        return found

    def _in_words(self, text: str) -> list[Entry]:
        heads, words = self._split(text)
        found: list[Entry] = []
        first, stems, letters = self.words, self.stems, self.letters
        reached = 0
        for place, word in enumerate(heads):
            if place < reached:
                continue
            if word in first:
                length, entries = first[word].longest(words, place)
                found += entries
                reached = place + length
            elif word[:letters] in stems:
                found += _stem(stems[word[:letters]], word)
        return found

    def _split(self, text: str) -> tuple[list[str], list[str]]:
        """Return the words as the first of a form, and as those that follow it, may look."""
        if self.language != "ar":
            words = words_of(text)
            return words, words
        words = words_of(plain_arabic(text))
        bare = [bare_arabic(word) for word in words]
        heads = [
            word if word in self.words else other for word, other in zip(words, bare, strict=True)
        ]
        return heads, bare

    def _anywhere(self, text: str) -> list[Entry]:
        found: list[Entry] = []
        automaton = self.anywhere
        if automaton is None:
            return found
        for index, start, _ in automaton.find_matches_as_indexes(text):
            for entry in self.patterns[index]:
                cry = entry.kind == "interjection" and entry.level == 1
                if not cry or _begins_phrase(text, start):
                    found.append(entry)
        return found

    def _at_ends(self, text: str) -> list[Entry]:
        found: list[Entry] = []
        ends = _THAI_ENDS if self.language == "th" else _ENDS
        for match in ends.finditer(text):
            end = match.end()
            for length in self.lengths:
                # A form at the very beginning has no space before it.
                piece = text[end - length : end] if end >= length else f" {text[:end]}"[-length:]
                if entries := self.finals.get(piece.lower()):
                    found += entries
                    break
        return found

    def _capitals(self, pattern: re.Pattern[str], text: str) -> Iterator[Entry]:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            if not _SENTENCE_BEGINS.search(before):
                yield from self.capitals[match[0]]


def _stem(stems: Sequence[tuple[str, Entries]], word: str) -> Entries:
    return next((entries for stem, entries in stems if word.startswith(stem)), ())


def _begins_phrase(text: str, start: int) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    return not (before.isalnum() or _THAI_SIGNS[0] <= before <= _THAI_SIGNS[1])


def matcher_of(locale: LocaleInfo) -> Matcher | None:
    """Return the matcher of a locale, None where its language has no table."""
    return _matcher(locale.language, locale.script, locale.spaced)


@functools.cache
def _matcher(language: str, script: str, spaced: bool) -> Matcher | None:
    entries = entries_of(language, script)
    if not entries:
        return None
    forms = _by_form(entries)
    finals = {form[1:]: forms.pop(form) for form in list(forms) if form.startswith("*")}
    capitals = {form: forms.pop(form) for form in list(forms) if form != form.lower()}
    capital = "|".join(sorted(map(re.escape, capitals), key=len, reverse=True))
    plain = {form: found for form, found in forms.items() if not form.endswith("*")}
    stems = {form[:-1]: found for form, found in forms.items() if form.endswith("*")}
    letters = min([_MOST_LETTERS, *map(len, stems)])
    return Matcher(
        language=language,
        words=_by_first_word(plain, language) if spaced else {},
        stems=_by_letters(stems, letters) if spaced else {},
        letters=letters,
        finals=finals,
        lengths=sorted({len(form) for form in finals}, reverse=True),
        capitals=capitals,
        capital=re.compile(rf"(?<!\w)(?:{capital})(?!\w)") if capitals else None,
        anywhere=None if spaced else _automaton(plain),
        patterns=list(plain.values()),
    )


def _by_form(entries: Iterable[Entry]) -> dict[str, Entries]:
    grouped: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        grouped[entry.form].append(entry)
    return {
        form: tuple(entry for entry in found if entry.kind != "none")
        for form, found in grouped.items()
    }


def _by_first_word(forms: Mapping[str, Entries], language: str) -> dict[str, _Forms]:
    grouped: defaultdict[str, _Forms] = defaultdict(_Forms)
    for form, entries in forms.items():
        first, *rest = words_of(plain_arabic(form) if language == "ar" else form)
        if not rest:
            grouped[first].alone = entries
            continue
        if language == "ar":
            rest = [bare_arabic(word) for word in rest]
        grouped[first].longer.setdefault(rest[0], []).append((tuple(rest), entries))
    for begun in grouped.values():
        for longer in begun.longer.values():
            longer.sort(key=lambda pair: len(pair[0]), reverse=True)
    return dict(grouped)


def _by_letters(stems: Mapping[str, Entries], letters: int) -> dict[str, list[tuple[str, Entries]]]:
    grouped: defaultdict[str, list[tuple[str, Entries]]] = defaultdict(list)
    for stem, entries in stems.items():
        grouped[stem[:letters]].append((stem, entries))
    return {
        begun: sorted(found, key=lambda pair: len(pair[0]), reverse=True)
        for begun, found in grouped.items()
    }


def _automaton(forms: Mapping[str, Entries]) -> AhoCorasick:
    return AhoCorasick(
        list(forms),
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )
