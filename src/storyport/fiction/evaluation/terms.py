"""The bible's agreed renderings, for an evaluation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from storyport.checks.base import ExpectedTerm
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["terms_of_story"]


def terms_of_story(
    story: Story,
) -> Callable[[LocaleInfo, LocaleInfo], Callable[[str], tuple[ExpectedTerm, ...]]]:
    """Return what makes the matcher of a story's bible for a pair of locales.

    Raises (when called):
        BadInput: the story is written in another language.
    """

    def make(from_: LocaleInfo, to: LocaleInfo) -> Callable[[str], tuple[ExpectedTerm, ...]]:
        from storyport.localize.judging import Judge
        from storyport.story.guide import load_guide
        from storyport.story.matching import FactIndex

        if story.source_locale.partition("-")[0] != from_.language:
            raise BadInput(
                f"the story {story.name!r} is written in {story.source_locale}, not {from_.tag}.",
                where="--story",
                do="Name the story that this text is of.",
            )
        judge = Judge(FactIndex(load_guide(story), from_), from_, to)

        def terms(source: str) -> tuple[ExpectedTerm, ...]:
            facts = judge.index.facts(judge.index.hits(source), to.tag)
            return judge.pair(source, "", "paragraph", facts).terms

        return terms

    return make
