"""Learning from novels: files in, proposals for the bible out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from storyport.fiction.opening import find_or_make_story, import_files, open_files
from storyport.fiction.pairing import read_pairs
from storyport.kernel.errors import BadInput, StoryportError
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progressing
from storyport.localize.learning.confirming import (
    Confirmed,
    check_budget,
    check_engine,
    confirm_entries,
)
from storyport.localize.learning.learning import NOTHING_LEARNT, Learnt, learn_story
from storyport.localize.learning.pairing import Paired, learn_from_pairs
from storyport.localize.learning.watching import Watch
from storyport.localize.routing.choosing import Chooser
from storyport.localize.routing.lanes import Engine
from storyport.localize.routing.names import MEMORY
from storyport.localize.running import hold_story
from storyport.story.models import Source, Story
from storyport.story.stories import find_story

__all__ = ["Lesson", "Taught", "give_lesson"]


@dataclass(frozen=True)
class Lesson:
    """What a person wants learned.

    Attributes:
        files: none: all that the story has. story: name; None: from the first file.
        locales: to suggest renderings for; none: those of the story.
        translation: an existing translation or TMX, to learn the renderings it uses.
        narrator: headword of a first-person narrator.
        again: what was learned and taken out is proposed anew.
        chooser: of the model that looks at what was found; None: no model.
    """

    files: tuple[Path, ...] = ()
    story: str | None = None
    source: LocaleInfo | None = None
    locales: tuple[LocaleInfo, ...] = ()
    translation: Path | None = None
    narrator: str = ""
    again: bool = False
    chooser: Chooser | None = None
    budget: Decimal | None = None
    notify: Callable[[str], None] = field(default=lambda _: None)


@dataclass
class Taught:
    """What came of a lesson; `ended` is what stopped the model's part, if anything did."""

    story: Story
    learnt: Learnt
    confirmed: Confirmed | None = None
    paired: Paired | None = None
    ended: StoryportError | None = None


def give_lesson(lesson: Lesson, progress: Progressing, stop: Callable[[], bool]) -> Taught:
    """Import what was named, learn from it, and ask a model where one was named.

    Raises:
        BadInput: a file cannot be read, or there is no such story. Busy: a run is at work.
    """
    if lesson.translation is not None and len(lesson.locales) != 1:
        raise BadInput(
            "a translation is in one language.", where="--translation", do="Say which with --to."
        )
    if lesson.chooser is not None and lesson.chooser.name == MEMORY:
        raise _no_model()
    known = _story_with_a_bible(lesson)
    if known is not None:
        return _compared(lesson, known)
    story, sources = _opened(lesson, progress)
    locales = list(lesson.locales) or [parse_locale(tag) for tag in story.locales]
    engine = _engine(lesson, story, locales)
    with hold_story(story) as handle:
        watch = Watch(stop, handle.beat)
        learnt = learn_story(
            story,
            sources,
            locales,
            again=lesson.again,
            narrator=lesson.narrator,
            progress=progress,
            watch=watch,
        )
        taught = Taught(story, learnt)
        if lesson.translation is not None:
            taught.paired = _pair(lesson, story, locales)
            watch.check()
        if engine is not None:
            _confirm(lesson, taught, locales, engine, watch, progress)
    return taught


def _story_with_a_bible(lesson: Lesson) -> Story | None:
    """Return the story whose bible a translation is only compared with, None where there is none.

    Its files are then looked at and not taken into the story, which may have them already.
    """
    if lesson.translation is None or lesson.story is None:
        return None
    return Story.objects.filter(name=lesson.story, entries__isnull=False).first()


def _compared(lesson: Lesson, story: Story) -> Taught:
    with hold_story(story):
        paired = _pair(lesson, story, list(lesson.locales))
    return Taught(story, NOTHING_LEARNT, paired=paired)


def _engine(lesson: Lesson, story: Story, locales: Sequence[LocaleInfo]) -> Engine | None:
    """Return the model that is asked, None where none is.

    Raises:
        BadInput: there is no locale to ask about, no model, or a budget without a price.
    """
    if lesson.chooser is None:
        return None
    if not locales:
        raise BadInput(
            "a model is asked what names are called in a locale, and none is said.",
            where="--engine",
            do="Say which with --to, such as --to en.",
        )
    routing = lesson.chooser.choose(parse_locale(story.source_locale), locales)
    engine = next(iter(routing.engines.values()), None)
    if engine is None:
        raise _no_model()
    check_engine(engine)
    check_budget(engine, lesson.budget)
    return engine


def _no_model() -> BadInput:
    return BadInput(
        "the memory answers no questions about names.",
        where="--engine",
        do="Name a chat model, such as openai:MODEL, or leave --engine out.",
    )


def _opened(lesson: Lesson, progress: Progressing) -> tuple[Story, list[Source]]:
    if not lesson.files:
        return find_story(lesson.story or ""), []
    opened = open_files(lesson.files)
    with transaction.atomic():
        story = find_or_make_story(
            opened,
            name=lesson.story,
            source=lesson.source,
            locales=lesson.locales,
            first=lesson.files[0],
        )
    for each in opened:
        for notice in each.document.notices:
            lesson.notify(f"{each.name}: {notice}")
    with hold_story(story):
        sources = import_files(
            opened,
            story,
            work=None,
            part=None,
            named=lesson.story is not None,
            progress=progress,
        )
    return story, sources


def _pair(lesson: Lesson, story: Story, locales: list[LocaleInfo]) -> Paired | None:
    if lesson.translation is None:
        return None
    source = parse_locale(story.source_locale)
    pairs = read_pairs(lesson.files, lesson.translation, source, locales[0])
    return learn_from_pairs(story, pairs, locales[0])


def _confirm(
    lesson: Lesson,
    taught: Taught,
    locales: Sequence[LocaleInfo],
    engine: Engine,
    watch: Watch,
    progress: Progressing,
) -> None:
    """Ask the model; what it cannot finish is told, what was learned stays."""
    if lesson.chooser is None:
        return
    taught.confirmed = Confirmed()
    try:
        confirm_entries(
            taught.story,
            taught.learnt.entries,
            locales,
            engine,
            taught.confirmed,
            budget=lesson.budget,
            workers=lesson.chooser.workers,
            watch=watch,
            progress=progress,
        )
    except StoryportError as error:
        taught.ended = error
