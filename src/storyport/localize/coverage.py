"""Which chapters of a story its memory covers, in a locale."""

from __future__ import annotations

import re

from storyport.kernel.locales import LocaleInfo
from storyport.kernel.ranges import Ranges
from storyport.localize.memory import find_exact
from storyport.localize.models import Segment
from storyport.story.models import Part, Work

__all__ = ["covered_parts"]

_LETTER = re.compile(r"[^\W\d_]")


def covered_parts(work: Work, locale: LocaleInfo) -> Ranges:
    """Return the numbers, from 1, of the parts that tell the story and need no engine at all."""
    numbers: list[int] = []
    parts = Part.objects.filter(source__work=work, gone=False, story=True)
    ordered = parts.order_by("source__order", "source_id", "order", "id")
    for number, part in enumerate(ordered.values_list("id", flat=True), 1):
        rows = Segment.objects.filter(part=part, gone=False).values_list("source", "digest")
        digests = {digest for source, digest in rows if _LETTER.search(source)}
        if digests <= find_exact(work.story, locale.tag, digests).keys():
            numbers.append(number)
    return Ranges.parse(",".join(map(str, numbers))) if numbers else Ranges()
