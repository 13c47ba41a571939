"""Finding the bible's forms in a text: thousands of names in one pass."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from rapidfuzz import fuzz

from storyport.kernel.locales import LocaleInfo
from storyport.language.inflection import anchor, bare_pattern, form_pattern, is_bounded
from storyport.language.marks import plain, plain_text
from storyport.language.ordinary import SHORT, Surroundings, simplify, surroundings_of
from storyport.language.scripts import SPACED_LETTER

__all__ = ["Hit", "TermForm", "TermMatcher", "count_forms", "find_forms", "near_forms", "squeezed"]


@dataclass(frozen=True)
class TermForm:
    """A form to look for: a headword or an alias of an entry.

    Attributes:
        name: whether it names somebody: a name of one character is none within a word (满 in
            满意), where a thing may well be (剑 in 拔剑).
    """

    form: str
    entry_id: str = ""
    name: bool = True


class Hit(NamedTuple):
    """Where a form stands in the text that was given, marks counted."""

    start: int
    end: int
    form: str
    entry_id: str


class TermMatcher:
    """Finds forms in texts of one locale.

    Where words are not set apart by spaces the longest form wins, and a form inside a longer
    one does not count; nor does, in Chinese, a short one inside ordinary words. Elsewhere a
    form stands at the edges of words, with the endings of its language
    (`language.inflection`). A form that names two entries gives a hit for each.
    """

    def __init__(self, terms: Iterable[TermForm], locale: LocaleInfo) -> None:
        self._language = locale.language
        self._entries: defaultdict[str, list[str]] = defaultdict(list)
        things: set[str] = set()
        for term in terms:
            form = term.form.strip()
            if form and term.entry_id not in self._entries[form]:
                self._entries[form].append(term.entry_id)
            if form and not term.name and len(form) == 1:
                things.add(form)
        self._open = [form for form in self._entries if not is_bounded(form)]
        self._bounded = self._by_anchor(form for form in self._entries if is_bounded(form))
        self._anchors = list(self._bounded)
        self._open_automaton = _automaton(self._open, MatchKind.LeftmostLongest)
        self._things = frozenset(things)
        self._has_short = locale.language == "zh" and any(len(form) <= SHORT for form in self._open)
        self._traditional = locale.script == "Hant"
        self._anchor_automaton = _automaton(self._anchors, MatchKind.Standard)

    def _by_anchor(self, forms: Iterable[str]) -> dict[str, list[str]]:
        grouped: defaultdict[str, list[str]] = defaultdict(list)
        for form in forms:
            grouped[_fold(anchor(form, self._language))].append(form)
        return dict(grouped)

    def find(self, text: str) -> list[Hit]:
        """Return the hits in order; marks do not hide a form, nor does an escape."""
        readable = plain_text(text)
        found = self._find(readable.text)
        if readable.text is not text:
            found = [(*readable.span(start, end), form) for start, end, form in found]
        return [
            Hit(start, end, form, entry)
            for start, end, form in found
            for entry in self._entries[form]
        ]

    def count(self, text: str) -> dict[str, int]:
        """Return how often each form stands in a text; quicker than finding where."""
        if "<" in text or "&" in text:
            text = plain(text)
        counts: dict[str, int] = {}
        if self._anchor_automaton is None and self._open_automaton is not None:
            forms = self._open
            for index, _, _ in self._names(self._open_automaton, text):
                form = forms[index]
                counts[form] = counts.get(form, 0) + 1
        else:
            for _, _, form in self._find(text):
                counts[form] = counts.get(form, 0) + 1
        return counts

    def _find(self, text: str) -> list[tuple[int, int, str]]:
        spans = []
        if self._open_automaton is not None:
            forms = self._open
            spans = [
                (start, end, forms[index])
                for index, start, end in self._names(self._open_automaton, text)
            ]
        if self._anchor_automaton is not None and (bounded := self._find_bounded(text)):
            spans = _longest(spans + bounded)
        return spans

    def _names(self, automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
        """Return (index of the form, start, end) of open forms, less those inside words."""
        matches: list[tuple[int, int, int]] = automaton.find_matches_as_indexes(text)
        if not (matches and self._has_short):
            return matches
        # A sign at either end, so that each place has neighbours.
        readable = f" {simplify(text) if self._traditional else text} "
        risks = self._risks
        return [
            match
            for match in matches
            if not (risk := risks[match[0]])
            or not (
                (readable[match[1]] in risk[0] and readable[match[2] + 1] in risk[1])
                or (risk[2] and risk.covers(readable, match[1] + 1))
            )
        ]

    @functools.cached_property
    def _risks(self) -> list[Surroundings | None]:
        plain = [simplify(form) for form in self._open] if self._traditional else self._open
        risks = surroundings_of(plain)
        return [
            None if own in self._things else risks.get(form)
            for own, form in zip(self._open, plain, strict=True)
        ]

    def _find_bounded(self, text: str) -> list[tuple[int, int, str]]:
        if self._anchor_automaton is None:
            return []
        spans: dict[tuple[int, str], tuple[int, int, str]] = {}
        matches = self._anchor_automaton.find_matches_as_indexes(_fold(text), overlapping=True)
        for index, start, _ in matches:
            begin = _word_start(text, start)
            for form in self._bounded[self._anchors[index]]:
                # What leads the form (Arabic clitics) is part of its word.
                match = form_pattern(form, self._language).match(text, begin)
                if match is not None:
                    spans[match.start("form"), form] = (*match.span("form"), form)
        return list(spans.values())


def _automaton(patterns: list[str], kind: MatchKind) -> AhoCorasick | None:
    if not patterns:
        return None
    return AhoCorasick(patterns, matchkind=kind, implementation=Implementation.ContiguousNFA)


def _fold(text: str) -> str:
    """Return the text in small letters without umlauts, each where it stood."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded if folded.isascii() else folded.translate(_CHANGING)
    small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    return small.translate(_CHANGING)


