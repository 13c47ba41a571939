from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.errors import BadInput
from storyport.kernel.ranges import Ranges


@pytest.mark.parametrize(
    ("text", "pairs", "shown"),
    [
        ("1-20", ((1, 20),), "1-20"),
        ("3,5,8-10", ((3, 3), (5, 5), (8, 10)), "3,5,8-10"),
        (" 8 - 10 , 3 ", ((3, 3), (8, 10)), "3,8-10"),
        ("4-6,1-3,2", ((1, 6),), "1-6"),
        ("1-999999999", ((1, 999999999),), "1-999999999"),
    ],
)
def test_what_a_person_writes_is_sorted_and_joined(text, pairs, shown):
    found = Ranges.parse(text)
    assert (found.pairs, str(found), bool(found)) == (pairs, shown, True)
    assert Ranges.parse(shown) == found


@pytest.mark.parametrize(
    "text", ["", ",", " ", "1,", ",,", "0", "9-2", "1-", "-3", "a", "1-2-3", "³", "１", "9" * 30]
)
def test_what_names_no_number_is_refused_with_its_place(text):
    with pytest.raises(BadInput, match="names no chapters") as caught:
        Ranges.parse(text, "--only")
    assert (caught.value.where, caught.value.exit_code) == ("--only", 2)
    assert caught.value.do


def test_none_at_all_is_false_and_holds_nothing():
    assert not Ranges()
    assert 1 not in Ranges()
    assert str(Ranges()) == ""


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9)), min_size=1, max_size=8))
def test_it_holds_just_what_was_named(picked):
    text = ",".join(f"{first}-{first + more}" for first, more in picked)
    named = {number for first, more in picked for number in range(first, first + more + 1)}
    found = Ranges.parse(text)
    assert {number for number in range(60) if number in found} == named
