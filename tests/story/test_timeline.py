from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyport.kernel.errors import BadInput
from storyport.story.models import Part, Source, Work
from storyport.story.timeline import (
    checked_timeline,
    place_in_time,
    set_timeline,
    times_of_parts,
)


@pytest.mark.parametrize(
    ("number", "time"), [(1, 10), (2, 20), (3, 30), (4, 31), (5, 32), (8, 35), (9, 36)]
)
def test_parts_lie_on_straight_lines_between_the_anchors(number, time):
    assert place_in_time(number, [[1, 10], [3, 30], [8, 35]]) == time


def test_without_anchors_a_part_is_its_number():
    assert [place_in_time(number, []) for number in (0, 1, 7)] == [1, 1, 7]


def test_what_comes_before_the_first_anchor_counts_back_to_one():
    assert [place_in_time(number, [[5, 3]]) for number in (1, 4, 5)] == [1, 2, 3]


@given(
    st.dictionaries(st.integers(1, 99), st.integers(1, 9999), max_size=6),
    st.integers(1, 120),
    st.integers(1, 120),
)
def test_time_never_runs_backwards(anchors, one, other):
    times = dict(zip(sorted(anchors), sorted(anchors.values()), strict=True))
    timeline = checked_timeline(times)
    first, last = sorted((one, other))
    assert 1 <= place_in_time(first, timeline) <= place_in_time(last, timeline)


@pytest.mark.parametrize("anchors", [{1: 5, 2: 4}, {0: 1}, {1: 0}])
def test_a_timeline_that_makes_no_sense_is_refused(anchors):
    with pytest.raises(BadInput):
        checked_timeline(anchors)


@pytest.mark.database
def test_each_work_has_its_own_count(scribe):
    novel = Work.objects.create(story=scribe.story, medium="novel", name="novel")
    series = Work.objects.create(story=scribe.story, medium="series", name="series")
    set_timeline(series, {1: 10, 2: 20})
    parts = {}
    for work, tells in ((novel, (False, True, True)), (series, (True, True))):
        source = Source.objects.create(work=work, name=work.name, format="txt")
        for order, story in enumerate(tells):
            part = Part.objects.create(
                source=source, key=str(order), order=order, digest="", story=story
            )
            parts[work.name, order] = part.pk
    times = times_of_parts(scribe.story)
    assert {name: times[pk] for name, pk in parts.items()} == {
        ("novel", 0): 1,
        ("novel", 1): 1,
        ("novel", 2): 2,
        ("series", 0): 10,
        ("series", 1): 20,
    }
