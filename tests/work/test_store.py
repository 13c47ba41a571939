from __future__ import annotations

import pytest
from django.db import transaction

from storyport.work.keys import step_key
from storyport.work.models import Step
from storyport.work.store import StepResult, get_steps, put_steps

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def _steps(count: int, text: str = "走") -> list[StepResult]:
    return [
        StepResult(step_key("translate", 1, {"id": number}), "translate", 1, {"text": text})
        for number in range(count)
    ]


def test_a_key_ignores_the_order_of_names_but_not_the_version():
    one = step_key("translate", 1, {"a": 1, "b": [1, 2]})
    assert one == step_key("translate", 1, {"b": [1, 2], "a": 1})
    assert len(one) == 64
    others = {
        step_key("translate", 2, {"a": 1, "b": [1, 2]}),
        step_key("analyse", 1, {"a": 1, "b": [1, 2]}),
        step_key("translate", 1, {"a": 1, "b": [2, 1]}),
    }
    assert one not in others
    assert len(others) == 3


def test_what_was_put_is_got():
    steps = _steps(3)
    held = put_steps(steps)
    assert held == {step.key: {"text": "走"} for step in steps}
    assert get_steps([steps[0].key, "absent"]) == {steps[0].key: {"text": "走"}}


def test_nothing_of_nothing():
    assert get_steps([]) == {}
    assert put_steps([]) == {}


def test_the_first_stored_answer_wins():
    first, second = _steps(2, "one"), _steps(3, "two")
    put_steps(first)
    held = put_steps(second)
    assert [held[step.key]["text"] for step in second] == ["one", "one", "two"]
    assert get_steps(held) == held


def test_a_key_given_twice_is_stored_once():
    first, again = _steps(1, "one")[0], _steps(1, "two")[0]
    assert put_steps([first, again]) == {first.key: {"text": "one"}}
    assert Step.objects.count() == 1


@pytest.mark.parametrize("result", [None, False, 0, "", [], {"a": [1, None, "文"]}])
def test_any_plain_data_is_kept(result):
    step = StepResult("k", "analyse", 3, result)
    assert put_steps([step]) == {"k": result}
    row = Step.objects.get(key="k")
    assert (row.name, row.version, row.result) == ("analyse", 3, result)


def test_many_keys_at_once():
    steps = _steps(2500)
    put_steps(steps)
    assert len(get_steps(step.key for step in steps)) == 2500


def test_it_joins_the_transaction_it_is_called_in():
    with transaction.atomic():
        put_steps(_steps(2))
        transaction.set_rollback(True)
    assert Step.objects.count() == 0


def test_it_asks_the_database_twice_per_batch(django_assert_num_queries):
    steps = _steps(100)
    with transaction.atomic(), django_assert_num_queries(4):  # a savepoint around the two
        put_steps(steps)
