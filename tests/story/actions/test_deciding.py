"""Approve, lock, remove."""

from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.approve import approve, approve_all
from storyport.story.actions.lock import lock, unlock
from storyport.story.actions.remove import Removal, remove
from storyport.story.models import Alias, Rendering, RenderingChange

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EN = parse_locale("en")


@pytest.fixture
def known(scribe):
    scribe.say("林风", "Lin Feng", kind="character", aliases=("小风",), proposed=True)
    scribe.say("小风", "Little Feng", proposed=True)
    scribe.say("林风", "Lin Feng", to="es", proposed=True)
    scribe.say("青云", "Azure Cloud", proposed=True)
    scribe.say("无名", banned=("Nameless",))
    return scribe


def statuses(scribe, headword, locale="en"):
    facts = scribe.entry(headword).renderings[locale]
    return [facts.status, *(status for _, status in facts.aliases.values())]


def test_one_entry_is_approved_in_one_locale_or_all(known):
    assert approve(known.story, "小风", locale=EN).renderings == 2
    assert statuses(known, "林风") == ["approved", "approved"]
    assert statuses(known, "林风", "es") == ["proposed"]
    assert approve(known.story, "林风").renderings == 1
    assert approve(known.story, "林风").entries == ()


def test_all_of_a_locale_are_approved(known):
    done = approve_all(known.story, EN)
    assert [entry.headword for entry in done.entries] == ["林风", "青云"]
    assert done.renderings == 3
    assert statuses(known, "林风", "es") == ["proposed"]
    assert statuses(known, "无名") == ["proposed"]


def test_locking_and_unlocking(known):
    assert lock(known.story, "林风", locale=EN).renderings == 2
    assert statuses(known, "林风") == ["locked", "locked"]
    assert approve_all(known.story, EN).renderings == 1
    assert unlock(known.story, "林风").renderings == 2
    assert statuses(known, "林风") == ["approved", "approved"]
    with pytest.raises(BadInput, match="no es rendering to lock"):
        lock(known.story, "青云", locale=parse_locale("es"))
    with pytest.raises(BadInput, match="no entry"):
        lock(known.story, "李")


def test_a_whole_entry_goes_with_all_that_hangs_on_it(known):
    assert remove(known.story, Removal("林风")) is None
    assert known.entries() == ["无名 (term)", "青云 (term)"]
    assert Alias.objects.count() == 0
    assert Rendering.objects.count() == 2


def test_one_locale_goes_and_is_remembered(known):
    left = remove(known.story, Removal("林风", locale=EN))
    assert left is not None
    assert not left.renderings["en"].said()
    assert known.entry("林风").renderings["en"].former == ("Lin Feng",)
    assert known.entry("林风").renderings["es"].text == "Lin Feng"
    with pytest.raises(BadInput, match="nothing for en"):
        remove(known.story, Removal("林风", locale=EN))


def test_one_form_goes_and_takes_the_headwords_again(known):
    remove(known.story, Removal("林风", locale=EN, form="小风"))
    assert known.entry("林风").rendering_of("小风", "en") == ("Lin Feng", False)
    assert list(
        RenderingChange.objects.filter(form="小风").order_by("id").values_list("old", "new")
    ) == [
        ("Lin Feng", "Little Feng"),
        ("Little Feng", "Lin Feng"),
    ]
    remove(known.story, Removal("林风", locale=EN, form="林风"))
    assert known.entry("林风").renderings["en"].text == ""
    with pytest.raises(BadInput, match="no en rendering of 风儿"):
        remove(known.story, Removal("青云", locale=EN, form="风儿"))


def test_an_alias_goes_with_its_renderings(known):
    remove(known.story, Removal("林风", alias="小风"))
    entry = known.entry("林风")
    assert (entry.aliases, entry.renderings["en"].aliases) == ((), {})
    with pytest.raises(BadInput, match="no alias 小风"):
        remove(known.story, Removal("林风", alias="小风"))


def test_a_ban_goes(known):
    remove(known.story, Removal("无名", locale=EN, banned=("Nameless",)))
    assert Rendering.objects.filter(entry__headword="无名").count() == 0
    known.say("无名", "Nameless", banned=("No Name",))
    with pytest.raises(BadInput, match="no en ban 'Nameless'"):
        remove(known.story, Removal("无名", locale=EN, banned=("Nameless",)))
    with pytest.raises(BadInput, match="--to"):
        remove(known.story, Removal("无名", banned=("No Name",)))


@pytest.mark.parametrize(
    "removal",
    [
        Removal("林风"),
        Removal("林风", locale=EN),
        Removal("林风", locale=EN, form="林风"),
        Removal("林风", alias="小风"),
    ],
)
def test_what_is_locked_stays_unless_forced(known, removal):
    lock(known.story, "林风", locale=EN)
    with pytest.raises(BadInput, match="locked"):
        remove(known.story, removal)
    forced = Removal(**{**vars(removal), "force": True})
    remove(known.story, forced)
    assert forced.force


def test_a_ban_of_a_locked_rendering_may_go(known):
    known.say("林风", banned=("Lin Wind",))
    lock(known.story, "林风", locale=EN)
    remove(known.story, Removal("林风", locale=EN, banned=("Lin Wind",)))
    assert known.entry("林风").renderings["en"].banned == ()


def test_called_by_an_alias_alone_that_alias_goes(known):
    left = remove(known.story, Removal("小风"))
    assert left is not None
    assert "小风" not in left.aliases
    assert known.entries()
