"""What looks odd about the names of a file, though it is taken; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from storyport.kernel.locales import parse_locale
from storyport.language.ordinary import ordinary_words, simplify
from storyport.story.exchange.base import Row, listed
from storyport.story.facts import Bible, EntryFacts

__all__ = ["doubts_about"]

# What names somebody or something; a rank or a form of address is a word, and may be ordinary.
_NAMES = frozenset({"character", "place", "faction", "technique", "item", "creature", "brand", ""})
_WORDS_OF_NAMES = frozenset({"title"})
# In jieba's corpus; a rarer word is the name more often than the word. What is frequent there
# and a place is a place (杭州).
_OFTEN = 500
_IN_DICTIONARIES = "place"


def doubts_about(rows: Sequence[Row], bible: Bible) -> tuple[str, ...]:
    """Return what a person should look at, by row.

    Names that are ordinary Chinese words or one character, and headwords that are the same word
    in traditional and in simplified characters, in the file or between it and the bible.
    """
    if parse_locale(bible.source).language != "zh":
        return ()
    return (*listed(list(_ordinary(rows))), *listed(list(_two_scripts(rows, bible))))


def _ordinary(rows: Iterable[Row]) -> Iterator[str]:
    words = ordinary_words()
    for row in rows:
        for form in _names_of(row.entry):
            if len(form) == 1:
                yield (
                    f"{row.place}: {form} is one character: wherever it stands it counts as this "
                    "name; give a longer form."
                )
            elif row.entry.kind != _IN_DICTIONARIES and words.get(simplify(form), 0) >= _OFTEN:
                yield (
                    f"{row.place}: {form} is an ordinary word: wherever it stands it counts as "
                    "this name; give a longer form."
                )


def _names_of(entry: EntryFacts) -> Iterator[str]:
    if entry.kind in _NAMES:
        yield from (
            form for form in entry.forms() if entry.alias_kinds.get(form, "") not in _WORDS_OF_NAMES
        )


def _two_scripts(rows: Sequence[Row], bible: Bible) -> Iterator[str]:
    """Give headwords that are another one in other characters; aliases say so already."""
    places = {row.entry.headword: row.place for row in rows}
    twins: dict[str, dict[str, str]] = {}
    entries = [*(row.entry for row in rows), *bible.entries]
    for entry in entries:
        place = places.get(entry.headword, "")
        twins.setdefault(simplify(entry.headword), {})[entry.headword] = place
    joined = {(entry.headword, alias) for entry in entries for alias in entry.aliases}
    for same in twins.values():
        (one, place), *others = sorted(same.items(), key=lambda twin: not twin[1])
        for other, there in others:
            if place and not {(one, other), (other, one)} & joined:
                yield (
                    f"{place}: {one} and {other} ({there or 'the bible'}) are one word in two "
                    "scripts, and two entries; make one an alias of the other."
                )
