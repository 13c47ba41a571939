"""Reads clauses of Chinese narration: what they are about, what they tell of a quote."""

from __future__ import annotations

from collections.abc import Sequence

from storyport.language.dialogue.chinese_patterns import (
    APPEARS,
    BESIDE,
    BOUNDARY,
    CLAUSE_EDGES,
    FINISHED,
    HAN,
    HEARS,
    KIN_AFTER,
    LEAD_IN,
    OBJECT,
    PART,
    SAYS,
    SILENT,
    STARTLED,
    THINKS,
    VERB_NEXT,
)
from storyport.language.dialogue.reading import Clue, Mention

__all__ = [
    "clause_start",
    "leading",
    "objects",
    "read_after",
    "stands_alone",
    "subject_weight",
    "unnamed",
]


def read_after(text: str, start: int, last: int, inside: list[Mention], words: str) -> Clue:
    """Return what the sentence after a quote tells; `inside` are its mentions."""
    first_clause = BOUNDARY.search(text, start, last)
    clause_end = first_clause.start() if first_clause else last
    subject = leading([mention for mention in inside if mention.start < clause_end])
    late = subject is None
    if subject is None:
        if SAYS.search(text, start, clause_end) and not FINISHED.match(text[start:clause_end]):
            return Clue(None, "tag", 0, tuple(who for mention in inside for who in mention.who))
        subject = leading(inside)
    if subject is None:
        return Clue(None, "none")
    if subject.sort == "crowd":
        says = SAYS.search(text, subject.end, last)
        return Clue(subject, unnamed(text, subject, says=True) if says else "reaction")
    others = [
        m.start
        for m in inside
        if m.start > subject.start
        and m.subject >= 0.5
        and m.who != subject.who
        and m.sort != "pronoun"
    ]
    end = others[0] if others else last
    how = _does(text, start, subject.end, end, words)
    if how != "reaction" and late:
        how = "late"
    return Clue(subject, how, 0, objects(inside, subject))


def _does(text: str, start: int, place: int, end: int, words: str) -> str:
    """Return whether a subject speaks, hears or acts in the words from `place` on."""
    if HEARS.search(text, start, end) or SILENT.search(text, place, end):
        return "reaction"
    if SAYS.search(text, place, end) or THINKS.search(text, place, end):
        return "tag"
    exclaims = len(words) < 10 and words[-1:] in {"？", "?", "！", "!", "…"}
    return "reaction" if STARTLED.search(text, place, end) and not exclaims else "beat"


def unnamed(text: str, subject: Mention, *, says: bool) -> str:
    """Return how a crowd or somebody speaks, "" for anybody else."""
    if subject.sort != "crowd":
        return ""
    if not says:
        return "none"
    return "somebody" if text.startswith("有人", subject.start) else "unheard"


def leading(mentions: Sequence[Mention]) -> Mention | None:
    """Return what the words are about: the first sure subject, else the likeliest."""
    best: Mention | None = None
    for mention in mentions:
        if mention.subject >= 0.9:
            return mention
        if mention.subject >= 0.5 and (best is None or mention.subject > best.subject):
            best = mention
    return best


def objects(mentions: Sequence[Mention], subject: Mention) -> tuple[int, ...]:
    """Return who is only looked at or spoken to."""
    return tuple(
        who
        for mention in mentions
        if mention.subject < 0.2 and mention.who != subject.who
        for who in mention.who
    )


def clause_start(text: str, place: int) -> int:
    """Return where the clause around a place begins."""
    start = place
    while start and text[start - 1] not in CLAUSE_EDGES:
        start -= 1
    return start


def subject_weight(text: str, clause: int, start: int, end: int) -> float:
    """Return how surely a mention is what its clause is about, 0 to 1."""
    weight = _subject_before(text, clause, start)
    if weight < 1 and (end == len(text) or text[end] in CLAUSE_EDGES):
        return 0.1 if not APPEARS.search(text, clause, start) else 0.9
    if weight >= 0.5 and BESIDE.match(text, end):
        return 0.1
    if weight >= 0.5 and PART.match(text, end):
        return 0.85 * weight
    if weight >= 0.5 and text.startswith("的", end):
        return 0.1 if KIN_AFTER.match(text, end) else 0.6 * weight
    if weight >= 0.5 and KIN_AFTER.match(text, end) and text[start:end] in {"他", "她", "我"}:
        return 0.1
    return weight


def _subject_before(text: str, clause: int, start: int) -> float:
    if clause == start:
        return 1.0
    prefix = text[clause:start]
    if APPEARS.search(prefix):
        return 0.9
    if len(prefix) <= 16 and LEAD_IN.fullmatch(prefix):
        return 0.95
    if prefix[-1] in OBJECT:
        return 0.1
    if len(prefix) <= 6 and not OBJECT.intersection(prefix):
        return 0.75  # 司礼监掌印高让
    return 0.6 if len(prefix) <= 4 else 0.4


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether one character is a name here and no part of a word."""
    before = text[start - 1 : start]
    return not HAN.match(before) or VERB_NEXT.match(text, end) is not None
