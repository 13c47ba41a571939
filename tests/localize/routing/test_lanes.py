"""Several engines in one run: each does what its lane says."""

from dataclasses import replace

import pytest

from storyport.engines.base import Refused
from storyport.engines.translate import pacer_for
from storyport.engines.translate.fake import FakeTranslator
from storyport.localize.models import Target
from storyport.localize.routing.lanes import Engine, Lane, Routing
from storyport.work.models import Call
from storyport.work.pacing import Limits, Patience

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BOOK = {
    "第一章": ["山门前站着一个少年，他已经等了三天三夜。", "没有人开门，只有雪一直落下来。"],
    "第二章": ["第二天早上，门终于开了一条缝。", "里面的人问他姓什么，他却答不上来。"],
}


class Company:
    """Fake engines by name, each with its faults, and what each was sent."""

    def __init__(self, **faults):
        self.faults = faults
        self.sent = {name: [] for name in faults}

    def engine(self, name):
        def watched(request, answer):
            self.sent[name] += [line.text for line in request.lines]
            fault = self.faults[name]
            return fault(request, answer) if fault else answer

        def make():
            translator = FakeTranslator(name, watched)
            patience = Patience(base=0.0, cap=0.0, storm=1000)
            return translator, pacer_for(translator, Limits(workers=2), patience=patience)

        return Engine(name, make, None)

    def routing(self, **lanes):
        """`locale_kind=Lane`, where `_` alone is all of them."""
        named = {tuple(key.split("_")): lane for key, lane in lanes.items()}
        return Routing({name: self.engine(name) for name in self.faults}, named)


def refuse(request, answer):
    raise Refused("the key was revoked")


def garble(request, answer):
    """Leave every line in Chinese."""
    texts = {line.id: line.text for line in request.lines}
    return type(answer)(texts, answer.usage, answer.requests)


def engines_of(locale="en"):
    rows = Target.objects.shown(locale).values_list("segment__source", "engine")
    return {source: engine for source, engine in rows if engine}


def test_each_locale_and_kind_has_its_engine(desk):
    desk.locales = "en,es"
    desk.load(BOOK)
    company = Company(large=None, small=None, spanish=None)
    totals = desk.run(
        routing=company.routing(
            en_=Lane(("large",)), en_heading=Lane(("small",)), es_=Lane(("spanish",))
        )
    )
    assert not totals.unfinished
    assert set(company.sent["small"]) == set(BOOK)
    assert set(company.sent["large"]) == {line for lines in BOOK.values() for line in lines}
    assert set(engines_of("es").values()) == {"spanish"}
    assert set(Call.objects.values_list("engine", "locale")) == {
        ("large", "en"),
        ("small", "en"),
        ("spanish", "es"),
    }


def test_what_failed_twice_goes_to_the_second_engine(desk):
    desk.load(BOOK)
    company = Company(first=garble, second=None)
    totals = desk.run(routing=company.routing(_=Lane(("first",), second="second")))
    assert not totals.unfinished
    assert set(engines_of().values()) == {"second"}
    lines = [line for lines in BOOK.values() for line in lines]
    assert all(company.sent["first"].count(line) == 2 for line in lines)
    assert all(company.sent["second"].count(line) == 1 for line in lines)


def test_a_second_engine_is_not_redone_as_another_engine(desk):
    desk.load(BOOK)
    company = Company(first=garble, second=None)
    routing = company.routing(_=Lane(("first",), second="second"))
    desk.run(routing=routing)
    again = Company(first=garble, second=None)
    desk.run(routing=again.routing(_=Lane(("first",), second="second")), redo="engine")
    assert again.sent == {"first": [], "second": []}


def test_the_next_takes_over_from_an_engine_that_fails_for_good(desk):
    desk.load(BOOK)
    company = Company(first=refuse, next=None)
    totals = desk.run(routing=company.routing(_=Lane(("first", "next"))))
    assert not totals.unfinished
    assert set(engines_of().values()) == {"next"}
    assert len(totals.notes) == 1
    assert "first" in totals.notes[0]


def test_a_second_engine_that_fails_for_good_leaves_the_first_to_it(desk):
    desk.load(BOOK)
    company = Company(first=garble, second=refuse)
    totals = desk.run(routing=company.routing(_=Lane(("first",), second="second")))
    assert set(engines_of().values()) == {"first"}
    assert len(totals.notes) == 1
    # Better listed than lost: its answers are kept as drafts, with what is wrong with them.
    assert set(Target.objects.values_list("status", flat=True)) == {"draft"}


def test_memory_in_a_lane_leaves_the_rest_undone(desk):
    desk.load(BOOK)
    company = Company(only=None)
    totals = desk.run(routing=company.routing(en_heading=Lane(("only",)), en_=Lane()))
    assert set(company.sent["only"]) == set(BOOK)
    assert totals.total("unfinished") == 4


def test_a_run_cut_off_between_engines_finds_its_answers_again(desk):
    desk.load(BOOK)
    company = Company(first=garble, second=None)
    routing = company.routing(_=Lane(("first",), second="second"))
    desk.run(routing=routing)
    Target.objects.all().delete()
    again = Company(first=refuse, second=refuse)
    totals = desk.run(routing=again.routing(_=Lane(("first",), second="second")))
    assert not totals.unfinished
    assert set(engines_of().values()) == {"second"}


def test_what_took_over_is_not_asked_again_after_a_kill(desk):
    desk.load(BOOK)
    company = Company(first=refuse, next=None)
    desk.run(routing=company.routing(_=Lane(("first", "next"))))
    Target.objects.all().delete()
    again = Company(first=refuse, next=None)
    totals = desk.run(routing=again.routing(_=Lane(("first", "next"))))
    assert not totals.unfinished
    assert again.sent["next"] == []
    assert set(engines_of().values()) == {"next"}


def test_an_engine_that_always_says_the_same_is_not_asked_the_same_again(desk):
    desk.load(BOOK)
    company = Company(first=garble, second=None)
    routing = company.routing(_=Lane(("first",)))
    made = routing.engines["first"].make

    def settled():
        translator, pacer = made()
        translator.abilities = replace(translator.abilities, settled=True)
        return translator, pacer

    engines = {"first": replace(routing.engines["first"], make=settled)}
    desk.run(routing=replace(routing, engines=engines))
    lines = [line for lines in BOOK.values() for line in lines]
    assert all(company.sent["first"].count(line) == 1 for line in lines)
    assert set(Target.objects.values_list("status", flat=True)) == {"draft"}
