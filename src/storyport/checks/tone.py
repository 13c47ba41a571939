"""Tone: lines gone flat or shrill, swearing that is not the source's, a voice out of register.

Two languages never say a line equally loud, so only what is plain is reported, and nothing
here blocks: a strong line whose target has nothing of it, a calm one whose target shouts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from storyport.checks.base import Finding, Pair, Severity
from storyport.checks.tone_register import check_register, without_names
from storyport.language.intensity import Tone, tone_of

__all__ = ["check"]

_STRONG, _SURELY = 2.0, 3.0
_CALM, _NOTHING = 0.5, 0.5
_GREAT, _TOO_FAR, _FAR, _LITTLE = 5.0, 3.5, 3.0, 2.0
_LOST = 1.0
_LEVELS, _SURE_LEVELS = 2, 3
# A moderate word may be lost where the line is as strong by other means.
_ELSEWISE = 1.5
# In a longer text (letters of English), one exclamation more or less says little.
_LONG = 220
_WORDS_ALONE = 0.5
_SHOUTED = 0.5
_TEXTS = frozenset({"paragraph", "cell"})


def check(pair: Pair, *, swearing_limit: int | None = None, speech: str = "") -> list[Finding]:
    """Return where the target's tone leaves the source's; only for languages with a table.

    Args:
        pair: headings, labels and names are not looked at.
        swearing_limit: the highest level (0 none, 1 mild, 4 taboo) that the locale's rating
            allows; None for no limit.
        speech: how the speaker talks, as the bible has it: formal, archaic, casual, vulgar,
            childlike; other words mean nothing here.
    """
    if pair.kind not in _TEXTS or not pair.target.strip():
        return []
    source = tone_of(pair.source_text, pair.source_locale)
    target = tone_of(without_names(pair), pair.target_locale)
    if target is None:
        return []
    findings = _over_limit(target, swearing_limit)
    if source is not None:
        source = _as_allowed(source, swearing_limit)
        findings += [] if findings else _swearing(source, target)
        findings += _flat(pair, source, target) or _shrill(pair, source, target)
    return findings + (check_register(pair, speech) if speech else [])


def _as_allowed(source: Tone, limit: int | None) -> Tone:
    """Return the source as it may be said here: what the rating forbids is not missed."""
    if limit is None or source.swearing <= limit:
        return source
    return replace(source, swearing=limit)


def _over_limit(target: Tone, limit: int | None) -> list[Finding]:
    if limit is None or target.swearing <= limit:
        return []
    return [
        Finding(
            "tone.swearing",
            "minor",
            f"“{target.sworn}” is swearing of level {target.swearing}; {limit} is allowed here.",
            "Say it more mildly." if limit else "Say it without swearing.",
        )
    ]


def _swearing(source: Tone, target: Tone) -> list[Finding]:
    step = target.swearing - source.swearing
    if abs(step) < _LEVELS or (step == -_LEVELS and target.felt >= _ELSEWISE):
        return []
    severity: Severity = "minor" if abs(step) >= _SURE_LEVELS else "advice"
    if step > 0:
        message = f"The target swears harder than the source (“{target.sworn}”)."
        return [Finding("tone.swearing", severity, message, "Swear no harder than the source.")]
    message = f"The source swears harder than the target (“{source.sworn}”)."
    return [Finding("tone.swearing", severity, message, "Swear as hard as the source.")]


def _flat(pair: Pair, source: Tone, target: Tone) -> list[Finding]:
    heat = _strength(source, lambda: pair.source_extent)
    if source.swearing - target.swearing >= _LEVELS:
        heat = min(heat, source.unsworn)
    felt = target.felt - target.cooling + _SHOUTED * (target.loud > source.loud)
    lost = heat - target.heat >= _LOST and not _asked(target, source)
    gone = heat >= _STRONG and felt < _NOTHING and lost
    much = heat >= _GREAT and target.heat < _LITTLE and heat - target.heat >= _TOO_FAR
    if gone or much:
        return [
            Finding(
                "tone.flat",
                "minor" if heat >= _SURELY else "advice",
                "The source is said with force, the target without.",
                "Bring the force back: a cry, a strong word or an exclamation mark.",
            )
        ]
    if _hushed(source, target) and pair.source_extent < _LONG:
        message = "Who shouts in the source whispers in the target."
        return [Finding("tone.flat", "advice", message, "Let them shout.")]
    return []


def _shrill(pair: Pair, source: Tone, target: Tone) -> list[Finding]:
    heat = _strength(target, lambda: pair.target_extent)
    if target.swearing - source.swearing >= _LEVELS:
        heat = min(heat, target.unsworn)
    calm = source.heat < _CALM and not _asked(source, target)
    raised = heat >= _STRONG and calm
    beyond = heat >= _GREAT and heat - source.heat >= _TOO_FAR
    beyond |= heat >= _TOO_FAR and heat - source.heat > _FAR and not source.raised
    if raised or beyond:
        return [
            Finding(
                "tone.shrill",
                "minor" if raised and heat >= _SURELY else "advice",
                "The target is said with more force than the source.",
                "Say it as calmly as the source: fewer exclamation marks, cries and strong words.",
            )
        ]
    if _hushed(target, source) and pair.source_extent < _LONG:
        message = "Who whispers in the source shouts in the target."
        return [Finding("tone.shrill", "advice", message, "Let them whisper.")]
    return []


def _strength(tone: Tone, extent: Callable[[], float]) -> float:
    """Heat, less what a lone exclamation adds to a long text, or words do with nothing else."""
    if not tone.raised:
        return tone.heat - _WORDS_ALONE
    if tone.marks.runs == 1 and extent() >= _LONG:
        return tone.heat - tone.marks.exclaimed / 2
    return tone.heat


def _asked(one: Tone, other: Tone) -> bool:
    """Tell whether a question that expects no answer is a question in one, a cry in the other."""
    return one.marks.asks and other.marks.runs == 1 and other.heat < _SURELY


def _hushed(louder: Tone, quieter: Tone) -> bool:
    shouted = louder.loud and not louder.quiet
    return bool(shouted and quieter.quiet and not quieter.loud and not quieter.marks.runs)
