from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.join import join
from storyport.story.actions.relate import Address, relate
from storyport.story.facts import Validity

pytestmark = pytest.mark.database


@pytest.fixture
def split(scribe):
    scribe.say("沈青禾", "Shen Qinghe", kind="character", gender="female")
    scribe.say("掌墨师", "Inkmaster", kind="title", aliases=("墨师",), times=Validity(0, 9))
    scribe.say("林风", "Lin Feng", kind="character")
    return scribe


def test_a_woman_under_a_name_and_a_title_becomes_one(split):
    joined, kept = join(split.story, "掌墨师", "沈青禾")
    assert kept == ()
    assert split.entries() == ["林风 (character)", "沈青禾 (character)"]
    assert joined == split.entry("沈青禾")
    assert joined.gender == "female"
    assert joined.aliases == ("墨师", "掌墨师")
    assert joined.alias_kinds["掌墨师"] == "title"
    assert joined.rendering_of("掌墨师", "en") == ("Inkmaster", True)
    assert joined.rendering_of("沈青禾", "en") == ("Shen Qinghe", True)


def test_what_others_call_the_one_they_call_the_other(split):
    relate(split.story, Address("林风", "掌墨师", "师父", locale=parse_locale("en"), text="Master"))
    relate(split.story, Address("掌墨师", "林风", "小子"))
    joined, _ = join(split.story, "掌墨师", "沈青禾", alias_kind="title")
    (relation,) = split.entry("林风").relations
    assert (relation.other, relation.other_kind) == ("沈青禾", "character")
    assert [one.word for one in joined.relations] == ["小子"]


def test_a_woman_and_a_man_are_not_one_until_somebody_says_so(split):
    split.say("掌墨师", gender="male")
    with pytest.raises(BadInput, match="掌墨师 \\(title\\) is male"):
        join(split.story, "掌墨师", "沈青禾")
    assert len(split.entries()) == 3


def test_one_entry_is_one_already(split):
    with pytest.raises(BadInput, match="one entry already"):
        join(split.story, "墨师", "掌墨师")
    with pytest.raises(BadInput, match="no entry"):
        join(split.story, "某人", "掌墨师")


def test_the_one_that_stays_keeps_what_it_is_called(scribe):
    scribe.say("沈青禾", "Shen Qinghe", kind="character")
    scribe.say("掌墨师", "Inkmaster", kind="title", aliases=("沈青禾",))
    joined, _ = join(scribe.story, "掌墨师", "沈青禾", ("title", "character"))
    assert joined.rendering_of("沈青禾", "en") == ("Shen Qinghe", True)
    assert joined.rendering_of("掌墨师", "en") == ("Inkmaster", True)


def test_what_the_two_called_each_other_goes(split):
    relate(split.story, Address("沈青禾", "掌墨师", "本座"))
    joined, _ = join(split.story, "掌墨师", "沈青禾")
    assert joined.relations == ()


def test_a_ban_that_would_forbid_the_other_name_is_left(split):
    split.say("掌墨师", banned=("Qinghe",))
    joined, _ = join(split.story, "掌墨师", "沈青禾")
    assert joined.banned_in("en") == ()
