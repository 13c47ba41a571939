"""A rendering whole: "Azure Cloud Sect", where "Azure Cloud" alone goes with the form as well."""

from __future__ import annotations

from collections.abc import Sequence

from storyport.language.renderings.corpus import Targets
from storyport.language.renderings.judging import NAME_KINDS, Judge, Judged

__all__ = ["complete", "goes_nowhere_else", "holds"]

# Share of a run's texts in which more words must stand beside it to belong to it.
_SHARE, _SHARE_NAMES = 0.9, 0.6
_LEAST = 3
# How much less a longer run may look like a rendering.
_LOOKS = 0.15
_EXCLUSIVE = 0.7
_SPLIT, _SPLIT_LEAST = 0.8, 0.25


def complete(targets: Targets, judge: Judge, form: str, judged: Sequence[Judged]) -> Judged:
    """Return the best candidate, or a longer one that has it and is what really stands there."""
    best = judged[0]
    # What stands beside a run that was seen once or twice always stands there.
    while best.candidate.together >= _LEAST:
        longer = _longer(targets, judge, form, best, judged)
        if longer is None:
            break
        best = longer
    return best


def _longer(
    targets: Targets, judge: Judge, form: str, best: Judged, judged: Sequence[Judged]
) -> Judged | None:
    own = _keys(targets, best)
    around = [
        one
        for one in judged
        if one.candidate.size > best.candidate.size and holds(_keys(targets, one), own)
    ]
    together = best.candidate.together
    fitting = [
        one
        for one in around
        if one.candidate.together >= _share(targets, judge, form, own, one) * together
        and _looks(one) >= _looks(best) - _LOOKS
    ]
    if fitting:
        return max(fitting, key=lambda one: (one.score, one.candidate.size))
    return _split(targets, own, around, together)


def _looks(judged: Judged) -> float:
    """Return what a run scores beside how strongly it goes with the form."""
    return judged.score - judged.candidate.strength


def _share(
    targets: Targets, judge: Judge, form: str, own: tuple[int, ...], longer: Judged
) -> float:
    added = [
        targets.names[key]
        for key in _keys(targets, longer)
        if key not in own and not targets.small[key]
    ]
    named = judge.kinds.get(form) in NAME_KINDS and all(word[0].isupper() for word in added)
    return _SHARE_NAMES if named else _SHARE


def _split(
    targets: Targets, own: tuple[int, ...], around: Sequence[Judged], together: float
) -> Judged | None:
    """Return the commonest of several that go on differently (Lin Feng and Lin Fong, never Lin)."""
    sure = [
        one
        for one in around
        if one.candidate.together >= 2 and goes_nowhere_else(targets, own, one)
    ]
    if not sure:
        return None
    size = min(one.candidate.size for one in sure)
    ways = [one for one in sure if one.candidate.size == size]
    first = max(ways, key=lambda one: one.candidate.together)
    whole = sum(one.candidate.together for one in ways)
    enough = whole >= _SPLIT * together and first.candidate.together >= _SPLIT_LEAST * together
    return first if len(ways) > 1 and enough else None


def goes_nowhere_else(targets: Targets, own: tuple[int, ...], longer: Judged) -> bool:
    """Tell whether the words a longer run adds hardly ever stand elsewhere."""
    return all(
        longer.candidate.together >= _EXCLUSIVE * len(targets.ngrams.texts_of(1, key))
        for key in _keys(targets, longer)
        if key not in own
    )


def _keys(targets: Targets, judged: Judged) -> tuple[int, ...]:
    return targets.keys_at(judged.candidate.start, judged.candidate.size)


def holds(longer: tuple[int, ...], run: tuple[int, ...]) -> bool:
    """Tell whether a run of keys has another in it."""
    return any(longer[at : at + len(run)] == run for at in range(len(longer) - len(run) + 1))
