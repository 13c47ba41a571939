"""A unit cut into what a model translates at once, and put together again.

NMT models are trained on sentences and lose what stands far behind in longer texts. Line
breaks stay where they are; what has no letter or digit is not shown to the model at all,
which would only invent something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from storyport.kernel.locales import LocaleInfo
from storyport.language.segmentation import sentences

__all__ = ["Cut", "as_it_is", "cut", "put_together"]

_AROUND = re.compile(r"\A(\s*)(.*?)(\s*)\Z", re.DOTALL)
# Models have seen 512 tokens at most; a character of an unspaced script is about one token.
_LONGEST_SPACED, _LONGEST = 600, 180
_CLAUSE_END = re.compile(r"(?<=[，、；：,;:—…])|(?<=\s)")
_CUT_MARK = re.compile(r"<[^<>]*$")
_MARK = re.compile(r"</?\d{1,4}/?>")
_SIGNS = str.maketrans("。，！？：；（）", ".,!?:;()")
_IDEOGRAPHIC = frozenset({"Hans", "Hant", "Jpan"})
# Scripts without spaces between words that set them between sentences.
_SPACED_SENTENCES = frozenset({"th", "lo", "km", "my"})


@dataclass(frozen=True)
class Cut:
    """One stretch of a unit, marks included.

    Attributes:
        lead, trail: white space around it. core: what stands between.
        line: which line of the unit it is in.
    """

    lead: str
    core: str
    trail: str
    line: int

    @property
    def speaks(self) -> bool:
        """Whether there is anything to translate."""
        return any(map(str.isalnum, _MARK.sub("", self.core)))


def cut(text: str, source: LocaleInfo) -> list[Cut]:
    """Return a unit's sentences; one that is too long for a model is cut at its clauses."""
    cuts = []
    for number, line in enumerate(text.split("\n")):
        for sentence in sentences(line, source) or [line]:
            for stretch in _shortened(sentence, source):
                match = _AROUND.match(stretch)
                lead, core, trail = match.groups() if match else ("", stretch, "")
                cuts.append(Cut(lead, core, trail, number))
    return cuts


def put_together(cuts: Sequence[Cut], targets: Sequence[str], target: LocaleInfo) -> str:
    """Join translated stretches as the target sets them apart; line breaks as they were."""
    gap = " " if target.spaced or target.language in _SPACED_SENTENCES else ""
    rows = list(zip(cuts, targets, strict=True))
    lines = []
    for _, group in groupby(rows, key=lambda row: row[0].line):
        line = list(group)
        joined = ""
        for each, shown in line:
            bare = not _MARK.sub("", each.core)
            joined += shown if bare or not joined or not shown else gap + shown
        first, last = line[0][0], line[-1][0]
        lines.append(_margin(first.lead, target) + joined + _margin(last.trail, target))
    return "\n".join(lines)


def as_it_is(text: str, target: LocaleInfo) -> str:
    """Return what is not translated, full-width signs as the target writes them."""
    return text if target.script in _IDEOGRAPHIC else text.translate(_SIGNS)


def _margin(space: str, target: LocaleInfo) -> str:
    return space if target.script in _IDEOGRAPHIC else space.replace("\u3000", " ")


def _shortened(sentence: str, source: LocaleInfo) -> list[str]:
    longest = _LONGEST_SPACED if source.spaced else _LONGEST
    if len(sentence) <= longest:
        return [sentence]
    middle = len(sentence) // 2
    ends = (match.start() for match in _CLAUSE_END.finditer(sentence))
    inner = [at for at in ends if len(sentence) // 4 <= at <= len(sentence) * 3 // 4]
    at = min(inner or [middle], key=lambda place: abs(place - middle))
    if (within := _CUT_MARK.search(sentence[:at])) is not None and within.start():
        at = within.start()
    return [*_shortened(sentence[:at], source), *_shortened(sentence[at:], source)]
