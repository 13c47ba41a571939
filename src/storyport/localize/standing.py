"""How far each story is in each of its locales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.inflection import is_bounded
from storyport.language.marks import plain
from storyport.language.terms import TermForm, TermMatcher
from storyport.localize.handing_in.journal import open_slips
from storyport.localize.models import Segment, Target
from storyport.localize.running import scope_of
from storyport.story.models import Story
from storyport.story.stories import find_story
from storyport.work.models import Run
from storyport.work.runs import is_held

__all__ = ["Standing", "current_texts", "standings", "stands_in", "target_locales"]


@dataclass(frozen=True)
class Standing:
    """Counts of segments.

    Attributes:
        running: since when a run is at work or left off, and what batches are still out.
    """

    story: str
    locale: str
    segments: int
    done: int
    reviewed: int
    drafts: int
    running: str


def standings(story: str | None = None) -> list[Standing]:
    """Return a row per story and locale.

    Raises:
        BadInput: there is no story of that name.
    """
    stories = [find_story(story)] if story else list(Story.objects.order_by("name"))
    return [row for each in stories for row in _of(each)]


def current_texts(segments: Sequence[int], locale: str) -> dict[int, str]:
    """Return {segment id: what a reader sees of its current target}."""
    rows = Target.objects.filter(segment__in=segments, locale=locale, current=True)
    return {id_: plain(text) for id_, text in rows.values_list("segment_id", "text")}


def target_locales(story: Story) -> list[LocaleInfo]:
    """Return the locales that a story has targets in, those it was made for first."""
    rows = Target.objects.filter(current=True, segment__part__source__work__story=story)
    found = set(rows.order_by().values_list("locale", flat=True).distinct())
    asked = [tag for tag in story.locales if tag in found]
    return [parse_locale(tag) for tag in (*asked, *sorted(found - {*asked}))]


def stands_in(story: Story, word: str) -> bool:
    """Tell whether a word stands in a text of a story; any may where there is no text yet."""
    segments = Segment.objects.filter(part__source__work__story=story, gone=False, part__gone=False)
    if not segments.exists():
        return True
    # A name may be written across marks, in capitals at the head of a line, or bent by grammar.
    if segments.filter(source__icontains=word).exists():
        return True
    matcher = TermMatcher([TermForm(word, word)], parse_locale(story.source_locale))
    rest = segments if is_bounded(word) else segments.filter(source__contains="<")
    return any(map(matcher.count, rest.values_list("source", flat=True).iterator()))


def _of(story: Story) -> list[Standing]:
    segments = Segment.objects.filter(part__source__work__story=story, part__gone=False, gone=False)
    count = segments.count()
    scope = scope_of(story)
    run = Run.objects.filter(scope=scope, state=Run.State.RUNNING).first()
    told = [_told(run)] if run else []
    told += [f"{row.requests} requests handed in at {row.engine}" for row in open_slips(scope)]
    running = "; ".join(told)
    rows = []
    for locale in story.locales or [""]:
        targets = Target.objects.shown(locale).filter(segment__part__source__work__story=story)
        status = Target.Status
        rows.append(
            Standing(
                story=story.name,
                locale=locale,
                segments=count,
                done=targets.count(),
                reviewed=targets.filter(status__in=(status.REVIEWED, status.LOCKED)).count(),
                drafts=targets.filter(status=status.DRAFT).count(),
                running=running,
            )
        )
    return rows


def _told(run: Run) -> str:
    if is_held(run):
        return f"since {run.started:%Y-%m-%d %H:%M} UTC"
    return f"cut off, begun {run.started:%Y-%m-%d %H:%M} UTC: run it again to go on"
