"""Story time: where each part of each work stands in the story.

Story time counts the chapters of the novel from 1. A work's own parts are numbered in reading
order, those that tell nothing left out; its timeline maps them: [[number, story time], ...],
straight lines between, one step a part after the last. Without one, part n is time n.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story, Work

__all__ = ["checked_timeline", "place_in_time", "set_timeline", "times_of_parts"]

Anchor = Sequence[int]


def times_of_parts(story: Story) -> dict[int, int]:
    """Return {part id: story time}; front matter stands where the chapter after it does."""
    from storyport.story.models import Part, Work

    timelines = dict(Work.objects.filter(story=story).values_list("pk", "timeline"))
    numbers: defaultdict[int, int] = defaultdict(int)
    times: dict[int, int] = {}
    rows = Part.objects.filter(source__work__story=story, gone=False).order_by(
        "source__work", "source__order", "source_id", "order", "id"
    )
    for part, work, tells in rows.values_list("id", "source__work_id", "story"):
        numbers[work] += tells
        times[part] = place_in_time(numbers[work] + (not tells), timelines[work])
    return times


def place_in_time(number: int, timeline: Sequence[Anchor]) -> int:
    """Return the story time of a work's part by its number, 1 at the least."""
    if not timeline:
        return max(1, number)
    at = bisect_right([anchor[0] for anchor in timeline], number) - 1
    if at < 0:
        return max(1, timeline[0][1] - (timeline[0][0] - number))
    first, time = timeline[at]
    if at + 1 == len(timeline):
        return time + number - first
    next_first, next_time = timeline[at + 1]
    return time + (number - first) * (next_time - time) // (next_first - first)


def checked_timeline(anchors: Mapping[int, int]) -> list[list[int]]:
    """Return anchors as a work keeps them.

    Raises:
        BadInput: a number is below 1, or the story would run backwards.
    """
    timeline = [list(anchor) for anchor in sorted(anchors.items())]
    times = [time for _, time in timeline]
    if any(number < 1 or time < 1 for number, time in timeline):
        raise BadInput("parts and story times count from 1.", where="--map", do="Write 1=1,20=35.")
    if times != sorted(times):
        raise BadInput(
            "the story would run backwards.", where="--map", do="Let the times rise with the parts."
        )
    return timeline


def set_timeline(work: Work, anchors: Mapping[int, int]) -> None:
    """Say where a work's parts stand in the story; no anchors: part n is time n.

    Raises:
        BadInput: the anchors make no sense.
    """
    work.timeline = checked_timeline(anchors)
    work.save(update_fields=["timeline"])
