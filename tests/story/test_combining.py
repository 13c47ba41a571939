from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from tests.story.exchange.bibles import bibles

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.merge_bible import merge_bible, other_bible
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.combining import combine
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.stories import make_story


def en(text, status="approved", **more):
    return {"en": RenderingFacts(text, status, **more)}


def entry(number, headword, text="", status="approved", **more):
    renderings = more.pop("renderings", en(text, status) if text else {})
    return EntryFacts(number, headword, "character", renderings=renderings, **more)


def combined(our, their, **more):
    return combine(Bible((our,)), Bible((their,)), **more)


def test_what_only_one_says_is_taken():
    done = combine(
        Bible((entry(1, "林风", "Lin Feng"),)),
        Bible((entry(1, "顾雁", "Gu Yan"), entry(2, "林风", gender="male", aliases=("小风",)))),
    )
    new, feng = done.entries
    assert (new.id, new.headword) == (0, "顾雁")
    assert (feng.id, feng.gender, feng.aliases) == (1, "male", ("小风",))
    assert feng.rendering_of("林风", "en") == ("Lin Feng", True)
    assert done.disagreements == ()


def test_what_both_decided_stays_as_here_and_is_told():
    our, their = entry(1, "林风", "Lin Feng", gender="male"), entry(1, "林风", "Lin Fung")
    done = combined(our, replace(their, gender="female"))
    assert done.entries == ()
    assert sorted(map(str, done.disagreements)) == [
        "林风: gender 'male' here, 'female' there; ours stays",
        "林风: rendering en 'Lin Feng' here, 'Lin Fung' there; ours stays",
    ]


def test_theirs_may_be_wanted_but_for_what_is_locked():
    their = entry(1, "林风", "Lin Fung")
    (changed,) = combined(entry(1, "林风", "Lin Feng"), their, prefer_theirs=True).entries
    assert changed.rendering_of("林风", "en") == ("Lin Fung", True)
    assert combined(entry(1, "林风", "Lin Feng", "locked"), their, prefer_theirs=True).entries == ()


def test_what_is_decided_goes_before_what_is_proposed():
    hint, rule = entry(1, "林风", "Lin Wind", "proposed"), entry(1, "林风", "Lin Feng")
    (taken,) = combined(hint, rule).entries
    assert taken.rendering_of("林风", "en") == ("Lin Feng", True)
    kept = combined(rule, hint)
    assert (kept.entries, kept.disagreements) == ((), ())


def test_a_form_that_names_somebody_else_here_is_not_taken():
    ours = Bible((entry(1, "林风"), entry(2, "顾雁", aliases=("小风",))))
    done = combine(ours, Bible((entry(1, "林风", aliases=("小风",)),)))
    assert done.entries == ()
    (one,) = done.disagreements
    assert (one.what, one.theirs) == ("form", "小风")


def test_one_who_is_known_by_another_form_is_the_same_one():
    (joined,) = combined(
        entry(1, "林风", aliases=("小风",)), entry(1, "小风", "Little Feng")
    ).entries
    assert (joined.id, joined.headword, joined.aliases) == (1, "林风", ("小风",))


def test_a_ban_of_what_is_in_use_here_is_told_and_left():
    their = entry(1, "林风", renderings=en("", banned=("Feng", "Wind")))
    done = combined(entry(1, "林风", "Lin Feng"), their)
    assert done.entries[0].banned_in("en") == ("Wind",)
    assert [each.what for each in done.disagreements] == ["ban"]


@given(bibles())
def test_a_bible_taken_into_itself_changes_nothing(bible):
    numbered = Bible(
        tuple(replace(each, id=number) for number, each in enumerate(bible.entries, 1)),
        bible.source,
    )
    done = combine(numbered, bible)
    assert done.entries == ()


@pytest.mark.database
def test_the_bible_of_another_story_is_taken_in(scribe):
    other = make_story("Other", "", parse_locale("zh-Hans"), [])
    scribe.say("林风", "Lin Feng", kind="character")
    set_entry(other, Saying("顾雁", kind="character", locale=parse_locale("en"), text="Gu Yan"))
    theirs = other_bible(scribe.story, "Other")
    assert merge_bible(scribe.story, theirs, dry=True).created == 1
    assert scribe.entries() == ["林风 (character)"]
    assert merge_bible(scribe.story, theirs).created == 1
    assert scribe.entries() == ["林风 (character)", "顾雁 (character)"]
    assert merge_bible(scribe.story, theirs).entries == ()


@pytest.mark.database
def test_what_is_no_other_bible_is_refused(scribe):
    make_story("English", "", parse_locale("en"), [])
    for name in ("nothing", scribe.story.name, "English"):
        with pytest.raises(BadInput):
            other_bible(scribe.story, name)
