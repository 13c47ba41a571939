from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.clearing import CLEARED_IN_ALL, CLEARED_THERE, without
from storyport.story.facts import EntryFacts, RenderingFacts, Validity

EN = parse_locale("en")
THERE = RenderingFacts(
    "Lin", "locked", gender="female", pronouns="she/her", voice="v", choice="explain", codex="c",
    forms={"Lins": "plural"},
)  # fmt: skip
ENTRY = EntryFacts(
    1, "林", "rank", "male", ("小林",), "note", {"en": THERE}, scale="s", step=2,
    validity=Validity(3, 9), alias_times={"小林": Validity(4)}, spoiler=5, speech="gruff",
)  # fmt: skip


def test_each_thing_goes_by_itself():
    assert without(ENTRY, ["spoiler"]).spoiler == 0
    assert without(ENTRY, ["spoiler"]).note == "note"
    assert without(ENTRY, ["step"]).scale == "s"
    bare = without(ENTRY, list(CLEARED_IN_ALL))
    assert bare == EntryFacts(
        1, "林", "rank", aliases=("小林",), renderings={"en": THERE}, alias_times=ENTRY.alias_times
    )


def test_what_is_said_of_a_locale_goes_and_the_rendering_stays():
    left = without(ENTRY, list(CLEARED_THERE), EN)
    assert left.renderings["en"] == RenderingFacts("Lin", "locked")
    assert left.gender == "male"


def test_times_of_an_alias():
    assert without(ENTRY, ["times"], aliases=["小林"]).alias_times == {}
    assert without(ENTRY, ["times"], aliases=["小林"]).validity == Validity(3, 9)
    with pytest.raises(BadInput, match="no alias 老林"):
        without(ENTRY, ["times"], aliases=["老林"])


@pytest.mark.parametrize(("name", "locale"), [("voice", None), ("note", EN), ("kind", None)])
def test_what_cannot_be_cleared_is_named(name, locale):
    with pytest.raises(BadInput, match=name) as error:
        without(ENTRY, [name], locale)
    assert "These can" in error.value.do
