from __future__ import annotations

import random

import pytest
import sacrebleu
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest
from tests.corpus import real_file

from storyport.checks.evaluation.metrics import score_systems, sentence_chrf, tokenizer_of
from storyport.kernel.locales import parse_locale

_EN, _ZH = parse_locale("en"), parse_locale("zh-Hans")
_LINES = [
    "The old man put the inkstone on the table and said nothing.",
    "Lin Feng walked into the yard; nobody was there.",
    "“It is not mine,” she said.",
    "They had waited for three years, and now it was over.",
]


def _worse(lines: list[str], seed: int, share: float = 0.2) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(word for word in line.split() if rng.random() > share) for line in lines]


def _truth(count: int = 40) -> list[str]:
    return [f"{line} ({n})" for n in range(count // 4) for line in _LINES]


def test_scores_are_sacrebleus_own():
    truth = _truth()
    ours = _worse(truth, 1)
    (scores,) = score_systems([[ours]], [[truth]], _EN, matching=True).scores
    assert scores.bleu == pytest.approx(sacrebleu.corpus_bleu(ours, [truth]).score)
    assert scores.chrf == pytest.approx(sacrebleu.corpus_chrf(ours, [truth]).score)
    joined = sacrebleu.corpus_bleu([" ".join(ours)], [[" ".join(truth)]]).score
    assert scores.d_bleu == pytest.approx(joined)
    assert sentence_chrf(ours[0], truth[:1]) == sacrebleu.sentence_chrf(ours[0], truth[:1]).score


def test_intervals_and_p_values_are_sacrebleus_own():
    truth = _truth()
    systems = [_worse(truth, 1), _worse(truth, 2, 0.3)]
    scoring = score_systems([[each] for each in systems], [[truth]], _EN, matching=True)
    named = [(str(n), each) for n, each in enumerate(systems)]
    metrics = {"BLEU": BLEU(), "chrF": CHRF()}
    _, found = PairedTest(named, metrics, [truth], test_type="bs", n_samples=1000)()
    bleu, chrf = (found[name] for name in list(found)[1:])
    for ours, b, c in zip(scoring.scores, bleu, chrf, strict=True):
        assert ours.bleu_interval == pytest.approx(b.ci, rel=1e-3)
        assert ours.chrf_interval == pytest.approx(c.ci, rel=1e-3)
        assert (ours.bleu_p, ours.chrf_p) == (b.p_value, c.p_value)
    assert scoring.signatures["bootstrap"] == "bs:1000|seed:12345|pieces:40"


def test_many_pieces_are_resampled_in_groups(monkeypatch):
    monkeypatch.setattr("storyport.checks.evaluation.metrics._PIECES", 15)
    monkeypatch.setattr("storyport.checks.evaluation.metrics._AT_ONCE", 7)
    truth = _truth()
    scoring = score_systems([[_worse(truth, 1)]], [[truth]], _EN, matching=True)
    assert scoring.signatures["bootstrap"] == "bs:1000|seed:12345|pieces:14"
    own = sacrebleu.corpus_bleu(_worse(truth, 1), [truth]).score
    assert scoring.scores[0].bleu == pytest.approx(own)


def test_a_few_pieces_are_not_resampled():
    (scores,) = score_systems([[_LINES]], [[_LINES]], _EN, matching=True).scores
    assert scores.chrf == pytest.approx(100)
    assert scores.chrf_interval is None


def test_documents_that_do_not_match_are_scored_whole():
    ours, truth = [[_LINES[0] + " " + _LINES[1]], _LINES[2:]], [_LINES[:2], _LINES[2:]]
    (scores,) = score_systems([ours], [truth], _EN, matching=False).scores
    assert (scores.bleu, scores.chrf_interval) == (None, None)
    assert (round(scores.chrf), round(scores.d_bleu)) == (100, 100)


def test_several_references_help():
    one, other = _worse(_LINES, 1), _worse(_LINES, 2)
    alone = score_systems([[_LINES]], [[one]], _EN, matching=True).scores[0]
    both = score_systems([[_LINES]], [[one], [other]], _EN, matching=True)
    assert both.scores[0].chrf >= alone.chrf
    assert both.signatures["chrF"].startswith("nrefs:2|")


def test_nothing_in_common_scores_nothing():
    (scores,) = score_systems([[["xyz"] * 12]], [[["山"] * 12]], _ZH, matching=True).scores
    assert (scores.chrf, scores.d_bleu, scores.bleu) == (0.0, 0.0, 0.0)
    (scores,) = score_systems([[[""] * 12]], [[["山水"] * 12]], _ZH, matching=True).scores
    assert scores.chrf == 0.0


@pytest.mark.parametrize(
    ("locale", "name", "noted"),
    [("en", "13a", False), ("zh-Hant", "zh", False), ("th", "char", True), ("ar", "13a", False)],
)
def test_the_tokenizer_fits_the_language(locale, name, noted):
    found = tokenizer_of(parse_locale(locale))
    assert (found.name, bool(found.note)) == (name, noted)


@pytest.mark.parametrize("locale", ["ja", "ko"])
def test_without_a_dictionary_characters_are_counted(monkeypatch, locale):
    monkeypatch.setattr("storyport.checks.evaluation.metrics.find_spec", lambda _: None)
    found = tokenizer_of(parse_locale(locale))
    assert found.name == "char"
    assert "extra" in found.note


def test_figures_on_real_lines_are_sacrebleus_own():
    path = real_file("flores/zh-en/flores-dev.en")
    truth = path.read_text(encoding="utf-8").splitlines()[:200]
    ours = _worse(truth, 5)
    (scores,) = score_systems([[ours]], [[truth]], _EN, matching=True).scores
    assert scores.bleu == pytest.approx(sacrebleu.corpus_bleu(ours, [truth]).score)
    assert scores.chrf == pytest.approx(sacrebleu.corpus_chrf(ours, [truth]).score)
