from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from storyport.engines.base import Abilities, Answer, Refused, Translator, Usage
from storyport.engines.prices import Price
from storyport.engines.translate import pacer_for
from storyport.kernel.errors import BadInput, BudgetReached, EngineFailed
from storyport.kernel.locales import parse_locales
from storyport.localize.learning.confirming import Confirmed, confirm_entries
from storyport.localize.routing.lanes import Engine
from storyport.story.facts import EntryFacts, EvidenceFacts, RenderingFacts
from storyport.story.reading import load_bible
from storyport.story.writing import changing, write_entries
from storyport.work.pacing import Limits, Patience

pytestmark = pytest.mark.database
PRICE = Price(Decimal(1), Decimal(1), Decimal(1))
SAID = {
    "林风": "character | male | Lin Feng",
    "青云山": "place | - | Mount Qingyun",
    "于是": "no | then, an ordinary word",
    "怪": "I cannot say.",
}


class Model(Translator):
    """Answers questions about names by a table."""

    name = "model"
    abilities = Abilities("", True, True, instructed=True)

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fails = False

    async def translate(self, request):
        if self.fails:
            raise Refused("no such model.")
        names = [json.loads(line.text)["name"] for line in request.lines]
        self.asked += names
        texts = {
            line.id: SAID.get(name, f"term | - | {name}")
            for line, name in zip(request.lines, names, strict=True)
        }
        return Answer(texts, Usage(1000, 0, 1000))


@pytest.fixture
def model():
    return Model()


@pytest.fixture
def ask(desk, model):
    def run(entries, locales="en", **more):
        def make():
            patience = Patience(base=0.0, cap=0.0, storm=1000)
            return model, pacer_for(model, Limits(workers=2), patience=patience)

        done = Confirmed()
        engine = Engine("model", make, more.pop("price", PRICE))
        confirm_entries(desk.story, entries, parse_locales(locales), engine, done, **more)
        return done

    return run


@pytest.fixture
def learned(desk):
    entries = [
        EntryFacts(
            0, word, "character", confidence=0.7, evidence=(EvidenceFacts("1", f"{word}来了"),)
        )
        for word in SAID
    ]
    with changing(desk.story) as bible:
        return write_entries(desk.story, bible, entries)


def entry(desk, word):
    return next(each for each in load_bible(desk.story).entries if each.headword == word)


def test_what_a_model_says_becomes_a_proposal(desk, ask, learned):
    done = ask(learned)
    assert (done.confirmed, done.doubted, done.unanswered) == (2, 1, ["怪 (en)"])
    assert done.cost == Decimal("0.002")
    feng, peak = entry(desk, "林风"), entry(desk, "青云山")
    assert (feng.gender, feng.renderings["en"]) == ("male", RenderingFacts("Lin Feng"))
    assert feng.confidence >= 0.9
    assert peak.kind == "place"
    assert entry(desk, "于是").confidence < 0.2
    assert entry(desk, "怪").confidence == 0.7


def test_what_was_answered_is_not_asked_again(ask, learned, model):
    ask(learned)
    first = list(model.asked)
    done = ask(learned)
    assert model.asked == [*first, "怪"]
    assert done.confirmed == 2


def test_each_locale_is_asked_for_its_renderings(desk, ask, learned):
    ask(learned, "en,es")
    assert sorted(entry(desk, "林风").renderings) == ["en", "es"]


def test_what_a_person_decided_is_left_alone(desk, ask, learned):
    desk.say("林风", "Lin Phong")
    with changing(desk.story) as bible:
        write_entries(
            desk.story, bible, [replace(entry(desk, "青云山"), confidence=None, kind="faction")]
        )
    ask(load_bible(desk.story).entries)
    assert entry(desk, "林风").renderings["en"].text == "Lin Phong"
    assert entry(desk, "青云山").kind == "faction"


def test_a_budget_is_kept(desk, ask, model):
    with changing(desk.story) as bible:
        entries = [EntryFacts(0, f"词{n}", "term", confidence=0.5) for n in range(100)]
        stored = write_entries(desk.story, bible, entries)
    with pytest.raises(BudgetReached):
        ask(stored, budget=Decimal("0.005"))
    assert 0 < len(model.asked) < 100
    with pytest.raises(BadInput, match="price"):
        ask(stored, budget=Decimal(1), price=None)


def test_an_engine_that_gives_up_loses_nothing(desk, ask, learned, model):
    model.fails = True
    with pytest.raises(EngineFailed):
        ask(learned)
    assert entry(desk, "林风").confidence == 0.7


def test_an_engine_that_only_translates_is_refused(ask, learned, model):
    model.abilities = replace(model.abilities, instructed=False)
    with pytest.raises(BadInput, match="does not answer questions"):
        ask(learned)
