"""What each sign of a speaker is worth, in points (about log odds); all in one place.

Set by reason and by a few annotated chapters; no sign is worth more in one text than in another.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "AFTER_QUESTION",
    "CALL_LASTS",
    "CLUES",
    "EPITHET",
    "FAR",
    "LEAST_CONFIDENCE",
    "MANNER",
    "MOST_CONFIDENCE",
    "NEW_EPITHET",
    "NO_TURN",
    "PRESENCE",
    "PRONOUN_STEPS",
    "TURNS",
    "UNKNOWN_GENDER",
    "WITHIN_TALK",
    "WRONG_GENDER",
    "Turn",
]

CLUES = {
    # Narration before a quote, in its paragraph or ending the one before.
    ("before", "tag"): 9.0,  # 林风冷冷地说：“…”
    ("before", "beat"): 5.0,  # 林风放下碗。“…”
    ("before", "silent"): 1.0,  # 林风没有说话。“…”
    ("above", "tag"): 8.0,  # 林风说： and the quote in the next paragraph
    ("above", "first"): 0.7,  # what that paragraph begins with
    ("above", "alone"): 1.8,  # the one whom all of it is about
    ("above", "beat"): 0.9,  # 林风放下碗。 and the quote in the next paragraph
    ("above", "silent"): -0.3,
    # Narration after a quote.
    ("after", "tag"): 9.0,  # “…”林风说。
    ("after", "late"): 2.5,  # “…”声音不高，林风却…
    ("after", "beat"): 3.5,  # “…”林风放下碗。
    ("after", "reaction"): -2.5,  # “…”林风愣住了。
    ("below", "tag"): 7.0,  # “…” and in the next paragraph: 说话的是林风。
    ("below", "reaction"): -1.5,  # and in the next paragraph: 林风没有说话。
    ("below", "beat"): -0.4,
    ("below", "newcomer"): 2.6,  # who comes in after a voice was heard
    # Between two quotes of one paragraph.
    ("between", "tag"): 9.0,
    ("between", "late"): 3.5,
    ("between", "beat"): 5.5,
    ("between", "reaction"): -1.5,
    # Nobody in particular: 有人喊, 众人齐声道.
    ("before", "somebody"): 5.0,  # 有人说: who, the next words may tell
    ("after", "somebody"): 5.0,
    ("between", "somebody"): 3.0,
    ("above", "somebody"): 3.0,
    ("before", "unheard"): 8.0,
    ("after", "unheard"): 8.0,
    ("between", "unheard"): 8.0,
    ("above", "unheard"): 5.0,
    ("below", "unheard"): 5.0,
}
FAR = 0.6  # a clue is worth so much less for each sentence between it and the quote

# He and she: the points of a clue go to those it may mean, the likeliest first.
PRONOUN_STEPS = (1.0, 0.7, 0.5, 0.4)
EPITHET = 0.8  # of the points of a clue, for those whom 少年 may mean
NEW_EPITHET = 0.45  # for the word itself, as somebody who has no name yet
WRONG_GENDER = -5.0
UNKNOWN_GENDER = 0.8  # of the points of one whose gender is known to agree

MANNER = {
    "addressed": -6.0,  # 林风，你… is not said by 林风
    "spoken_to": -4.0,  # 她对林风说
    "looked_at": -0.8,  # 她看着林风。
    "named": -1.5,  # few speak of themselves by name
    "introduced": 5.0,  # 我叫林风
    "self_gender": -4.0,  # 老夫 is not said by a woman
    "called_back": 2.4,  # the one called in the line before answers
    "named_back": 0.5,  # so does, less surely, one who was only named in it
    "answers_name": 3.0,  # “谁？” “戈。”
    "own_word": 3.5,  # 朕, 奴婢: as used by this speaker elsewhere
    "not_own_word": -2.0,
    "habit": 2.2,  # 师父 is what this speaker calls, 老夫 what this speaker calls himself
    "not_habit": -1.2,
}

PRESENCE = {
    "salient": 1.7,  # at most, for one who is named all the time
    "soon": 0.5,  # named in the next paragraphs
    "role": -1.0,  # a role word against a person
    "nobody": -4.0,  # no speaker in particular, without a sign of that
    "absent": -1.5,
    "talks": 0.5,  # at most, for the one who talks most
}


WITHIN_TALK = 0.5  # of the points of presence, for a line in the middle of a talk


class Turn(NamedTuple):
    """What a line's place after the one before is worth.

    Attributes:
        same: for the speaker of the line before. partner: for the other of the two who talk.
        third: for anybody else.
    """

    same: float
    partner: float
    third: float


# The share of points becomes a confidence between these two (as counted on annotated chapters).
LEAST_CONFIDENCE, MOST_CONFIDENCE = 0.3, 0.95

NO_TURN = Turn(0.0, 0.0, 0.0)
TURNS = {
    "unclosed": Turn(9.0, -3.0, -3.0),  # the paragraph before ended without a closing mark
    "continued": Turn(4.5, -1.5, -1.5),  # same paragraph, the narrator only breaks in
    "same paragraph": Turn(0.5, 0.0, 0.0),  # same paragraph, another subject in between
    "answered": Turn(-3.0, 2.0, 0.0),  # quotes side by side in one paragraph
    "next": Turn(-3.0, 2.4, 0.0),  # next paragraph, nothing in between
    "told": Turn(-0.3, 0.8, 0.0),  # one paragraph of narration in between
    "later": Turn(0.0, 0.3, 0.0),  # more narration in between
    "scene": Turn(0.0, 0.0, 0.0),
}
AFTER_QUESTION = Turn(-1.0, 0.6, 0.0)  # more, where the line before asks
# How much of a call is left when the next line comes.
CALL_LASTS = {
    "unclosed": 0.0,
    "continued": 0.0,
    "same paragraph": 0.5,
    "answered": 1.0,
    "next": 1.0,
    "told": 0.5,
    "later": 0.25,
    "scene": 0.0,
}
