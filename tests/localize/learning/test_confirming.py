from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from storyport.engines.base import Abilities, Answer, Declined, Refused, Translator, Usage
from storyport.engines.prices import Price
from storyport.engines.translate import pacer_for
from storyport.kernel.errors import BadInput, BudgetReached, EngineFailed, Interrupted
from storyport.kernel.locales import parse_locales
from storyport.localize.learning.confirming import Confirmed, confirm_entries
from storyport.localize.learning.watching import Watch
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
        self.refuses = ""
        self.requests = []
        self.said = dict(SAID)

    async def translate(self, request):
        if self.fails:
            raise Refused("no such model.")
        names = [json.loads(line.text)["name"] for line in request.lines]
        if self.refuses in names:
            raise Declined("not that one.")
        self.requests.append(request)
        self.asked += names
        texts = {
            line.id: self.said.get((name, request.target.tag))
            or self.said.get(name, "term | - | x")
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

        done = more.pop("done", None) or Confirmed()
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


def test_what_is_in_flight_when_an_engine_fails_is_kept_and_booked(desk, ask, model):
    with changing(desk.story) as bible:
        entries = [EntryFacts(0, f"词{n}", "term", confidence=0.5) for n in range(40)]
        stored = write_entries(desk.story, bible, entries)
    model.refuses = stored[0].headword
    done = Confirmed()
    with pytest.raises(EngineFailed):
        ask(stored, done=done)
    assert done.cost == Decimal("0.002")
    assert done.confirmed == 20
    assert len(done.unanswered) == 20


def test_what_was_never_asked_is_not_called_unanswered(ask, learned, model):
    done = Confirmed()
    with pytest.raises(Interrupted):
        ask(learned, done=done, watch=Watch(stop=lambda: True))
    assert (model.asked, done.unanswered) == ([], [])


def test_a_stop_keeps_what_is_in_flight(desk, ask, model):
    with changing(desk.story) as bible:
        entries = [EntryFacts(0, f"词{n}", "term", confidence=0.5) for n in range(60)]
        stored = write_entries(desk.story, bible, entries)
    asked = []
    done = Confirmed()
    with pytest.raises(Interrupted):
        # The first look sends a batch, the second ends it.
        ask(
            stored,
            done=done,
            workers=1,
            watch=Watch(stop=lambda: bool(asked.append(1) or asked[1:])),
        )
    assert (len(model.asked), done.confirmed, done.cost) == (20, 20, Decimal("0.002"))


def test_under_a_budget_answers_have_a_limit(ask, learned, model):
    ask(learned, budget=Decimal(1))
    assert model.requests[0].most_tokens == 2 * 48 * len(SAID) + 400
    ask(learned, "es")
    assert model.requests[1].most_tokens is None


def test_more_evidence_brings_no_new_question(desk, ask, learned, model):
    ask(learned)
    first = len(model.asked)
    with changing(desk.story) as bible:
        feng = next(each for each in bible.entries if each.headword == "林风")
        more = replace(
            feng, aliases=("小风",), evidence=(EvidenceFacts("2", "小风"), *feng.evidence)
        )
        write_entries(desk.story, bible, [more])
    ask(load_bible(desk.story).entries)
    assert model.asked[first:] == ["怪"]


def test_two_entries_of_one_name_do_not_become_one_kind(desk, ask, model):
    with changing(desk.story) as bible:
        kinds = ("character", "place")
        entries = [EntryFacts(0, "甲甲", kind, confidence=0.7) for kind in kinds]
        stored = write_entries(desk.story, bible, entries)
    model.said["甲甲"] = "item | - | Jia"
    ask(stored)
    assert sorted(each.kind for each in load_bible(desk.story).entries) == ["item", "place"]


@pytest.mark.parametrize("together", [True, False])
def test_a_name_in_one_locale_is_a_name(desk, ask, learned, model, together):
    model.said["林风", "es"] = "no | viento"
    for locales in ["en,es"] if together else ["en", "es"]:
        ask(load_bible(desk.story).entries, locales)
    feng = entry(desk, "林风")
    assert feng.confidence >= 0.9
    assert feng.renderings["en"].text == "Lin Feng"


def test_why_it_is_no_name_is_a_reason_and_never_sent(desk, ask, learned, model):
    ask(learned)
    told = entry(desk, "于是").evidence
    assert told[-1] == EvidenceFacts("", "", "a model: no name: then, an ordinary word")
    ask(load_bible(desk.story).entries, "es")
    assert "ordinary" not in "".join(line.text for line in model.requests[-1].lines)
