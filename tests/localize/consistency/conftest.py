"""A story told in two media, with its targets put in by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from storyport.kernel.digests import digest_text
from storyport.kernel.locales import parse_locale
from storyport.localize.consistency.conflicts import find_text_conflicts
from storyport.localize.consistency.report import Consistency, EntryUse, find_consistency
from storyport.localize.models import Segment, Target
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.contradictions import Conflict
from storyport.story.models import Part, Source, Story, Work
from storyport.story.stories import make_story

Lines = Sequence[tuple[str, str | None]]


@dataclass
class Shelf:
    """One story and its works."""

    story: Story

    def say(self, word: str, text: str, locale: str = "en", **saying: Any) -> None:
        set_entry(self.story, Saying(word=word, locale=parse_locale(locale), text=text, **saying))

    def put(
        self, medium: str, chapters: Mapping[str, Lines], locale: str = "en", name: str = ""
    ) -> list[Target]:
        """Add chapters of (source, target) to a work; a target of None is not there."""
        work, _ = Work.objects.get_or_create(
            story=self.story, medium=medium, defaults={"name": name or medium}
        )
        source, _ = Source.objects.get_or_create(work=work, name="file", defaults={"format": "txt"})
        made = []
        for title, lines in chapters.items():
            order = source.parts.count()
            part = Part.objects.create(
                source=source, key=f"k{order}", title=title, order=order, digest="-"
            )
            for number, (text, target) in enumerate(lines):
                digest = digest_text(text)[:32]
                segment = Segment.objects.create(
                    part=part,
                    key=f"u{number}",
                    order=number,
                    kind="paragraph",
                    source=text,
                    digest=digest,
                )
                if target is not None:
                    made.append(self.target(segment, target, locale))
        return made

    @staticmethod
    def target(segment: Segment, text: str, locale: str = "en", **more: Any) -> Target:
        given = {
            "source_digest": segment.digest,
            "basis": segment.digest,
            "status": "checked",
            "origin": "engine",
        }
        return Target.objects.create(segment=segment, locale=locale, text=text, **(given | more))

    def report(self, to: str = "en", kinds: Sequence[str] = ()) -> Consistency:
        return find_consistency(self.story, [parse_locale(to)] if to else [], kinds)

    def use(self, headword: str, to: str = "en") -> EntryUse:
        """What the report says of one entry."""
        (found,) = (
            use for use in self.report(to).locales[0].entries if use.entry.headword == headword
        )
        return found

    def conflicts(self, to: str = "en") -> list[Conflict]:
        return find_text_conflicts(self.story, [parse_locale(to)])


@pytest.fixture
def shelf(db) -> Shelf:
    return Shelf(make_story("book", "墨与云", parse_locale("zh-Hans"), []))


@pytest.fixture
def told(shelf) -> Shelf:
    """林风 in a novel and a game: agreed, by an alias, misspelled, banned, gone."""
    shelf.say("林风", "Lin Feng", kind="character", aliases=("小风",), banned=("Forest Wind",))
    shelf.say("小风", "Little Feng", form="小风")
    shelf.say("云墨阁", "Cloudink Pavilion", kind="place")
    shelf.put(
        "novel",
        {
            "第一章": [
                ("林风推开了窗。", "Lin Feng opened the window."),
                ("林<1>风</1>走了，林风又回来了。", "<1>Lin</1> Feng left, and came back."),
                ("小风睡了。", "Little Feng slept."),
                ("雨停了。", "The rain stopped."),
            ],
            "第二章": [
                ("林风笑了。", "Lin Fong laughed."),
                ("林风在云墨阁里。", "He was in the Cloudink Pavilion."),
                ("林风来了。", None),
            ],
        },
    )
    shelf.put("game", {"strings": [("林风升级了！", "Forest Wind levelled up!")]}, name="Lamp Room")
    return shelf
