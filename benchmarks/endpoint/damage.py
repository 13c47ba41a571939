"""What the faults do: to one segment's source, to the list of answers, to the content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .ask import Id
from .faults import Dice
from .rewrite import Terms
from .text import HAN_RUN, LOOKALIKE, PLACEHOLDER, count_visible

Row = tuple[Id, str]

REFUSAL = "I'm sorry, but I can't help with that request."
CHATTER = "Sure! Here is the translation you asked for. Let me know if you need anything else!"
_NUMBER = re.compile(rf"{LOOKALIKE}|<[^<>\n]*>|(\d+)")
_SENTENCE_END = "。！？!?."
_FOREIGN_ID = 9001

# Content faults which a client can undo: the segments inside are still answered well.
HARMLESS = ("fences", "think", "prose", "duplicate_id", "extra_id")
_AROUND = {
    "fences": ("```json\n", "\n```"),
    "think": ("<think>\nA translation is wanted. [1] {...} Let me see.\n</think>\n\n", ""),
    "prose": ("Here is the translation:\n\n", ""),
}
LIST_FAULTS = ("missing_id", "duplicate_id", "swapped_ids", "unknown_id", "extra_id")


def damage_source(kind: str, text: str, terms: Terms, dice: Dice, *, place: int, long: int) -> str:
    """The source so changed that its translation shows the fault; unchanged: not applicable.

    `long` is the number of visible characters from which a segment counts as long.
    """
    if kind == "drop_placeholder":
        return _drop_placeholder(text, dice, place)
    if kind == "untranslated":
        return _keep_word(text, terms, dice, place)
    if kind == "wrong_number":
        return _change_number(text, dice, place)
    if kind == "omit_half" and count_visible(text) >= long:
        return _first_half(text)
    return text


def damage_answer(kind: str, source: str, translation: str, dice: Dice, place: int) -> str:
    """A segment's answer under the faults which replace it (`chat`, `copied`)."""
    if kind == "copied":
        return source
    if kind == "chat":
        sure = "Sure! Here is the translation: " + translation
        return sure if dice.roll("chat", place) < 0.5 else REFUSAL
    return translation


def _drop_placeholder(text: str, dice: Dice, place: int) -> str:
    """Drop one placeholder: both tags of a pair, or (one time in two) only its end."""
    found = list(PLACEHOLDER.finditer(text))
    if not found:
        return text
    number = found[dice.below(len(found), "tag", place)][2]
    tags = [f"</{number}>"] if dice.roll("half", place) < 0.5 and f"</{number}>" in text else []
    for tag in tags or (f"<{number}>", f"</{number}>", f"<{number}/>"):
        text = text.replace(tag, "", 1)
    return text


def _keep_word(text: str, terms: Terms, dice: Dice, place: int) -> str:
    """Let two or three Han characters stand untranslated."""
    runs = [run for run in HAN_RUN.finditer(text) if len(run[0]) > 1]
    if not runs:
        return text
    run = runs[dice.below(len(runs), "word", place)]
    start = run.start()
    word = text[start : min(start + 3, run.end())]
    return text[:start] + terms.keep(word) + text[start + len(word) :]


def _change_number(text: str, dice: Dice, place: int) -> str:
    """Another number in the place of one of the numbers."""
    found = [number for number in _NUMBER.finditer(text) if number[1]]
    if not found:
        return text
    number = found[dice.below(len(found), "number", place)]
    other = str(int(number[1]) + 1 + dice.below(8, "by", place))
    return text[: number.start()] + other + text[number.end() :]


def _first_half(text: str) -> str:
    """The first half, cut behind the last sentence that ends in it, if one does."""
    half = text[: len(text) // 2]
    end = max(half.rfind(mark) for mark in _SENTENCE_END)
    return half[: end + 1] if end > 0 else half


def damage_rows(kind: str, rows: list[Row], dice: Dice) -> tuple[list[Row], set[int]]:
    """The rows under a list fault, and the places whose answers it spoils.

    Rows come back unchanged where the fault cannot be (two ids to swap need two rows).
    """
    if not rows or (kind == "swapped_ids" and len(rows) < 2):
        return rows, set()
    place = dice.below(len(rows), "row")
    if kind == "missing_id":
        return rows[:place] + rows[place + 1 :], {place}
    if kind == "duplicate_id":
        return [*rows[: place + 1], *rows[place:]], set()
    if kind == "swapped_ids":
        other = (place + 1) % len(rows)
        swapped = list(rows)
        swapped[place] = (rows[place][0], rows[other][1])
        swapped[other] = (rows[other][0], rows[place][1])
        return swapped, {place, other}
    foreign: Id = _FOREIGN_ID if isinstance(rows[place][0], int) else str(_FOREIGN_ID)
    if kind == "unknown_id":
        return [*rows[:place], (foreign, rows[place][1]), *rows[place + 1 :]], {place}
    return [*rows, (foreign, rows[place][1])], set()


def damage_content(kind: str, content: str, dice: Dice) -> str:
    """The answer's content under a content fault."""
    if kind in _AROUND:
        before, behind = _AROUND[kind]
        return before + content + behind
    if kind == "empty_content":
        return ""
    if kind == "refuse":
        return REFUSAL if dice.roll("refusal") < 0.5 else CHATTER
    if kind == "truncated":
        return content[: max(1, len(content) * 3 // 5)]
    return _unparsable(content) if kind == "invalid_json" else content


def _unparsable(content: str) -> str:
    """JSON with a quotation mark missing; numbered lines without their numbers."""
    if content.startswith("{"):
        at = content.rfind('"')
        return content[:at] + content[at + 1 :]
    return re.sub(r"^\[\d+\] ", "", content, flags=re.MULTILINE)


def spoiled(kind: str, places: Sequence[int]) -> set[int]:
    """The places whose answers a content fault makes useless: all of them, or none."""
    return set() if not kind or kind in HARMLESS or kind in LIST_FAULTS else set(places)
