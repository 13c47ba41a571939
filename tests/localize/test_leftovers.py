from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale, parse_locales
from storyport.localize.applying import apply_change
from storyport.localize.impact import find_impact
from storyport.localize.leftovers import Leftovers
from storyport.localize.models import Target
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.matching import FactIndex
from storyport.story.reading import load_bible


def leftovers(*former, now="Lin Phong", kind="character", locale="en", others=()):
    facts = RenderingFacts(now, "approved", former=former)
    entries = [EntryFacts(1, "林风", kind, renderings={locale: facts})]
    for number, text in enumerate(others, start=2):
        told = {locale: RenderingFacts(text, "approved")}
        entries.append(EntryFacts(number, f"某{number}", "character", renderings=told))
    index = FactIndex(Bible(tuple(entries)), parse_locale("zh-Hans"))
    return Leftovers(index, parse_locale(locale))


@pytest.mark.parametrize(
    ("target", "mended"),
    [
        ("Lin Feng laughed.", "Lin Phong laughed."),
        ("<1>Lin</1> Feng laughed, and Lin Feng went.", None),
        ("He laughed.", "He laughed."),
        ("Linfeng laughed.", "Linfeng laughed."),
        ("Then Lin Feng’s sword fell.", "Then Lin Phong’s sword fell."),
    ],
)
def test_a_name_of_two_words_is_put_in_wherever_it_stands(target, mended):
    assert leftovers("Lin Feng").mended(target, ()) == mended


def test_whom_the_source_names_is_not_looked_at_here():
    assert not leftovers("Lin Feng").stand_in("Lin Feng laughed.", ((1, "林风", 1),))
    assert leftovers("Lin Feng").stand_in("Lin Feng laughed.", ((2, "某2", 1),))


def test_one_word_may_be_a_word_at_the_head_of_a_sentence():
    assert leftovers("Forest").mended("Then Forest laughed.", ()) == "Then Lin Phong laughed."
    assert leftovers("Forest").mended("Forest and hills lay before them.", ()) is None
    assert not leftovers("Forest").stand_in("the forest lay before them", ())


def test_what_is_no_name_is_left_alone():
    assert not leftovers("the old man").stand_in("Then the old man came.", ())
    assert not leftovers("Spirit Stone", kind="item").stand_in("A Spirit Stone fell.", ())
    assert not leftovers("Lin Feng", others=["Lin Feng"]).stand_in("Lin Feng came.", ())


def test_a_piece_of_somebody_elses_name_is_left_alone():
    found = leftovers("Lin", now="Xu", others=["Lin Mo"])
    assert found.mended("And Lin Mo laughed.", ()) is None


def test_names_of_two_bearers_are_nobodys():
    one, two = (RenderingFacts(text, "approved", former=("Lin Feng",)) for text in ("A B", "C D"))
    entries = (
        EntryFacts(1, "林风", "character", renderings={"en": one}),
        EntryFacts(2, "林枫", "character", renderings={"en": two}),
    )
    index = FactIndex(Bible(entries), parse_locale("zh-Hans"))
    assert not Leftovers(index, parse_locale("en")).stand_in("Lin Feng came.", ())


@pytest.fixture
def told(desk):
    desk.say("林风", "Lin Feng", kind="character")
    desk.load({"第一章": ["林风来了。", "他笑了，说：“走。”", "雪停了。"]})
    desk.run()
    pronoun = Target.objects.filter(segment__source__startswith="他")
    pronoun.update(text="Lin Feng smiled and said, “Go.”")
    return desk


@pytest.mark.database
def test_a_change_reaches_the_line_that_only_the_translator_gave_a_name(told):
    english = parse_locale("en")
    foreseen = find_impact(told.story, "林风", english, text="Lin Phong", price=None)
    assert foreseen.count("substitute") == foreseen.total == 2
    told.say("林风", "Lin Phong")
    entries = load_bible(told.story).named("林风")
    (done,) = apply_change(told.story, entries, parse_locales("en"))
    assert done.substituted == 2
    assert told.texts()["他笑了，说：“走。”"] == "Lin Phong smiled and said, “Go.”"
    assert told.run().requests == 0


@pytest.mark.database
def test_the_next_translation_reaches_it_too(told):
    told.say("林风", "Lin Phong")
    assert told.run().requests == 0
    assert told.texts()["他笑了，说：“走。”"] == "Lin Phong smiled and said, “Go.”"
    assert told.run().total("fresh") == 4


@pytest.mark.database
def test_what_a_person_reviewed_or_what_may_be_another_is_told_and_stays(told):
    Target.objects.filter(text__contains="smiled").update(status=Target.Status.REVIEWED)
    told.say("林风", "Lin Phong")
    entries = load_bible(told.story).named("林风")
    assert apply_change(told.story, entries, parse_locales("en"))[0].held == 1
    Target.objects.filter(text__contains="smiled").update(
        status=Target.Status.CHECKED, text="<1>Lin</1> Feng smiled."
    )
    assert apply_change(told.story, entries, parse_locales("en"))[0].unsure == 1
