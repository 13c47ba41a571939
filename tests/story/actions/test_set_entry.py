from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.set_entry import Saying, set_entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_an_entry_is_made_approved_and_then_as_it_was(scribe):
    said = {"kind": "character", "gender": "male", "aliases": ("小风",), "banned": ("Lin Wind",)}
    made = scribe.say("林风", "Lin Feng", **said)
    assert (made.created, made.changed) == (True, True)
    assert made.entry == scribe.entry("林风")
    assert made.entry.renderings["en"].status == "approved"
    again = scribe.say("林风", "Lin Feng", **said)
    assert (again.created, again.changed) == (False, False)


def test_a_proposal_does_not_replace_what_is_approved(scribe):
    assert scribe.say("林风", "Lin Feng", proposed=True).entry.renderings["en"].status == "proposed"
    scribe.say("林风", "Lin Feng")
    assert scribe.say("林风", "Lin Feng", proposed=True).changed is False
    with pytest.raises(BadInput, match="approved, and a proposal"):
        scribe.say("林风", "Lin Phong", proposed=True)
    scribe.say("林风", "Lin Phong", proposed=True, force=True)
    assert scribe.entry("林风").renderings["en"].status == "proposed"


def test_called_by_an_alias_the_text_is_the_aliass(scribe):
    scribe.say("林风", "Lin Feng", kind="character", aliases=("小风",))
    scribe.say("小风", "Little Feng")
    scribe.say("林风", "Feng'er", form="风儿", aliases=("风儿",))
    facts = scribe.entry("林风").renderings["en"]
    assert facts.text == "Lin Feng"
    assert facts.aliases == {
        "小风": ("Little Feng", "approved"),
        "风儿": ("Feng'er", "approved"),
    }


def test_called_by_an_alias_the_headword_can_still_be_meant(scribe):
    scribe.say("林风", aliases=("小风",))
    scribe.say("小风", "Lin Feng", form="林风")
    assert scribe.entry("林风").renderings["en"].text == "Lin Feng"


def test_a_form_must_be_known(scribe):
    scribe.say("林风", "Lin Feng")
    with pytest.raises(BadInput, match="--alias 风儿"):
        scribe.say("林风", "Feng'er", form="风儿")
    with pytest.raises(BadInput, match="--form without --text"):
        scribe.say("林风", form="林风")


def test_two_entries_of_one_headword_need_their_kind(scribe):
    scribe.say("天剑", "Heaven Sword", kind="item")
    scribe.say("天剑", "Heaven Sword Sect", kind="faction")
    assert scribe.entries() == ["天剑 (faction)", "天剑 (item)"]
    with pytest.raises(BadInput, match="names 2 entries"):
        scribe.say("天剑", "Sky Sword")
    scribe.say("天剑", "Sky Sword", kind="item")
    assert scribe.entry("天剑", "item").renderings["en"].text == "Sky Sword"


def test_a_kind_that_nobody_gave_is_taken_from_the_next_who_does(scribe):
    scribe.say("林风", "Lin Feng")
    scribe.say("林风", kind="character")
    assert scribe.entries() == ["林风 (character)"]


def test_a_kind_can_be_put_right(scribe):
    scribe.say("青云", "Azure Cloud", kind="place")
    scribe.say("青云", change_kind="faction")
    assert scribe.entries() == ["青云 (faction)"]
    scribe.say("青云", "Azure Cloud Peak", kind="place")
    with pytest.raises(BadInput, match="already"):
        scribe.say("青云", kind="place", change_kind="faction")
    with pytest.raises(BadInput, match="unknown kind"):
        scribe.say("青云", kind="place", change_kind="sect")


def test_a_locked_rendering_stays_unless_forced_and_stays_locked_then(scribe):
    from storyport.story.actions.lock import lock

    scribe.say("林风", "Lin Feng")
    lock(scribe.story, "林风")
    with pytest.raises(BadInput, match=r"locked.*--force"):
        scribe.say("林风", "Lin Phong")
    scribe.say("林风", "Lin Phong", force=True)
    facts = scribe.entry("林风").renderings["en"]
    assert (facts.text, facts.status, facts.former) == ("Lin Phong", "locked", ("Lin Feng",))


@pytest.mark.parametrize("said", [{"text": "Lin Wind"}, {"text": "Master Lin Wind"}])
def test_a_rendering_may_not_have_its_own_ban_in_it(scribe, said):
    scribe.say("林风", "Lin Feng", banned=("Lin Wind",))
    with pytest.raises(BadInput, match="banned form 'Lin Wind'"):
        scribe.say("林风", **said)
    with pytest.raises(BadInput, match="banned form 'Feng'"):
        scribe.say("林风", banned=("Feng",))
    assert scribe.entry("林风").renderings["en"].banned == ("Lin Wind",)


@pytest.mark.parametrize("said", [{"text": "A"}, {"banned": ("A",)}, {"text": "A", "form": "小风"}])
def test_a_rendering_is_of_a_locale(scribe, said):
    with pytest.raises(BadInput, match="--to"):
        set_entry(scribe.story, Saying("林风", **said))


def test_nothing_is_half_done(scribe):
    with pytest.raises(BadInput):
        scribe.say("林风", "A", aliases=("小风", "x" * 300))
    with pytest.raises(BadInput):
        scribe.say("林风", "A", to="zh")
    assert scribe.entries() == []


def test_another_locale_is_another_rendering(scribe):
    scribe.say("林风", "Lin Feng")
    set_entry(scribe.story, Saying("林风", locale=parse_locale("pt_br"), text="Lin Feng"))
    assert sorted(scribe.entry("林风").renderings) == ["en", "pt-BR"]
