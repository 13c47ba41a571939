"""What tagged lines teach about the others: who calls 师父, who says 老夫, who talks much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from storyport.language.dialogue.decoding import NOBODY
from storyport.language.dialogue.evidence import Evidence
from storyport.language.dialogue.weights import MANNER, PRESENCE

__all__ = ["learn_habits", "learn_talkers"]

_ENOUGH, _ENOUGH_LINES = 3, 5  # uses of a word, lines of a speaker, before silence tells anything


def learn_habits(lines: Sequence[Evidence]) -> None:
    """Learn who uses which words from lines with a tag, and give points to the others' speakers."""
    habits: defaultdict[str, Counter[int]] = defaultdict(Counter)
    told: Counter[int] = Counter()
    for line in lines:
        if line.names != NOBODY:
            told[line.names] += 1
            for word in {*line.manner.called, *line.manner.selves}:
                habits[word][line.names] += 1
    for line in lines:
        if line.names == NOBODY:
            for word in {*line.manner.called, *line.manner.selves} & habits.keys():
                _use(line, habits[word], told, own=word in line.manner.selves)


def _use(line: Evidence, users: Counter[int], told: Counter[int], *, own: bool) -> None:
    total = users.total()
    yes, no = ("own_word", "not_own_word") if own else ("habit", "not_habit")
    for who in {*line.scores, *line.presence}:
        if users[who]:
            line.add(who, MANNER[yes] * (users[who] / total) ** 0.5, "manner")
        elif who >= 0 and total >= _ENOUGH and told[who] >= (1 if own else _ENOUGH_LINES):
            line.scores[who] += MANNER[no]


def learn_talkers(lines: Sequence[Evidence]) -> None:
    """Learn who talks much, as a share of the one who talks most."""
    talks = Counter(line.subject for line in lines if line.subject != NOBODY)
    most = max(talks.values(), default=1)
    for line in lines:
        for who in line.presence:
            line.presence[who] += PRESENCE["talks"] * talks[who] / most
