"""Collects the signs for each line: points for each of the cast, and where they come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.decoding import NOBODY, Heard
from storyport.language.dialogue.lines import Quote
from storyport.language.dialogue.reading import Clue, Manner, Mention
from storyport.language.dialogue.staging import Stage
from storyport.language.dialogue.weights import (
    CLUES,
    FAR,
    MANNER,
    PRESENCE,
    WITHIN_TALK,
    WRONG_GENDER,
)

__all__ = ["Evidence", "Paragraph", "gather"]

_OF_CROWD = 0.6  # of a clue's points, where a crowd acts and does not speak
_UNTOLD = 0.4  # of a tag's points, where it names nobody


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it: quotes with their manners, narration with its mentions."""

    text: str
    quotes: Sequence[Quote]
    mentions: Sequence[Mention]
    manners: Sequence[Manner]


@dataclass(slots=True)
class Evidence:
    """Points of the signs for one line.

    Attributes:
        scores: by number. presence: points for being there, of little weight inside a talk.
        strongest: the sign that gave most, by number.
        names: whom a tag names outright (a habit may be learned from such a line).
    """

    paragraph: int
    quote: Quote
    manner: Manner
    scores: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    strongest: dict[int, tuple[float, str]] = field(default_factory=dict)
    presence: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    names: int = NOBODY
    subject: int = NOBODY
    turn: str = "later"
    asks: bool = False

    def add(self, who: int, points: float, how: str) -> None:
        """Give points to one of the cast."""
        self.scores[who] += points
        if points > self.strongest.get(who, (0.0, ""))[0]:
            self.strongest[who] = (points, how)

    def totals(self) -> dict[int, float]:
        """Return all points: in the middle of a talk it says little who is there besides."""
        share = WITHIN_TALK if self.turn in {"next", "answered", "continued"} else 1.0
        whole = {who: points * share for who, points in self.presence.items()}
        for who, points in self.scores.items():
            whole[who] = whole.get(who, 0.0) + points
        return whole

    def why(self, who: int) -> tuple[float, str]:
        """Return the sign that gave most to somebody, and its points."""
        points, how = self.strongest.get(who, (0.0, "turn"))
        there = self.presence.get(who, 0.0)
        return (there, "present") if there > points else (points, how)

    def heard(self) -> Heard:
        """Return what matters to the line after."""
        return Heard(self.asks, self.manner.addressed, self.manner.named)


def gather(evidence: Evidence, clues: Iterable[tuple[str, Clue]], stage: Stage, cast: Cast) -> None:
    """Turn what was read around a line, and its own words, into points."""
    for place, clue in clues:
        _weigh(evidence, place, clue, stage, cast)
    _weigh_manner(evidence, stage, cast)
    _weigh_presence(evidence, stage, cast)


def _weigh(evidence: Evidence, place: str, clue: Clue, stage: Stage, cast: Cast) -> None:
    spoken_to = MANNER["spoken_to" if clue.how in {"tag", "late"} else "looked_at"]
    for who in clue.addressed:
        evidence.scores[who] += spoken_to
    points = CLUES.get((place, clue.how), 0.0) * FAR**clue.distance
    if clue.mention is None or clue.mention.sort == "crowd":
        _weigh_unnamed(evidence, place, clue, points, stage)
    else:
        _weigh_mention(evidence, place, clue, clue.mention, points, stage, cast)


def _weigh_unnamed(evidence: Evidence, place: str, clue: Clue, points: float, stage: Stage) -> None:
    if clue.how in {"unheard", "somebody"}:
        evidence.add(NOBODY, points, "crowd")
    elif clue.mention is not None and clue.how != "reaction":
        evidence.add(NOBODY, points * _OF_CROWD, "crowd")
    elif clue.mention is None and clue.how == "tag" and place != "above":
        # 笑道： without a subject means the subject of the sentences before.
        for who, share in stage.shares("", clue.addressed):
            evidence.add(who, points * _UNTOLD * share, "near")


def _weigh_mention(
    evidence: Evidence,
    place: str,
    clue: Clue,
    mention: Mention,
    points: float,
    stage: Stage,
    cast: Cast,
) -> None:
    if place == "below" and clue.how == "beat":
        points = _of_newcomer(mention, stage, points)
    points *= 1.0 if points < 0 or mention.subject >= 0.85 else max(0.3, mention.subject)
    meant = _meant(evidence, clue, mention, stage)
    for who, share in meant:
        evidence.add(who, points * share, _how(place, clue, mention, role=cast.is_role(who)))
    if mention.sort == "pronoun" and points > 4 and mention.gender:
        _exclude(evidence, mention.gender, stage, cast)
    if len(meant) == 1 and points > 2:
        evidence.subject = meant[0][0]
        stage.spoken.add(evidence.subject)
        if clue.how == "tag" and points > 4 and mention.sort in {"name", "role"}:
            evidence.names = evidence.subject


def _meant(
    evidence: Evidence, clue: Clue, mention: Mention, stage: Stage
) -> list[tuple[int, float]]:
    said = {*evidence.manner.alone, *evidence.manner.introduced}
    if mention.sort == "role" and len(said) == 1:
        return [(said.pop(), 1.0)]  # “戈。”那人说。
    return stage.means(mention, clue.addressed)


def _of_newcomer(mention: Mention, stage: Stage, points: float) -> float:
    """Return what the paragraph after a line tells: who is new there may have spoken it."""
    new = mention.sort in {"name", "role"} and mention.subject >= 0.9
    if new and not any(who in stage.salience for who in mention.who):
        return CLUES["below", "newcomer"]
    return points


def _how(place: str, clue: Clue, mention: Mention, *, role: bool) -> str:
    if mention.sort == "pronoun":
        return "pronoun"
    if mention.sort == "self":
        return "narrator"
    if role:
        return "role"
    if clue.how in {"tag", "late"}:
        return "tag"
    return "near" if place == "above" else "beat"


def _exclude(evidence: Evidence, gender: str, stage: Stage, cast: Cast) -> None:
    for who in stage.salience:
        if cast.genders[who] not in {"", gender}:
            evidence.scores[who] += WRONG_GENDER
    evidence.scores[NOBODY] -= 2.0


def _weigh_manner(evidence: Evidence, stage: Stage, cast: Cast) -> None:
    manner = evidence.manner
    for who in set(manner.addressed):
        evidence.scores[who] += MANNER["addressed"]
    for who in set(manner.named) - set(manner.addressed):
        evidence.scores[who] += MANNER["named"]
    for who in set(manner.introduced):
        evidence.add(who, MANNER["introduced"], "manner")
    for who in set(manner.alone):
        evidence.add(who, MANNER["answers_name"], "manner")
    if manner.gender:
        for who in stage.salience:
            if cast.genders[who] not in {"", manner.gender}:
                evidence.scores[who] += MANNER["self_gender"]


def _weigh_presence(evidence: Evidence, stage: Stage, cast: Cast) -> None:
    for who, value in stage.salience.items():
        points = PRESENCE["salient"] * value / (value + 1.0)
        if cast.is_role(who) and who != cast.narrator:
            points = PRESENCE["role"] + (points if who in stage.spoken else 0.0)
        evidence.presence[who] += points
    evidence.scores[NOBODY] += PRESENCE["nobody"]
