"""A small story, and a run over it with the fake engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storyport.engines.prices import Price
from storyport.engines.translate import pacer_for
from storyport.engines.translate.fake import FakeTranslator
from storyport.formats.base import Document, Edition, Part, Translations, Unit
from storyport.kernel.digests import digest_text
from storyport.kernel.locales import parse_locale, parse_locales
from storyport.localize.importing import import_document
from storyport.localize.models import Target
from storyport.localize.pipeline.totals import Totals
from storyport.localize.routing.lanes import Engine, Routing
from storyport.localize.running import Order, hold_story, run_order
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.models import Story, Work
from storyport.story.stories import make_story
from storyport.work.pacing import Limits, Patience

PRICE = Price(Decimal(1), Decimal(2), Decimal("0.1"))


class Lines(Document):
    """A document of chapters of lines, for tests."""

    format = "lines"
    extensions = (".lines",)

    def __init__(self, chapters: dict[str, list[str]]) -> None:
        self.path = Path("book.lines")
        self.chapters = chapters
        self.title = "书"

    @classmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:
        return False

    @classmethod
    def open(cls, path: Path) -> Document:
        raise NotImplementedError

    def parts(self):
        for title, lines in self.chapters.items():
            units = [Unit(f"u{n}", line) for n, line in enumerate(lines)]
            yield Part(title, title, (Unit("h", title, "heading"), *units))

    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        raise NotImplementedError

    def write_unchanged(self, out: Path) -> None:
        raise NotImplementedError


@dataclass
class Desk:
    """One story, its one source, and what was sent to the engine."""

    story: Story
    work: Work
    locales: str = "en"
    price: Price | None = PRICE
    sent: list[list[str]] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)

    def load(self, chapters: dict[str, list[str]]) -> None:
        document = Lines(chapters)
        self.source = import_document(
            self.work, "book", document, digest=digest_text(repr(chapters))
        )

    def say(self, word: str, text: str, locale: str = "en", **saying: Any) -> None:
        set_entry(self.story, Saying(word=word, locale=parse_locale(locale), text=text, **saying))

    def run(
        self,
        faults: Any = None,
        *,
        engine: str | None = "fake",
        stop=None,
        made=None,
        routing=None,
        **order: Any,
    ) -> Totals:
        self.sent, self.requests = [], []

        def watched(request: Any, answer: Any) -> Any:
            self.requests.append(request)
            self.sent.append([line.text for line in request.lines])
            return faults(request, answer) if faults else answer

        def make() -> Any:
            translator = FakeTranslator(engine or "", watched)
            patience = Patience(base=0.0, cap=0.0, storm=1000)
            return translator, pacer_for(translator, Limits(workers=4), patience=patience)

        totals = Totals()
        chosen = made or (Engine(engine, make, self.price) if engine else None)
        routing = routing or Routing.of(chosen)
        wanted = Order(self.story, [self.source], parse_locales(self.locales), routing, **order)
        with hold_story(self.story) as handle:
            run_order(wanted, totals, handle, stop or (lambda: False), lambda _: None)
        return totals

    @property
    def asked(self) -> list[str]:
        """All lines sent, in any order."""
        return sorted(text for lines in self.sent for text in lines)

    def texts(self, locale: str = "en") -> dict[str, str]:
        """Source -> current target."""
        rows = Target.objects.shown(locale)
        return dict(rows.values_list("segment__source", "text"))


@pytest.fixture
def desk(db) -> Desk:
    story = make_story("book", "书", parse_locale("zh-Hans"), [])
    work = Work.objects.create(story=story, medium="novel", name="novel")
    return Desk(story, work)
