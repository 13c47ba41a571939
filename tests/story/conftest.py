"""A story to try things on."""

from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale, parse_locales
from storyport.story.actions.set_entry import Saying, SetResult, set_entry
from storyport.story.facts import EntryFacts
from storyport.story.models import Story
from storyport.story.reading import load_bible
from storyport.story.stories import make_story


class Scribe:
    """Says things about one story, and reads them back."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def say(self, word: str, text: str = "", to: str = "en", **more) -> SetResult:
        return set_entry(self.story, Saying(word, locale=parse_locale(to), text=text, **more))

    def entry(self, headword: str, kind: str = "") -> EntryFacts:
        (found,) = (
            entry
            for entry in load_bible(self.story).entries
            if entry.headword == headword and kind in ("", entry.kind)
        )
        return found

    def entries(self) -> list[str]:
        return [str(entry) for entry in load_bible(self.story).entries]


@pytest.fixture
def scribe(db) -> Scribe:
    return Scribe(make_story("剑来", "剑来", parse_locale("zh"), parse_locales("en,es")))
