"""Fits the weights by which places and groups are told, and shows what they do to works unseen.

    .venv/bin/python -m benchmarks.learn.fit_names              # one work left out at a time
    .venv/bin/python -m benchmarks.learn.fit_names --write      # fit to all, write the table

Every candidate of every annotated story is one example: its figures, and whether it is a name of a
place or a group there. A log-linear model with a strong penalty on its squared weights is fitted
by Newton's method. To be judged, a work is learned from with weights that were fitted without it.
What is a name's beginning (恒屿 of 恒屿集团) is no example, for it may be a name as well.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import numpy.typing as npt
from tests.language.names.settings import SETTINGS

from benchmarks.learn.score import Score, Truth, lexicon_of, passages_of, score, truths_of
from storyport.kernel.locales import parse_locale
from storyport.language.names import LearnedName, Passage, learn_names, place_weights, places
from storyport.language.simplified import simplified

_HERE = Path(__file__).resolve().parent
_SAMPLE = _HERE.parents[1] / "examples" / "ink-and-cloud"
_TABLE = Path(place_weights.__file__)
_KINDS = frozenset({"place", "faction"})
_PENALTY = 10.0
_ROUNDS = 3  # what is found decides what else is looked at, so the table is fitted again
_STEPS, _STILL = 50, 1e-6

Numbers = npt.NDArray[np.float64]
Weights = dict[str, float]


@dataclass(frozen=True)
class Story:
    """An annotated story; `group` is what its score is added to."""

    name: str
    group: str
    source: str
    passages: tuple[Passage, ...]
    truths: tuple[Truth, ...]

    def learned(self) -> list[LearnedName]:
        locale = parse_locale(self.source)
        names = learn_names(self.passages, locale, lexicon=lexicon_of(locale)).names
        whole = any(truth.kind == "character" for truth in self.truths)
        return [name for name in names if whole or name.kind == "place"]


@dataclass(frozen=True)
class Examples:
    """Candidates of all stories: the figures by sign, whether each is a name, and whose it is."""

    signs: tuple[str, ...]
    figures: Numbers
    names: Numbers
    stories: npt.NDArray[np.str_]

    def weights(self, without: str = "") -> Weights:
        """Fit to all stories but one."""
        chosen = self.stories != without
        fitted = fit(self.figures[chosen], self.names[chosen])
        return dict(zip(("always", *self.signs), fitted.tolist(), strict=True))


def stories() -> Iterator[Story]:
    for folder in sorted((_HERE / "annotated" / "dev").iterdir()):
        data = json.loads((folder / "annotation.json").read_text(encoding="utf-8"))
        passages = tuple(passages_of(folder.glob("chapter-*.txt")))
        truths = tuple(truths_of(data["entities"]))
        yield Story(folder.name, "works", data["source"], passages, truths)
    data = json.loads((_SAMPLE / "bible.json").read_text(encoding="utf-8"))
    passages = tuple(passages_of(_SAMPLE.glob("*.txt")))
    yield Story("sample", "sample", "zh-Hans", passages, tuple(truths_of(data["entries"])))
    texts = json.loads((_HERE / "annotated" / "passages.json").read_text(encoding="utf-8"))
    for text in texts:
        yield _short("passages", text["genre"], text["text"], text["places"], text["groups"])
    for one in SETTINGS:
        yield _short("settings", one.genre, one.text, one.places.split(), one.groups.split())


def _short(
    group: str, genre: str, text: str, of_place: Sequence[str], of_group: Sequence[str]
) -> Story:
    lines = [line for line in text.splitlines() if line.strip()]
    passages = tuple(Passage(1, number, line) for number, line in enumerate(lines, 1))
    kinds = [(name, "place") for name in of_place] + [(name, "faction") for name in of_group]
    truths = tuple(Truth(name, kind, "", frozenset([name])) for name, kind in kinds)
    source = "zh-Hant" if "traditional" in genre else "zh-Hans"
    return Story(f"{group}: {genre}", group, source, passages, truths)


def gather(all_stories: Sequence[Story]) -> Examples:
    """Learn from every story with the table as it is, and keep all candidates."""
    rows: list[tuple[str, dict[str, float], bool]] = []
    for story in all_stories:
        true = {simplified(form) for t in story.truths if t.kind in _KINDS for form in t.forms}
        for text, signs in _candidates(story).items():
            begins = any(form.startswith(text) for form in true)
            if text in true or not begins:
                rows.append((story.name, signs, text in true))
    every = tuple(sorted({sign for _, row, _ in rows for sign in row} - {"always"}))
    figures = np.array([[row.get(sign, 0.0) for sign in every] for _, row, _ in rows])
    names = np.array([float(is_name) for _, _, is_name in rows])
    return Examples(every, figures, names, np.array([name for name, _, _ in rows]))


def _candidates(story: Story) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    plain = places.candidates_of

    def recorded(*arguments: object) -> Iterator[object]:
        for gram, signs in plain(*arguments):  # type: ignore[arg-type]
            found[gram.text] = signs
            yield gram, signs

    with mock.patch.object(places, "candidates_of", recorded):
        story.learned()
    return found


def fit(figures: Numbers, names: Numbers) -> Numbers:
    """Return the weights, the constant first; each is held back by how much its figure varies."""
    spread = figures.std(axis=0)
    spread[spread == 0.0] = 1.0
    rows = np.hstack([np.ones((len(names), 1)), figures / spread])
    penalty = np.full(rows.shape[1], _PENALTY)
    penalty[0] = _STILL
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        odds = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (names - odds) - penalty * weights
        bend = (rows * (odds * (1.0 - odds))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < _STILL:
            break
    return np.concatenate([weights[:1], weights[1:] / spread])


def leave_one_out(all_stories: Sequence[Story], examples: Examples) -> None:
    """Print the score of every work under weights that were fitted without it."""
    totals: dict[str, Score] = {}
    for story in all_stories:
        fitted = examples.weights(without=story.name)
        with mock.patch.dict(place_weights.WEIGHTS, fitted, clear=True):
            result = score(story.learned(), list(story.truths))
        totals.setdefault(story.group, Score()).add(result)
        if story.group == "works":
            print(result.line(story.name))
    for group, total in totals.items():
        print(total.line(group))


def write(weights: Weights) -> None:
    """Put the numbers into the table; its order and comments stay."""
    text = _TABLE.read_text(encoding="utf-8")
    for sign in place_weights.WEIGHTS:
        number = f"{weights.pop(sign, 0.0):.2f}"
        text = re.sub(rf'(    "{re.escape(sign)}": )[-\d.]+', rf"\g<1>{number}", text)
    _TABLE.write_text(text, encoding="utf-8")
    if weights:
        print("not in the table:", ", ".join(sorted(weights)), file=sys.stderr)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args(arguments)
    all_stories = list(stories())
    if not options.write:
        leave_one_out(all_stories, gather(all_stories))
        return 0
    fitted: Weights = dict(place_weights.WEIGHTS)
    for _ in range(_ROUNDS):
        with mock.patch.dict(place_weights.WEIGHTS, fitted, clear=True):
            fitted = gather(all_stories).weights()
    write(fitted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
