from __future__ import annotations

import pytest

from storyport.checks import Pair
from storyport.checks.length import check
from storyport.formats.base import Limits
from storyport.kernel.locales import parse_locale

SOURCE = (
    "林风推开门，慢慢走了出去。院子里没有人，只有风。他在台阶上坐下，想起了父亲。父亲从来不说话。"
)
TARGET = (
    "Lin Feng pushed the door open and slowly went out. The courtyard was empty but for the wind. He sat down on"
    " the steps and thought of his father. His father never spoke."
)


def _found(
    source: str, target: str, locale: str = "en", source_locale: str = "zh", **more
) -> list[tuple[str, str]]:
    pair = Pair(source, target, parse_locale(source_locale), parse_locale(locale), **more)
    return [(finding.check, finding.severity) for finding in check(pair)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (TARGET, []),
        ("Lin Feng went out.", [("length.omission", "major")]),
        (
            "Lin Feng pushed the door open, slowly went out and sat in the yard thinking of his father.",
            [("length.sentences", "major")],
        ),
        (TARGET[:-20], [("length.cut", "minor")]),
        (TARGET[: len(TARGET) * 5 // 9], [("length.sentences", "major")]),
        (TARGET + " the the the the", [("length.cut", "major"), ("length.loop", "major")]),
        (f"{TARGET} {'He sat down on the steps. ' * 8}", [("length.loop", "major")]),
    ],
)
def test_length(target, expected):
    assert expected == _found(SOURCE, target)


def test_one_long_sentence_cut_off():
    source = "他一步一步走上石阶，心里想着那个从来不说话的父亲，终于忍不住哭了起来。"
    target = "Step by step he climbed the stone stairs, thinking of the"
    assert _found(source, target) == [("length.cut", "major")]


def test_padding():
    assert _found("他走了，再也没有回来。", "He left and never came back. " + TARGET) == [
        ("length.padded", "minor")
    ]
    assert _found("他走了。", f"{TARGET} {TARGET}"[:-1] + "!")[0] == ("length.padded", "major")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("是。", "Yes."),
        ("……", "..."),
        ("走！", "Let's get out of here, right now!"),
        ("“哈哈哈哈！”", "“Ha ha ha ha ha ha!”"),
        ("不不不不不！", "No, no, no, no, no!"),
        ("第一章", "Chapter One"),
        ("他说：", "He said:"),
        ("他走了", "He left"),
    ],
)
def test_short_lines_are_free(source, target):
    assert _found(source, target) == []


def test_a_loop_in_a_language_without_spaces():
    assert _found("He left.", "他走了走了走了走了走了走了走了走了走了。", "zh", "en") == [
        ("length.loop", "major")
    ]
    assert _found("Ha ha ha ha ha ha ha ha ha!", "哈哈哈哈哈哈哈哈哈哈！", "zh", "en") == []


def test_a_thai_sentence_ends_with_nothing():
    assert _found("林风推开门，走了出去。", "หลินเฟิงผลักประตูแล้วเดินออกไป", "th") == []


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(characters=20), []),
        (Limits(characters=5), ["length.limit"]),
        (Limits(seconds=1.0, reading_speed=4.0), ["length.limit"]),
        (Limits(seconds=4.0, reading_speed=15.0), []),
        (Limits(pixels=3), []),
    ],
)
def test_limits(limits, expected):
    assert expected == [name for name, _ in _found("他走了。", "He left.", limits=limits)]
