"""Shows an engine how lines like these were translated before."""

from __future__ import annotations

from collections.abc import Mapping

from storyport.localize.judging import Judge
from storyport.localize.matching import FuzzyIndex, Match, examples, examples_text, index_memory
from storyport.localize.pipeline.jobs import Batch
from storyport.story.models import Story

__all__ = ["Exemplars"]

_SHARE = 0.15
"""Of a request's source text, what examples may take at most: context shall stay a small part."""


class Exemplars:
    """Finds fuzzy matches in a story's memory; an index is built when a locale first needs it."""

    def __init__(self, story: Story, judges: Mapping[str, Judge]) -> None:
        self.story = story
        self.judges = judges
        self._indexes: dict[str, FuzzyIndex | None] = {}

    def of(self, batch: Batch) -> str:
        """Return what memory has of lines like a batch's, a pair a line; often nothing."""
        index = self._index(batch)
        if index is None:
            return ""
        lines = [job.source for job in batch.jobs]
        judge = self.judges[batch.locale.tag]
        room = int(_SHARE * sum(map(len, lines)))
        return examples_text(examples(index, lines, room, lambda match: _is_fit(match, judge)))

    def _index(self, batch: Batch) -> FuzzyIndex | None:
        tag = batch.locale.tag
        if tag not in self._indexes:
            self._indexes[tag] = index_memory(self.story, batch.locale)
        return self._indexes[tag]


def _is_fit(match: Match, judge: Judge) -> bool:
    """Tell whether a match says the names as today's bible does."""
    hits = judge.index.hits(match.source)
    facts = judge.index.facts(hits, judge.target.tag)
    fitting = judge.fit(match.source, match.target, "paragraph", facts, hits)
    return fitting is not None and fitting[0] == match.target
