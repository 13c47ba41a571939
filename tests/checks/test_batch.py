from __future__ import annotations

from dataclasses import replace

from storyport.checks import ExpectedTerm, Pair, check_batch
from storyport.kernel.locales import parse_locale

LIN = ExpectedTerm(("林风",), "Lin Feng")
LINES = [
    ("“你是谁？”", "“Who are you?”"),
    (
        "林风没有回答，只是握紧了手中的剑，一步一步走上了石阶。",
        "Lin Feng did not answer; he only gripped his sword and climbed the stone steps one by one.",
    ),
    ("石阶一共有365级。", "There were 365 steps in all."),
    ("“站住！”", "“Stop!”"),
    (
        "两个守卫从门后走了出来，长枪交叉，挡住了他的去路。",
        "Two guards came out from behind the gate and crossed their spears to bar his way.",
    ),
    ("林风笑了。", "Lin Feng smiled."),
    (
        "“我等这一天，已经等了1200天。”他说，“让开。”",
        "“I have waited 1,200 days for this day,” he said. “Stand aside.”",
    ),
    ("守卫……退了半步。", "The guards... fell back half a step."),
]


def _pairs() -> list[Pair]:
    chinese, english = parse_locale("zh"), parse_locale("en")
    return [Pair(source, target, chinese, english, terms=(LIN,)) for source, target in LINES]


def test_a_good_batch_has_no_findings():
    assert check_batch(_pairs()) == {}
    assert check_batch([]) == {}


def test_answers_that_moved_by_one_are_found():
    pairs = _pairs()
    up = [
        replace(pair, target=pairs[(place + 1) % len(pairs)].target)
        for place, pair in enumerate(pairs)
    ]
    down = [replace(pair, target=pairs[place - 1].target) for place, pair in enumerate(pairs)]
    for moved in (up, down):
        found = check_batch(moved)
        assert len(found) >= len(pairs) - 2
        assert {finding.check for findings in found.values() for finding in findings} == {
            "batch.moved"
        }


def test_only_the_part_that_moved_is_listed():
    pairs = _pairs()
    moved = pairs[:4] + [
        replace(pair, target=pairs[place].target) for place, pair in enumerate(pairs[4:], 3)
    ]
    assert set(check_batch(moved)) <= {4, 5, 6, 7}
    assert len(check_batch(moved)) >= 3


def test_one_target_for_two_sources():
    pairs = _pairs()
    same = [pairs[1], replace(pairs[4], target=pairs[1].target), *pairs[2:4]]
    found = check_batch(same)
    assert {
        place
        for place, findings in found.items()
        for finding in findings
        if finding.check == "batch.same"
    } == {0, 1}


def test_one_target_for_one_source_twice_is_right():
    pair = _pairs()[1]
    assert (
        check_batch([pair, pair, replace(pair, source=pair.source.replace("石阶", "台阶"))]) == {}
    )


def test_short_lines_may_share_a_target():
    chinese, english = parse_locale("zh"), parse_locale("en")
    assert (
        check_batch(
            [Pair("是。", "Yes.", chinese, english), Pair("对。", "Yes.", chinese, english)]
        )
        == {}
    )
