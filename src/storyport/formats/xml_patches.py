"""Slices of XML in which what changes within them is changed already."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from storyport.formats.xml_spans import Patch, XmlSpans

__all__ = ["PatchedSlices"]


class PatchedSlices:
    """Slices of a document in which patches within tags are already applied."""

    def __init__(self, spans: XmlSpans, patches: Iterable[Patch]) -> None:
        self.spans = spans
        self._patches = sorted(patches)
        self._starts = [patch.start for patch in self._patches]

    def slice(self, start: int, end: int) -> str:
        """Return the XML of a span."""
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        pieces = []
        for patch in self._patches[first:last]:
            pieces += [self.spans.slice(start, patch.start), patch.text]
            start = patch.end
        return "".join([*pieces, self.spans.slice(start, end)])

    def outside(self, replaced: Iterable[Patch]) -> list[Patch]:
        """Return the patches that no replaced span holds."""
        gone: set[int] = set()
        for span in replaced:
            first = bisect.bisect_left(self._starts, span.start)
            last = bisect.bisect_left(self._starts, span.end)
            gone.update(range(first, last))
        return [patch for at, patch in enumerate(self._patches) if at not in gone]
