"""Decides the lines of a scene together: each by its own signs, and by who spoke before."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from storyport.language.dialogue.weights import AFTER_QUESTION, CALL_LASTS, MANNER, NO_TURN, TURNS

__all__ = ["NOBODY", "Choice", "Heard", "Scored", "decode", "next_partner", "turn_points"]

NOBODY = -1
_BEAM = 6
_CANDIDATES = 6
_FAR_BEHIND = 7.0  # points behind the best with which nobody is considered
_SOFT = 1.6  # points that double the odds by about e: the scores are not quite log odds


class Heard(NamedTuple):
    """What of a line matters to who speaks next.

    Attributes:
        asks: whether it is a question. called, named: who is called in it, and spoken of.
    """

    asks: bool = False
    called: tuple[int, ...] = ()
    named: tuple[int, ...] = ()

    def after(self, before: Heard) -> Heard:
        """Return what is heard of two lines of one speech."""
        return Heard(self.asks, (*before.called, *self.called), (*before.named, *self.named))


class Scored(NamedTuple):
    """A line before it is decided.

    Attributes:
        scores: points by number, NOBODY among them. turn: how it follows the line before.
        unseen: points of one who is not among `scores`. heard: what matters to the next line.
    """

    scores: dict[int, float]
    turn: str
    unseen: float
    heard: Heard = Heard()


class Choice(NamedTuple):
    """Who speaks a line, how surely, and what the turns alone were worth for that one."""

    who: int
    confidence: float
    turned: float


class _State(NamedTuple):
    score: float
    last: int
    partner: int
    chosen: int
    back: _State | None


def decode(lines: Sequence[Scored]) -> list[Choice]:
    """Return the likeliest speakers of lines that follow each other.

    A beam search over (who spoke last, the other of the two who talk).
    """
    beam = [_State(0.0, NOBODY, NOBODY, NOBODY, None)]
    before: Heard | None = None
    for line in lines:
        beam = _advance(beam, line, before)
        before = line.heard
    path: list[_State] = []
    state: _State | None = beam[0]
    while state is not None and state.back is not None:
        path.append(state)
        state = state.back
    path.reverse()
    return [_choice(lines, path, place) for place in range(len(path))]


def _advance(beam: list[_State], line: Scored, before: Heard | None) -> list[_State]:
    best: dict[tuple[int, int], tuple[float, _State]] = {}
    floor = max(line.scores.values()) - _FAR_BEHIND
    candidates = [item for item in line.scores.items() if item[1] > floor]
    if len(candidates) > _CANDIDATES:
        candidates = nlargest(_CANDIDATES, candidates, key=itemgetter(1))
    turning, turn, scores = _Turning(line.turn, before), line.turn, line.scores
    worths = [turning.worth(who, points) for who, points in candidates]
    for state in beam:
        so_far, last, partner = state.score, state.last, state.partner
        options = worths
        if line.unseen > floor and (last not in scores or partner not in scores):
            missing = {who for who in (last, partner) if who >= 0 and who not in scores}
            options = [*worths, *(turning.worth(who, line.unseen) for who in missing)]
        for who, same, other, third in options:
            worth = same if who == last else other if who == partner else third
            key = (who, next_partner(turn, last, partner, who))
            if key not in best or best[key][0] < so_far + worth:
                best[key] = (so_far + worth, state)
    advanced = [
        _State(score, who, partner, who, state) for (who, partner), (score, state) in best.items()
    ]
    advanced.sort(key=itemgetter(0), reverse=True)
    return advanced[:_BEAM]


def next_partner(turn: str, last: int, partner: int, who: int) -> int:
    """Return the other of the two who talk once `who` has spoken."""
    if turn == "scene":
        return NOBODY
    if last in {who, NOBODY}:
        return partner
    # After more narration somebody else begins to talk with nobody knows whom.
    return NOBODY if turn == "later" and who != partner else last


class _Turning:
    """What the turns of a talk say for a speaker, prepared for one line."""

    def __init__(self, turn: str, before: Heard | None) -> None:
        worth = TURNS[turn]
        more = AFTER_QUESTION if before is not None and before.asks and worth.same < 1 else NO_TURN
        self._first = before is None
        self._same, self._partner = worth.same + more.same, worth.partner + more.partner
        self._third = worth.third
        self._called = before.called if before is not None else ()
        share = CALL_LASTS[turn]
        self._bonus: dict[int, float] = {}
        if before is not None and share:
            self._bonus = dict.fromkeys(before.named, MANNER["named_back"] * share)
            self._bonus |= dict.fromkeys(before.called, MANNER["called_back"] * share)

    def worth(self, who: int, points: float) -> tuple[int, float, float, float]:
        """Return a speaker with all points as the last speaker, as the partner, as a third."""
        return (
            who,
            points + self(who, NOBODY, who),
            points + self(NOBODY, who, who),
            points + self(NOBODY, NOBODY, who),
        )

    def __call__(self, last: int, partner: int, who: int) -> float:
        if who < 0 or self._first:
            return 0.0
        if who == last:
            return self._same
        points = self._bonus.get(who, 0.0)
        if who == partner and (not self._called or who in self._called):
            return points + self._partner
        return points + self._third


def turn_points(turn: str, before: Heard | None, last: int, partner: int) -> Callable[[int], float]:
    """Return a function from a speaker to what the turns of a talk alone say for that one.

    Args:
        turn: how the line follows the one before (see `weights.TURNS`).
        before: that line. last, partner: who spoke it, and the other of the two who talk.
    """
    turning = _Turning(turn, before)
    return lambda who: turning(last, partner, who)


def _choice(lines: Sequence[Scored], path: Sequence[_State], place: int) -> Choice:
    state, line = path[place], lines[place]
    assert state.back is not None  # noqa: S101  # the first state of all is not on the path
    before = lines[place - 1].heard if place else None
    after = lines[place + 1] if place + 1 < len(lines) else None
    follower = path[place + 1].chosen if after is not None else NOBODY
    last, partner = state.back.last, state.back.partner

    turning = _Turning(line.turn, before)
    following = _Turning(after.turn, line.heard) if after is not None else None

    def points(who: int, own: float) -> float:
        total = own + turning(last, partner, who)
        if following is not None:
            other = next_partner(line.turn, last, partner, who)
            total += following(who, other, follower)
        return total

    least = line.scores.get(state.chosen, line.unseen) - _FAR_BEHIND
    scored = {who: points(who, own) for who, own in line.scores.items() if own > least}
    scored.setdefault(state.chosen, points(state.chosen, line.unseen))
    top = scored[state.chosen]
    odds = sum(math.exp(min(20.0, (other - top) / _SOFT)) for other in scored.values())
    turned = points(state.chosen, 0.0)
    return Choice(state.chosen, 1.0 / odds, turned)
