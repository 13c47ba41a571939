"""chrF and BLEU as everybody counts them: by sacrebleu, with its signatures.

chrF: Popović 2015; BLEU: Papineni et al. 2002, by Post 2018. d-BLEU is BLEU over documents,
each joined into one line (Liu et al. 2020). Intervals and p-values are by paired bootstrap
resampling (Koehn 2004), 1,000 samples.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import estimate_ci

from storyport.kernel.locales import LocaleInfo

__all__ = ["Scores", "Scoring", "Tokenizer", "score_systems", "sentence_chrf", "tokenizer_of"]

_SAMPLES, _SEED = 1000, 12345
_AT_ONCE = 500
# More pieces than this are joined with their neighbours before they are resampled.
_PIECES = 1000
_FEWEST_PIECES = 10
_Metric = BLEU | CHRF
_Floats = npt.NDArray[np.float64]
_MECAB = {"ja": ("ja-mecab", "MeCab"), "ko": ("ko-mecab", "mecab_ko")}


@dataclass(frozen=True)
class Tokenizer:
    """How BLEU finds words: sacrebleu's name, and why it is this one where that must be said."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Scores:
    """What one system scores against the references, from 0 to 100.

    Attributes:
        chrf, bleu: over segments; bleu None where the segments do not match.
        d_bleu: over documents.
        chrf_interval, bleu_interval: half of the 95 % interval, None where there is too
            little text to resample.
        chrf_p, bleu_p: how likely chance alone makes such a difference from the first system.
    """

    chrf: float
    d_bleu: float
    bleu: float | None = None
    chrf_interval: float | None = None
    bleu_interval: float | None = None
    chrf_p: float | None = None
    bleu_p: float | None = None


@dataclass(frozen=True)
class Scoring:
    """All systems' scores, in the order given, and how they were counted."""

    scores: tuple[Scores, ...]
    signatures: dict[str, str]
    tokenizer: Tokenizer


def tokenizer_of(locale: LocaleInfo) -> Tokenizer:
    """Return the tokenizer for a target language."""
    language = locale.language
    if language in {"zh", "yue"}:
        return Tokenizer("zh")
    if language in _MECAB:
        name, module = _MECAB[language]
        if find_spec(module):
            return Tokenizer(name)
        note = f"BLEU counts characters: {name} needs sacrebleu's extra for {locale.name}."
        return Tokenizer("char", note)
    if not locale.spaced:
        note = f"BLEU counts characters: {locale.name} sets no spaces between words."
        return Tokenizer("char", note)
    return Tokenizer("13a")


def score_systems(
    systems: Sequence[Sequence[Sequence[str]]],
    references: Sequence[Sequence[Sequence[str]]],
    locale: LocaleInfo,
    *,
    matching: bool,
) -> Scoring:
    """Score systems against references.

    Args:
        systems, references: each a list of documents, each a list of segments; plain text,
            the same number of documents throughout.
        matching: whether the segments of a document match one to one as well.
    """
    tokenizer = tokenizer_of(locale)
    bleu, chrf = BLEU(tokenize=tokenizer.name), CHRF()
    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    joined = [[_joined(document) for document in each] for each in references]
    pieces = [_pieces(each, matching=matching) for each in references]
    tests = {"chrf": _Test(chrf), "bleu": _Test(bleu)}
    scores = []
    for system in systems:
        documents = [_joined(document) for document in system]
        ours = _pieces(system, matching=matching)
        found: dict[str, float | None] = {}
        if matching:
            for name, test in tests.items():
                found |= {f"{name}{part}": value for part, value in test.run(ours, pieces).items()}
        else:
            found["chrf"] = _score(chrf, _statistics(chrf, ours, pieces))
        d_bleu = _score(bleu, _statistics(bleu, documents, joined))
        scores.append(Scores(d_bleu=d_bleu, **found))  # type: ignore[arg-type]
    return Scoring(tuple(scores), _signatures(bleu, chrf, tests["chrf"]), tokenizer)


def _signatures(bleu: BLEU, chrf: CHRF, test: _Test) -> dict[str, str]:
    signatures = {"chrF": str(chrf.get_signature()), "d-BLEU": str(bleu.get_signature())}
    if test.groups:
        signatures["bootstrap"] = f"bs:{_SAMPLES}|seed:{_SEED}|pieces:{test.groups}"
    return signatures


class _Test:
    """Scores systems by one metric and tells, by resampling, how sure that is.

    Attributes:
        groups: how many pieces are resampled; 0 where they are too few.
    """

    def __init__(self, metric: _Metric) -> None:
        self.groups = 0
        self._metric = metric
        self._first: tuple[float, _Floats] | None = None

    def run(
        self, system: Sequence[str], references: Sequence[Sequence[str]]
    ) -> dict[str, float | None]:
        """Return the score under an empty name, `_interval`, and `_p` against the first system."""
        statistics = _statistics(self._metric, system, references)
        score = _score(self._metric, statistics)
        if len(statistics) < _FEWEST_PIECES:
            return {"": score}
        samples = self._samples(statistics)
        interval = estimate_ci(samples)[1]
        p = None
        if self._first is None:
            self._first = score, samples
        else:
            apart = np.abs(samples - self._first[1])
            further = np.sum(apart - apart.mean() > abs(score - self._first[0]))
            p = float((further + 1) / (len(samples) + 1))
        return {"": score, "_interval": float(interval), "_p": p}

    def _samples(self, statistics: _Floats) -> _Floats:
        """Return the scores of texts drawn from this one, piece by piece; the same ones each time."""
        size = -(-len(statistics) // _PIECES)
        groups = np.add.reduceat(statistics, np.arange(0, len(statistics), size))
        self.groups = len(groups)
        rng = np.random.default_rng(_SEED)
        drawn = rng.choice(len(groups), size=(_SAMPLES, len(groups)), replace=True)
        sums = (groups[places].sum(0) for places in drawn)
        return np.array([_score(self._metric, each[None]) for each in sums])


def _statistics(
    metric: _Metric, system: Sequence[str], references: Sequence[Sequence[str]]
) -> _Floats:
    """Return the counts that a score is made of, for each piece.

    Some pieces at a time: sacrebleu keeps the n-grams of all references it is given at once.
    """
    found = []
    for start in range(0, len(system), _AT_ONCE):
        ours = list(system[start : start + _AT_ONCE])
        truths = [list(each[start : start + _AT_ONCE]) for each in references]
        counts = metric._extract_corpus_statistics(ours, truths)  # noqa: SLF001 - no public way
        found.append(np.array(counts, np.float64))
    return np.concatenate(found)


def _score(metric: _Metric, statistics: _Floats) -> float:
    # Counts are whole numbers; one formula takes them as indices.
    total = [int(count) for count in statistics.sum(0)]
    return float(metric._compute_score_from_stats(total).score)  # noqa: SLF001 - no public way


def sentence_chrf(target: str, references: Sequence[str]) -> float:
    """Return chrF of one segment, from 0 to 100."""
    return float(CHRF().sentence_score(target, list(references)).score)


def _joined(segments: Sequence[str]) -> str:
    return " ".join(" ".join(segment.split()) for segment in segments if segment.strip())


def _pieces(documents: Sequence[Sequence[str]], *, matching: bool) -> list[str]:
    """Return what is scored as one: segments where they match, else whole documents."""
    if matching:
        return [" ".join(segment.split()) for document in documents for segment in document]
    return [_joined(document) for document in documents]
