"""Every word the engine knows: CC-CEDICT, jieba's frequencies and classes, our own lists."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from storyport.engines.translate.gloss.dictionary import Entry, Sense, read_cedict, senses_of
from storyport.language.packages import folder_of

__all__ = ["Lexicon", "load_lexicon", "read_table"]

_TOTAL = 60_101_967  # the sum of jieba's frequencies
_RARE = 3
_LONGEST = 8
# jieba's classes of names, kept although CC-CEDICT has no meaning for them: they are spelled.
_NAME_CLASSES = ("nr", "nrt", "nrfg")
# They are two words far more often than one.
_NO_WORDS = frozenset(
    (
        "年前",
        "年后",
        "年内",
        "的话",
        "人大",
        "中有",
        "这会",
        "一同",
        "一到",
        "一起来",
        "上人",
        "下人",
        "中人",
    )
)
_OWN_FREQUENCY = {1: 3000, 2: 2500, 3: 800}


@dataclass(frozen=True)
class Lexicon:
    """The words.

    Attributes:
        entries: CC-CEDICT's. own: our own class and senses of a word, which go before them.
        costs: what a word costs a segmentation, -log of its frequency. classes: jieba's class.
        prefixes: every beginning of every word, so that a search knows when to stop.
    """

    entries: dict[str, tuple[Entry, ...]]
    own: dict[str, tuple[str, tuple[Sense, ...]]]
    costs: dict[str, float]
    classes: dict[str, str]
    tables: dict[str, dict[str, str]]

    @functools.lru_cache(maxsize=1 << 15)  # noqa: B019 - there is one lexicon, for good
    def senses(self, word: str) -> tuple[Sense, ...]:
        """Return a word's renderings, our own where we have any."""
        if word in self.own and self.own[word][1]:
            return self.own[word][1]
        return senses_of(self.entries.get(word, ()))

    def word_class(self, word: str) -> str:
        """Return a word's class: ours, else jieba's, else a guess from its senses."""
        if word in self.own and self.own[word][0]:
            return self.own[word][0]
        given = self.classes.get(word, "")
        if given and given not in {"zg", "x", "g", "i", "l"}:
            return given
        senses = self.senses(word)
        return senses[0].kind if senses else "n"

    def __hash__(self) -> int:
        return id(self)


@functools.cache
def load_lexicon() -> Lexicon:
    """Read everything once; about a second."""
    entries = read_cedict()
    own = dict(_own_words())
    tables = {name: dict(_pairs(name)) for name in ("measures", "spelling", "names")}
    costs: dict[str, float] = {}
    classes: dict[str, str] = {}
    for word, count, kind in _jieba_words():
        if word in entries or word in own or (kind in _NAME_CLASSES and 2 <= len(word) <= 4):
            costs[word] = math.log(_TOTAL / max(count, 1))
            classes[word] = kind
    for word in [
        word for word in costs if word not in own and _is_counted(word, tables["measures"])
    ]:
        del costs[word]
    for word in entries:
        if (
            word not in costs
            and not _is_counted(word, tables["measures"])
            and len(word) <= _LONGEST
        ):
            costs[word] = math.log(_TOTAL / (_RARE if len(word) > 1 else 10))
    for word in own:
        least = math.log(_TOTAL / _OWN_FREQUENCY.get(len(word), 200))
        costs[word] = min(costs.get(word, least), least)
    return Lexicon(entries, own, costs, classes, tables)


def _is_counted(word: str, measures: dict[str, str]) -> bool:
    """Tell whether a word is a number and a measure word: 一种, 两次."""
    if word in _NO_WORDS:
        return True
    return len(word) == 2 and word[0] in "一二两三四五六七八九十几" and word[1] in measures


def _jieba_words() -> Iterator[tuple[str, int, str]]:
    with (folder_of("jieba") / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, kind = line.split()
            yield word, int(count), kind


def _own_words() -> Iterator[tuple[str, tuple[str, tuple[Sense, ...]]]]:
    for name in ("words", "fiction"):
        for word, kind, senses in read_table(name):
            yield (
                word,
                (
                    kind,
                    tuple(
                        _sense(text, kind, rank)
                        for rank, text in enumerate(senses.split("|"))
                        if text
                    ),
                ),
            )


def _sense(text: str, kind: str, rank: int) -> Sense:
    """A sense may name its own kind: `v:grow`."""
    own, colon, rest = text.partition(":")
    if colon and own in {"n", "v", "a", "d", "x"}:
        return Sense(rest, own, 0.5 * rank)
    return Sense(text, kind[0] if kind[:1] in {"n", "v", "a", "d"} else "x", 0.5 * rank)


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for row in read_table(name):
        yield row[0], row[1]


def read_table(name: str) -> Iterator[list[str]]:
    """Return the rows of one of our own lists; lines that begin with # are remarks."""
    path = files("storyport.engines.translate.gloss") / "data" / f"{name}.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
