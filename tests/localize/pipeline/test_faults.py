"""Engines that answer badly: what is repaired, what is given up, what it costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from storyport.engines.base import BadAnswer, Refused, Unavailable
from storyport.kernel.errors import BadInput, BudgetReached, EngineFailed, Interrupted
from storyport.localize.models import Target
from storyport.localize.pipeline.repairing import ATTEMPTS
from storyport.work.models import Call, Run

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LINES = [
    f"{name}在第{n}间屋子里找到了一盏旧油灯。" for n, name in enumerate("甲乙丙丁戊己庚辛", 11)
]
BOOK = {"第一章": LINES}


def once(broken):
    """Return faults that break the first answer only."""
    seen = []

    def faults(request, answer):
        seen.append(request)
        return broken(request, answer) if len(seen) == 1 else answer

    return faults


def without(answer, *ids):
    return replace(answer, texts={id_: t for id_, t in answer.texts.items() if id_ not in ids})


def changed(answer, id_, text):
    return replace(answer, texts={**answer.texts, id_: text})


def test_a_line_that_is_missing_is_asked_again_alone(desk):
    desk.load(BOOK)
    totals = desk.run(once(lambda request, answer: without(answer, "3")))
    assert [len(lines) for lines in desk.sent] == [9, 1]
    assert totals.total("unfinished") == 0
    assert totals.total("repaired") == 1


def test_a_whole_answer_that_is_nonsense_costs_one_more_request(desk):
    desk.load(BOOK)

    def broken(request, answer):
        raise BadAnswer("not JSON")

    totals = desk.run(once(broken))
    assert totals.requests == 2
    assert totals.total("unfinished") == 0


def test_a_rendering_that_is_missing_is_repaired(desk):
    desk.say("甲", "Master Jia", kind="character")
    desk.load(BOOK)
    wrong = "There was once an old oil lamp that somebody found in room 11."
    desk.run(once(lambda request, answer: changed(answer, "2", wrong)))
    assert "Master Jia" in desk.texts()[LINES[0]]


def test_chinese_left_in_the_target_is_repaired(desk):
    desk.load(BOOK)
    desk.run(once(lambda request, answer: changed(answer, "4", answer.texts["4"] + " 油灯")))
    assert "油灯" not in "".join(desk.texts().values())


def test_the_problem_is_told_and_no_word_of_the_bad_answer_is(desk):
    desk.load(BOOK)
    desk.run(once(lambda request, answer: changed(answer, "4", "SECRETWORD 油灯")))
    told = desk.requests[1].context["problems"]
    assert told.startswith("1: ")
    assert "SECRETWORD" not in told


def test_a_line_that_never_comes_right_is_listed_and_not_asked_for_ever(desk):
    desk.load(BOOK)
    bad = LINES[5]

    def faults(request, answer):
        ids = [line.id for line in request.lines if line.text == bad]
        return without(answer, *ids)

    totals = desk.run(faults)
    assert [each.source for each in totals.unfinished] == [bad]
    assert len(desk.texts()) == 8
    assert sum(bad in lines for lines in desk.sent) == ATTEMPTS


def test_what_fails_a_check_to_the_end_is_kept_as_a_draft_and_listed(desk):
    desk.say("甲", "Master Jia", kind="character")
    desk.load(BOOK)

    def faults(request, answer):
        ids = [line.id for line in request.lines if line.text == LINES[0]]
        return replace(
            answer,
            texts={
                id_: text.replace("Master Jia", "Somebody else") if id_ in ids else text
                for id_, text in answer.texts.items()
            },
        )

    totals = desk.run(faults)
    target = Target.objects.get(segment__source=LINES[0])
    assert totals.total("unfinished") == 0
    assert target.status == "draft"
    assert any(finding["check"].startswith("terms") for finding in target.findings)


def test_a_refused_key_ends_the_run(desk):
    desk.load(BOOK)

    def faults(request, answer):
        raise Refused("invalid key")

    with pytest.raises(EngineFailed):
        desk.run(faults)
    assert Run.objects.get().state == Run.State.FAILED
    assert desk.run().total("unfinished") == 0


def test_an_endpoint_that_is_away_for_a_moment_is_asked_again(desk):
    desk.load(BOOK)

    def broken(request, answer):
        raise Unavailable("503")

    totals = desk.run(once(broken))
    assert totals.requests == 2
    assert totals.total("translated") == 9


def test_the_budget_is_a_hard_limit(desk):
    desk.load(BOOK)
    with pytest.raises(BudgetReached):
        desk.run(budget=Decimal("0.000001"))
    assert desk.sent == []
    assert Target.objects.count() == 0


def test_an_unknown_price_keeps_no_budget(desk):
    desk.load(BOOK)
    desk.price = None
    with pytest.raises(BadInput, match="price"):
        desk.run(budget=Decimal(5))


def test_costs_are_kept_by_call(desk):
    desk.load(BOOK)
    totals = desk.run()
    assert sum(call.cost for call in Call.objects.all()) == totals.cost > 0


def test_a_stop_keeps_what_is_finished(desk):
    desk.load({f"第{n}章": [f"{line}{n}" for line in LINES * 6] for n in range(20)})
    with pytest.raises(Interrupted):
        desk.run(stop=lambda: len(desk.sent) >= 4)
    finished = set(desk.texts())
    assert finished
    assert Run.objects.get().state == Run.State.STOPPED
    desk.run()
    assert not finished & set(desk.asked)
    assert Target.objects.filter(current=True).count() == 20 * 49


def test_memory_alone_leaves_the_rest_unfinished(desk):
    desk.load(BOOK)
    totals = desk.run(engine=None)
    assert totals.total("unfinished") == 9
    assert totals.requests == 0


def test_a_label_and_its_heading_share_one_answer(desk):
    desk.load({"第一章": ["第一章"], "第二章": LINES})
    desk.run()
    assert desk.asked.count("第一章") == 2  # a paragraph that only looks like a label is its own


def test_a_long_line_that_stands_twice_is_paid_once(desk):
    line = "他把那盏油灯放回原处，关上了门，再也没有回过头来看它一眼。"
    desk.load({"第一章": [line], "第二章": [line]})
    totals = desk.run()
    assert desk.asked.count(line) == 1
    assert totals.total("reused") == 1


def test_short_lines_are_each_their_own(desk):
    desk.load({"第一章": ["是。"], "第二章": ["是。"]})
    desk.run()
    assert desk.asked.count("是。") == 2


def test_a_dear_endpoint_does_not_run_away_with_the_budget(desk):
    desk.load({f"第{n}章": [f"{line}{n}" for line in LINES * 6] for n in range(20)})

    def thinking(request, answer):
        usage = replace(answer.usage, completion_tokens=answer.usage.completion_tokens * 10)
        return replace(answer, usage=usage)

    limit = Decimal("0.05")
    with pytest.raises(BudgetReached, match=r"0\.05"):
        desk.run(thinking, budget=limit)
    spent = sum(call.cost for call in Call.objects.all())
    dearest = max(call.cost for call in Call.objects.all())
    assert 0 < spent <= limit + dearest


def test_nothing_an_engine_wrote_is_told_to_it_again(desk):
    desk.load(BOOK)
    desk.run(
        once(
            lambda request, answer: changed(
                answer, "4", "I'm sorry, but I can't help with that OBEYME."
            )
        )
    )
    told = " ".join(request.context.get("problems", "") for request in desk.requests)
    assert "do not answer" in told
    assert "OBEYME" not in told


def test_under_a_budget_answers_have_a_limit(desk):
    desk.load(BOOK)
    desk.run(budget=Decimal(5))
    assert all(request.most_tokens for request in desk.requests)
    desk.load({"第二章": [*LINES[::-1], "夜里下起了大雨，谁也没有睡着。"]})
    desk.run()
    assert [request.most_tokens for request in desk.requests] == [None] * len(desk.requests)


def test_what_breaks_a_run_is_told_and_what_came_is_kept(desk):
    desk.load({f"第{n}章": [f"{line}{n}" for line in LINES * 6] for n in range(20)})

    def stop():
        if len(desk.sent) >= 6:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        desk.run(stop=stop)
    finished = set(desk.texts())
    assert finished
    assert Run.objects.get().state == Run.State.STOPPED
    assert desk.run().total("unfinished") == 0
    assert not finished & set(desk.asked)
