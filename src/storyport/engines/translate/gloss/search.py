"""Beam search over many sentences at once: which renderings read best one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from storyport.engines.translate.gloss.lattice import Options, Weights
from storyport.engines.translate.gloss.trigrams import Floats, Ints, Trigrams

__all__ = ["Beam"]

_NOTHING = np.float32(-1e9)


@dataclass
class _State:
    """Where `beam` hypotheses of each sentence stand: their last two words and their scores."""

    last: Ints
    before: Ints
    scores: Floats


class Beam:
    """The search.

    Args:
        width: hypotheses kept of each sentence. together: sentences searched at once.
    """

    def __init__(
        self, model: Trigrams, weights: Weights, width: int = 8, together: int = 48
    ) -> None:
        self._model, self._weights = model, weights
        self._width, self._together = width, together

    def best(self, sentences: Sequence[Sequence[Options]]) -> list[list[int]]:
        """Return for each sentence the number of the option taken in each place."""
        order = sorted(range(len(sentences)), key=lambda number: -len(sentences[number]))
        answers: list[list[int]] = [[] for _ in sentences]
        for start in range(0, len(order), self._together):
            chosen = order[start : start + self._together]
            for number, path in zip(
                chosen, self._search([sentences[number] for number in chosen]), strict=True
            ):
                answers[number] = path
        return answers

    def _search(self, sentences: list[Sequence[Options]]) -> list[list[int]]:
        """Search sentences that are sorted by length, the longest first."""
        count, width = len(sentences), self._width
        state = _State(
            np.full((count, width), self._model.begin),
            np.full((count, width), -1),
            np.full((count, width), _NOTHING, dtype=np.float32),
        )
        state.scores[:, 0] = 0.0
        trail: list[tuple[Ints, Ints]] = []
        ended: dict[int, Floats] = {}
        lengths = [len(sentence) for sentence in sentences]
        for place in range(lengths[0] if lengths else 0):
            active = sum(length > place for length in lengths)
            for number in range(active, len(state.scores)):
                ended[number] = state.scores[number]
            state = _State(state.last[:active], state.before[:active], state.scores[:active])
            state, back, taken = self._step(
                state, [sentence[place] for sentence in sentences[:active]]
            )
            trail.append((back, taken))
        for number in range(len(state.scores)):
            ended[number] = state.scores[number]
        return [
            self._path(trail, number, lengths[number], ended[number]) for number in range(count)
        ]

    def _path(
        self, trail: list[tuple[Ints, Ints]], number: int, length: int, scores: Floats
    ) -> list[int]:
        hypothesis = int(np.argmax(scores)) if length else 0
        path = []
        for back, taken in reversed(trail[:length]):
            path.append(int(taken[number, hypothesis]))
            hypothesis = int(back[number, hypothesis])
        return path[::-1]

    def _step(self, state: _State, places: list[Options]) -> tuple[_State, Ints, Ints]:
        """Extend every hypothesis by every option and keep the best that differ in what follows."""
        count, most = len(places), max(len(place.costs) for place in places)
        words = np.full((count, most, 5), -2)
        costs = np.full((count, most), -_NOTHING, dtype=np.float32)
        for row, place in enumerate(places):
            words[row, : len(place.costs)] = place.words
            costs[row, : len(place.costs)] = place.costs
        scores = self._scores(state, words, costs)
        length = words[:, None, :, 4]
        last = np.where(length == 0, state.last[:, :, None], words[:, None, :, 3])
        before = np.where(
            length == 0,
            state.before[:, :, None],
            np.where(length == 1, state.last[:, :, None], words[:, None, :, 2]),
        )
        shape = (count, -1)
        return self._pruned(scores.reshape(shape), last.reshape(shape), before.reshape(shape), most)

    def _scores(self, state: _State, words: Ints, costs: Floats) -> Floats:
        model = self._model
        first, second, length = words[:, :, 0], words[:, :, 1], words[:, :, 4]
        # The first word after what the hypothesis ends with.
        before, last = state.before[:, :, None], state.last[:, :, None]
        shape = (*state.last.shape, words.shape[1])
        one = np.broadcast_to(first[:, None, :], shape)
        history = np.broadcast_to(last, shape)
        backoff = model.pair_backoff(model.pair_places(state.before, state.last))[:, :, None]
        places = model.pair_places(history, one)
        pair = model.pair_score(history, one, places)
        gained = np.where(
            one == -2,
            np.float32(0.0),
            model.score(np.broadcast_to(before, shape), places, pair, backoff),
        )
        # The second word of the option after its first.
        if (second != -2).any():
            inner_places = model.pair_places(first, second)
            inner = model.pair_score(first, second, inner_places)[:, None, :]
            followed = model.score(
                history,
                np.broadcast_to(inner_places[:, None, :], shape),
                inner,
                model.pair_backoff(places),
            )
            gained = gained + np.where((length >= 2)[:, None, :], followed, np.float32(0.0))
        total = state.scores[:, :, None] + self._weights.model * gained - costs[:, None, :]
        return total.astype(np.float32, copy=False)

    def _pruned(
        self, scores: Floats, last: Ints, before: Ints, most: int
    ) -> tuple[_State, Ints, Ints]:
        """Keep the best, of those that end in the same two words only one."""
        width = self._width
        # Stable, so that a sentence comes out the same whatever it is searched beside.
        rough = np.argsort(-scores, axis=1, kind="stable")[:, : width * 3]
        ends = np.take_along_axis((last << 20) + before, rough, axis=1)
        again = np.tril(ends[:, :, None] == ends[:, None, :], -1).any(axis=2)
        kept = np.argsort(again, axis=1, kind="stable")[:, :width]
        chosen = np.take_along_axis(rough, kept, axis=1)
        score = np.take_along_axis(scores, chosen, axis=1)
        score[np.take_along_axis(again, kept, axis=1)] = _NOTHING
        lacking = width - chosen.shape[1]
        if lacking > 0:
            chosen = np.pad(chosen, ((0, 0), (0, lacking)))
            score = np.pad(score, ((0, 0), (0, lacking)), constant_values=_NOTHING)
        state = _State(
            np.take_along_axis(last, chosen, axis=1),
            np.take_along_axis(before, chosen, axis=1),
            score.astype(np.float32),
        )
        return state, chosen // most, chosen % most
