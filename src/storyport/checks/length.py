"""Length: what is missing, cut off, padded, repeated without end, or over a limit."""

from __future__ import annotations

import re

from storyport.checks.base import Finding, Pair, Severity
from storyport.checks.loops import check_loops
from storyport.language.function_words import word_set
from storyport.language.segmentation import sentences

__all__ = ["check"]

# Extent of the source (letters of English) -> the least share of it a full translation has.
_FLOORS = ((1200, 0.6), (600, 0.56), (300, 0.5), (150, 0.45), (80, 0.38), (40, 0.25), (16, 0.1))
_SAYS_SOMETHING = 9
_SENTENCES_LOST, _FEW_SENTENCES = 0.72, 3
_CUT_OFF, _CUT_OFF_LONG, _LONG = 0.7, 0.8, 60
_PADDED, _PADDED_FOR_SURE, _PADDED_LEAST = 4, 7, 80
_ENDED = re.compile(r"[.!?…。！？｡．।॥۔؟។៕։]+[\s\"'”’»›」』）)】〉》\]*_~—–-]*$|[—–]+[\"”»」』]?$")
_CUT = re.compile(r"[\w,，、;；:-]\s*$")
# No sentence of theirs ends with these.
_DANGLING = word_set(
    "the a an of and or to with at by for from into than but my your their our its el la los las un una de del y o con"
    " por para que su al le les une des du et ou à au aux avec dans der die das den dem des ein eine und oder mit von zu"
    " für os as um uma do da e em il lo gli di della che yang dan di ke dari untuk dengan của và и в на с к от по"
    " из за для что ve ile için"
)
# Languages that end a sentence with nothing.
_UNPUNCTUATED = frozenset({"th", "lo", "km", "my", "bo"})


def check(pair: Pair) -> list[Finding]:
    """Return what the target's length tells."""
    source, target = pair.source_extent, pair.target_extent
    findings = [*_shortened(pair, source, target), *_padded(source, target), *check_loops(pair)]
    return findings + _limits(pair)


def _shortened(pair: Pair, source: float, target: float) -> list[Finding]:
    if not source:
        return []
    share = target / source
    if source >= _SAYS_SOMETHING and not any(map(str.isalnum, pair.target_text)):
        return [
            Finding("length.omission", "major", "The target says nothing.", "Translate all of it.")
        ]
    if any(source >= extent_ and share < floor for extent_, floor in _FLOORS):
        return [
            Finding(
                "length.omission",
                "major",
                f"The target says about {share:.0%} of the source.",
                "Translate all of it.",
            )
        ]
    if share < _SENTENCES_LOST and _sentences_lost(pair):
        return [
            Finding(
                "length.sentences",
                "major",
                "Sentences of the source are missing.",
                "Translate every sentence.",
            )
        ]
    if _ENDED.search(pair.source_text) and pair.target_locale.language not in _UNPUNCTUATED:
        return _ending(pair, share)
    return []


def _sentences_lost(pair: Pair) -> bool:
    wanted = len(sentences(pair.source_text, pair.source_locale))
    if wanted < _FEW_SENTENCES:
        return False
    return len(sentences(pair.target_text, pair.target_locale)) * 2 <= wanted


def _ending(pair: Pair, share: float) -> list[Finding]:
    if _ENDED.search(pair.target_text) or not _CUT.search(pair.target_text):
        return []
    least = _CUT_OFF_LONG if pair.source_extent >= _LONG else _CUT_OFF
    words = pair.target_words
    dangling = bool(words) and words[-1] in _DANGLING and pair.target_text.rstrip()[-1:].isalpha()
    severity: Severity = "major" if share < least or dangling else "minor"
    return [
        Finding(
            "length.cut",
            severity,
            "The target ends in the middle of a sentence.",
            "Translate to the end.",
            (max(0, len(pair.target) - 1), len(pair.target)),
        )
    ]


def _padded(source: float, target: float) -> list[Finding]:
    if not source or target < _PADDED_LEAST or target < _PADDED * source:
        return []
    severity: Severity = "major" if target >= _PADDED_FOR_SURE * source else "minor"
    return [
        Finding(
            "length.padded",
            severity,
            f"The target says {target / source:.0f} times what the source says.",
            "Translate what is there and nothing more.",
        )
    ]


def _limits(pair: Pair) -> list[Finding]:
    limits = pair.limits
    if limits is None:
        return []
    count = len(pair.target_text)
    most = limits.characters
    if limits.reading_speed and limits.seconds:
        spoken = int(limits.reading_speed * limits.seconds)
        most = spoken if most is None else min(most, spoken)
    if most is None or count <= most:
        return []
    return [
        Finding(
            "length.limit",
            "major",
            f"{count} characters, {most} fit.",
            f"Shorten to {most} characters.",
        )
    ]
