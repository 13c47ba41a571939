"""Reads a story once in a locale and hands each line, looked at, to whoever counts."""

from __future__ import annotations

from typing import Protocol

from storyport.kernel.progress import Progressing
from storyport.localize.consistency.lines import lines_of
from storyport.localize.consistency.looking import Looked, Looker
from storyport.story.models import Story

__all__ = ["Counting", "survey"]


class Counting(Protocol):
    """Whoever counts something over the lines of a locale, and keeps no line."""

    def add(self, looked: Looked, /) -> None:
        """Take one line in."""


def survey(
    story: Story, looker: Looker, *counting: Counting, progress: Progressing | None = None
) -> None:
    """Give every line of a story in the looker's locale to all who count."""
    for line in lines_of(story, looker.locale, progress):
        looked = looker.look(line)
        for each in counting:
            each.add(looked)
