"""What each figure of a candidate weighs: the table of a log-linear model of places and groups.

The numbers are fitted by `benchmarks/learn/fit_names.py --write` to annotated works; nothing here
is set by hand. The sum of weight times figure is the logarithm of the odds that it is a name.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["WEIGHTS", "rate"]

WEIGHTS: dict[str, float] = {
    "always": -4.05,
    # How it was come by, where not by its ending: in a dictionary, with a number for a name, as
    # what others are called after, by its company alone.
    "known": 0.50,
    "numbered": 4.08,
    "town": 7.10,
    "bare": -1.10,
    # How often, as logarithms: it stands; a word of going is before it, with a stop behind it too
    # (located); 里 or 外 behind it; it is a clause; 叫 is before it.
    "count": 0.48,
    "once": -0.61,
    "toward": 1.35,
    "located": 0.50,
    "locative": -0.20,
    "whole": 0.22,
    "called": 1.61,
    # What only a place has behind it or before it, what only a group has.
    "parts": 0.63,
    "signs": 1.26,
    "members": 1.50,
    "owns": 1.39,
    # What stands beside other words: a measure, a title, a verb that takes a person; what people do.
    "measure": -1.20,
    "title": -0.77,
    "object": 0.74,
    "people": -0.49,
    # In which share of its places it begins a clause; an end is inside a word by both readings, by
    # one; a verb or particle stands before it; words end and begin where it begins and ends.
    "start of all": 0.82,
    "crossed of all": -1.16,
    "half of all": -0.32,
    "lone of all": 0.82,
    "left_good of all": 1.19,
    "right_good of all": -0.11,
    "clear of all": 0.97,
    # Always the same character before it or behind it; how often its first character is missing.
    "same before": -7.02,
    "same behind": -4.44,
    "comes off": -3.39,
    # Endings of one character: nothing but names, mostly, words as well, of groups; 站, 里.
    "sure end": 1.59,
    "usual end": 0.41,
    "soft end": -0.85,
    "group's end": 0.75,
    "group too": 0.16,
    "stand end": -1.36,
    "lane": 2.44,
    "no end": -0.97,
    # Longer ones: listed, of companies, of groups, sorts of site of a dictionary; three characters.
    "long end": 1.56,
    "trade end": 0.91,
    "long group's end": 1.65,
    "dictionary end": -1.29,
    "longest end": 0.77,
    # What stands before the ending, by length.
    "stem of 0": -0.97,
    "stem of 1": -0.05,
    "stem of 2": 1.31,
    "stem of 3": -0.89,
    "stem of 4": -1.63,
    # One character before an ending of land, of a business, of a room; 东, 前; how rare it is.
    "one sign, land": 0.33,
    "one sign, goods": -1.04,
    "one sign, room": -0.38,
    "direction": 3.92,
    "relative": -1.61,
    "rare sign": 0.00,
    # A common word before these, and how common; none at all.
    "directed road": 2.55,
    "noun, land": 1.49,
    "noun, goods": 0.59,
    "noun, room": 1.23,
    "verb, land": 0.75,
    "verb, goods": -0.55,
    "verb, room": -1.05,
    "other word, land": 0.07,
    "other word, goods": 1.32,
    "other word, room": -0.89,
    "no word, land": 0.21,
    "no word, goods": 0.79,
    "no word, room": 0.03,
    "usual stem": -0.39,
    "holds word": -2.11,
    "holds word, long end": 0.59,
    "holds word, short end": -0.48,
    "likelier a name, long end": -0.21,
    "likelier a name, short end": 0.47,
    "strange": 0.27,
    # What it is called after: a known place, a surname with 家 or 记.
    "after a place": 2.38,
    "after a surname": 1.52,
    # It describes, or reaches too far to the left.
    "describes": -0.71,
    "every": -3.46,
    "counted": -1.84,
    "grammar": -2.07,
    "directions": -0.76,
    "complement": -0.58,
    "word behind": -1.14,
    "begins otherwise": 0.09,
    "number or verb": -0.43,
    "first verb": -0.43,
    # What dictionaries say of the whole.
    "known place": 1.91,
    "known land": 1.60,
    "famous": 4.84,
    "world": 6.85,
    "office": 5.36,
    "a sort": -0.63,
    "a word": -0.40,
    "a usual word": -0.58,
    # It is a person, or holds one.
    "is a person": -1.24,
    "clearly a person": -1.84,
    "like a full name": 0.23,
    "holds a person": -1.81,
}


def rate(signs: Mapping[str, float]) -> float:
    """Return the logarithm of the odds that a candidate with these figures is a name."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in signs.items())
