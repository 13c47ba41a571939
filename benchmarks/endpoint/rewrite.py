"""From one source segment to its pseudo-translation: terms put in, then rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .pseudo import syllable
from .text import TERM_BASE, has_cjk

# Says, for (term, occurrence number), which wrong spelling is used; 0: the pinned rendering.
Disobeys = Callable[[str, int], int]
SPELLINGS = 4

_SWAPS = (("i", "y"), ("e", "a"), ("a", "o"), ("o", "u"), ("u", "oo"), ("n", "m"))


@dataclass
class Terms:
    """The pinned terms found in one request, each standing for a private-use character.

    `shown` maps those characters to renderings; `seen` and `wrong` count occurrences.
    """

    pinned: list[tuple[str, str]]
    disobeys: Disobeys
    shown: dict[str, str] = field(default_factory=dict)
    seen: int = 0
    wrong: int = 0

    def put_in(self, text: str) -> str:
        """`text` with every pinned term replaced by the character that stands for it."""
        for number, (source, target) in enumerate(self.pinned):
            if source in text:
                text = self._replace(text, (SPELLINGS + 1) * number, source, target)
        return text

    def keep(self, piece: str) -> str:
        """A character that will be shown as `piece`, unchanged."""
        mark = chr(TERM_BASE + (SPELLINGS + 1) * len(self.pinned) + len(self.shown))
        self.shown[mark] = piece
        return mark

    def _replace(self, text: str, slot: int, source: str, target: str) -> str:
        parts = _split(text, source)
        out = [parts[0]]
        for part in parts[1:]:
            wrong = self.disobeys(source, self.seen)
            mark = chr(TERM_BASE + slot + wrong)
            self.shown[mark] = misspell(source, target, wrong) if wrong else target
            self.seen += 1
            self.wrong += wrong > 0
            out += (mark, part)
        return "".join(out)


def present(glossary: Mapping[str, str], text: str) -> list[tuple[str, str]]:
    """The terms that occur in `text`, longest first."""
    letters = set(text)
    found = [pair for pair in glossary.items() if pair[0][0] in letters and pair[0] in text]
    return sorted(found, key=lambda pair: (-len(pair[0]), pair[0]))


def misspell(source: str, target: str, spelling: int) -> str:
    """A spelling a reader would take for the same name, and which does not hold `target`.

    `spelling` (1 to SPELLINGS) picks among them; a name with no Latin letters gets another.
    """
    changed = [target.replace(old, new) for old, new in _SWAPS]
    wrong = [text for text in changed if text != target and target not in text]
    if wrong:
        return wrong[spelling % len(wrong)]
    return "".join(syllable(letter, salt=spelling) for letter in source).capitalize()


def _split(text: str, source: str) -> Sequence[str]:
    """`text` cut at the occurrences of a term; Latin terms match whole words only."""
    if has_cjk(source):
        return text.split(source)
    return _whole_word(source).split(text)


@lru_cache(maxsize=4096)
def _whole_word(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(source)}(?!\w)")
