"""Takes in a table that a reviewer sent back: read and weighed whole, then stored in one go."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from storyport.formats.review import Head, open_review
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progressing, Silent
from storyport.localize.judging import Judge
from storyport.localize.models import Target
from storyport.localize.pipeline.recording import Recorder
from storyport.localize.reviewing.outcomes import Import, Outcome
from storyport.localize.reviewing.reading import Reading
from storyport.localize.reviewing.remembering import remember
from storyport.localize.reviewing.weighing import Weigher
from storyport.localize.running import hold_story
from storyport.story.matching import load_index
from storyport.story.models import Story

__all__ = ["Wish", "import_review"]

_BATCH = 400


@dataclass(frozen=True)
class Wish:
    """How a table is to be taken.

    Attributes:
        all_reviewed: the whole of it was read: what was left as it is counts as reviewed.
        force: what came back replaces what was changed or locked since the export.
        moved: targets that changed places with one another are meant.
    """

    all_reviewed: bool = False
    force: bool = False
    moved: bool = False


def import_review(
    story: Story,
    locale: LocaleInfo,
    path: Path,
    wish: Wish | None = None,
    progress: Progressing | None = None,
) -> Import:
    """Store what a reviewer decided, all of it or nothing.

    Raises:
        BadInput: the file cannot be used at all: damaged, of another story or locale, or its
            columns no longer belong together (rows are named). Busy: a run is at work.
    """
    wish, progress = wish or Wish(), progress or Silent()
    file = open_review(path)
    _check_head(file.head, story, locale, path)
    with hold_story(story) as handle:
        judge = Judge(
            load_index(story),
            parse_locale(story.source_locale),
            locale,
        )
        reading = Reading(story, file, Weigher(judge, wish.all_reviewed, wish.force))
        reading.read(progress, handle.beat)
        reading.check_whole(path, moved=wish.moved)
        done = reading.result()
        with transaction.atomic():
            _store(story, locale, reading.outcomes, done, handle.id)
    return done


def _check_head(head: Head, story: Story, locale: LocaleInfo, path: Path) -> None:
    if head.story and head.story != story.name:
        raise BadInput(
            f"it is of the story {head.story}, not of {story.name}.",
            where=str(path),
            do=f"Import it with --story {head.story}.",
        )
    if head.reference.locale != locale.tag:
        raise BadInput(
            f"it is a review of {head.reference.locale}, not of {locale.tag}.",
            where=str(path),
            do=f"Import it with --to {head.reference.locale}.",
        )


def _store(
    story: Story, locale: LocaleInfo, outcomes: Sequence[Outcome], done: Import, run: uuid.UUID
) -> None:
    """Store versions; here a person decided, so what was reviewed before gives way, too."""
    storing = [outcome for outcome in outcomes if outcome.new is not None]
    recorder = Recorder(run)
    for start in range(0, len(storing), _BATCH):
        targets = [o.new for o in storing[start : start + _BATCH] if o.new is not None]
        old = Target.objects.filter(
            segment__in=[target.segment for target in targets], locale=locale.tag, current=True
        )
        old.update(current=False)
        recorder.save_targets(targets)
    done.comments = sum(bool(outcome.comment) for outcome in storing)
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    # Memory does not know who made what: text that may not be published stays out of it.
    edited = (o for o in storing if o.kind == "edited")
    pairs = ((o.source, o.new.text) for o in edited if o.new is not None and o.new.publishable)
    done.remembered = remember(story, locale.tag, pairs, stamp)