# Vowels that change within a word (Schloss and Schlösser, ещё and еще), signs of many kinds.
_CHANGING = str.maketrans("äöüё’ʼ‐‑", "aouе''--")
_LETTER = re.compile(SPACED_LETTER)


def _word_start(text: str, place: int) -> int:
    if not _LETTER.match(text, place):
        return place
    while place and _LETTER.match(text, place - 1):
        place -= 1
    return place


def _longest(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep the leftmost, of these the longest, and nothing that overlaps it."""
    kept: list[tuple[int, int, str]] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1], -len(span[2]))):
        if span[0] >= end:
            kept.append(span)
            end = span[1]
    return kept


def find_forms(text: str, form: str, locale: LocaleInfo) -> list[tuple[int, int]]:
    """Return where a rendering stands in a text without marks, endings included."""
    form = form.strip()
    if not form:
        return []
    return [match.span("form") for match in form_pattern(form, locale.language).finditer(text)]


def count_forms(text: str, form: str, locale: LocaleInfo) -> int:
    """Return how often a rendering stands in a target, the endings of its language allowed."""
    return len(find_forms(plain(text), form, locale))


_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’·・=＝.][^\W\d_]+)*")
_KATAKANA = re.compile(r"[\u30a1-\u30ff]+(?:[・＝=]?[\u30a1-\u30ff]+)*")
_SEPARATORS = re.compile(r"[\s\-'’·・=＝.]+")
_LIKE = 80
_SHORT_NAME = 4


def near_forms(text: str, form: str) -> list[str]:
    """Return spellings that look like a miswritten rendering of a name, the nearest first.

    "Linfeng" and "Lin Fong" are near "Lin Feng", and so is "Lin Wind", which begins like it.
    Only names are looked for: words with capitals, katakana, Hangul. Mask what is known to be
    another name before asking.
    """
    form = form.strip()
    readable = plain(text)
    candidates: list[tuple[str, ...]]
    if _KATAKANA.fullmatch(form):
        candidates = [(match[0],) for match in _KATAKANA.finditer(readable)]
    elif form != form.lower():
        candidates = _capitalised(readable, len(form.split()))
    elif "가" <= form[:1] <= "힣":
        candidates = [(match[0],) for match in _TOKEN.finditer(readable)]
    else:
        return []
    own = squeezed(form)
    exact = bare_pattern(form)
    found = []
    for words in candidates:
        shown = " ".join(words)
        if not exact.search(shown) and _is_near(words, own, form):
            found.append(shown)
    return sorted(dict.fromkeys(found), key=lambda shown: -fuzz.ratio(shown, form))


def squeezed(name: str) -> str:
    """Return a name without spaces, hyphens, apostrophes, accents and capitals."""
    return _strip_accents(_SEPARATORS.sub("", name).lower())


@functools.lru_cache(maxsize=1 << 12)
def _strip_accents(name: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _capitalised(text: str, size: int) -> list[tuple[str, ...]]:
    """Return runs of one to `size` + 1 neighbouring words that begin with a capital."""
    runs: list[list[str]] = [[]]
    end = 0
    for match in _TOKEN.finditer(text):
        if text[end : match.start()].strip():
            runs.append([])
        end = match.end()
        word = re.sub(r"['’]s?$", "", match[0])
        if word[0].isupper():
            runs[-1].append(word)
        else:
            runs.append([])
    widest = size + 1
    return [
        tuple(run[start : start + width])
        for run in runs
        for width in range(min(widest, len(run)), 0, -1)
        for start in range(len(run) - width + 1)
    ]


def _is_near(words: tuple[str, ...], own: str, form: str) -> bool:
    joined = squeezed("".join(words))
    if joined == own:
        return True
    # One letter of four is too much to call it the same name.
    if min(len(joined), len(own)) >= _SHORT_NAME and fuzz.ratio(joined, own) >= _LIKE:
        return True
    parts = form.split()
    # The first part only: "Elder Feng" is a way to speak of Lin Feng, "Lin Wind" is none.
    return len(words) == len(parts) > 1 and words[0] == parts[0]
