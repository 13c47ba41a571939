"""How strongly a run of a translation goes with a form of the source.

The measure is the log-likelihood ratio of their counts over texts (Dunning, "Accurate Methods
for the Statistics of Surprise and Coincidence", 1993), as a share of what it would be if both
stood in the very same texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from storyport.language.renderings.corpus import Targets
from storyport.language.renderings.reading import Ints

__all__ = ["Candidate", "candidates_of", "strength"]

Floats = npt.NDArray[np.float64]

# A form in more texts than this is judged by some of them.
_TEXTS_MOST = 400
_KEPT, _KEPT_RARE, _RARE = 80, 400, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run that may be a form's rendering.

    Attributes:
        size: tokens. start: one place of it, in a text that has the form.
        together: texts that have both. anywhere: texts that have the run, unclaimed.
        strength: 0 to 1, how strongly they go together.
    """

    size: int
    start: int
    together: float
    anywhere: int
    strength: float


def strength(both: Floats, run: Floats, form: int, total: int) -> Floats:
    """Return how strongly runs go with a form, 1 for the very same texts, 0 for chance or less.

    Args:
        both: texts that have run and form. run: texts that have the run.
        form: texts that have the form. total: all texts.
    """
    full = np.asarray([float(form)])
    best = float(_likelihood(full, full, form, total)[0])
    return np.maximum(_likelihood(both, run, form, total) / max(best, 1e-9), 0.0)


def _likelihood(both: Floats, run: Floats, form: int, total: int) -> Floats:
    # One text more, with neither, so that a form of every text can be judged.
    total += 1
    without, others = total - run, total - form
    sum_ = (
        _cell(both, run * form / total)
        + _cell(run - both, run * others / total)
        + _cell(form - both, without * form / total)
        + _cell(total - form - run + both, without * others / total)
    )
    return np.where(both * total > run * form, sum_, 0.0)


def _cell(seen: Floats, expected: Floats) -> Floats:
    safe = np.maximum(seen, 1e-12)
    return np.where(seen > 0, seen * np.log(safe / np.maximum(expected, 1e-12)), 0.0)


def candidates_of(
    targets: Targets, texts: Ints, anywhere: Sequence[Ints], least: int = 1
) -> list[Candidate]:
    """Return the runs that go most strongly with a form, the strongest first.

    Args:
        targets: all target texts. texts: those whose sources have the form.
        anywhere: for each size less one, texts that have each run (`Ngrams.text_counts`).
        least: texts that must have both.
    """
    form = len(texts)
    some = texts if form <= _TEXTS_MOST else texts[:: -(-form // _TEXTS_MOST)]
    scale = form / len(some)
    tokens = targets.tokens_in(some)
    free = tokens[~targets.ngrams.masked[tokens]]
    found: list[Candidate] = []
    kept = _KEPT_RARE if form <= _RARE else _KEPT
    for size, counts in enumerate(anywhere, start=1):
        together, starts = _counted(targets, free, size, least)
        if not len(starts):
            break
        runs = counts[targets.ngrams.levels[size - 1].ids[starts]]
        both = np.minimum(together * scale, runs)
        scores = strength(both, runs.astype(np.float64), form, len(targets.texts))
        order = np.argsort(-scores, kind="stable")[:kept]
        found += [
            Candidate(size, *row)
            for row in zip(
                starts[order].tolist(),
                both[order].tolist(),
                runs[order].tolist(),
                scores[order].tolist(),
                strict=True,
            )
            if row[3] > 0
        ]
    found.sort(key=lambda one: (-one.strength, -one.size))
    return found


def _counted(targets: Targets, tokens: Ints, size: int, least: int) -> tuple[Floats, Ints]:
    """Return for each run of some tokens how many texts have it, and one place of it."""
    ngrams = targets.ngrams
    ids = ngrams.levels[size - 1].ids[tokens]
    starts = ngrams.free(size, tokens[ids >= 0])
    ids, texts = ngrams.levels[size - 1].ids[starts], ngrams.texts[starts]
    order = np.argsort(ids, kind="stable")
    ids, texts, starts = ids[order], texts[order], starts[order]
    new_run = np.append(True, ids[1:] != ids[:-1])[: len(ids)]
    new_text = (new_run | np.append(True, texts[1:] != texts[:-1])[: len(ids)]).astype(np.int64)
    first = np.flatnonzero(new_run)
    together = np.add.reduceat(new_text, first) if len(first) else new_text
    enough = together >= least
    return together[enough].astype(np.float64), starts[first[enough]]
