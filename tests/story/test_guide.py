from __future__ import annotations

from dataclasses import replace

import pytest

from storyport.kernel.locales import parse_locale
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.guide import load_guide, pack_facts, with_packs
from storyport.story.models import Pack
from storyport.story.stories import make_story


def entry(headword: str, *aliases: str) -> EntryFacts:
    return EntryFacts(7, headword, "title", aliases=aliases)


def test_a_story_s_own_bible_goes_before_its_packs():
    own = Bible((entry("某人", "金丹"),))
    guide = with_packs(own, [("cultivation", False)])
    assert [each.id for each in guide.named("金丹")] == [7]
    assert guide.named("筑基")[0].id < 0
    assert guide.entries[0] == own.entries[0]


def test_pack_renderings_are_hints_unless_the_pack_binds():
    loose, bound = (
        with_packs(Bible(), [("cultivation", binds)]).named("筑基")[0] for binds in (False, True)
    )
    assert loose.rendering_of("筑基", "en") == (bound.rendering_of("筑基", "en")[0], False)
    assert bound.rendering_of("筑基", "en")[1]
    assert loose.id == bound.id


def test_ids_of_packs_are_their_own():
    ids = [each.id for name in ("cultivation", "martial", "urban") for each in pack_facts(name)]
    assert len(set(ids)) == len(ids)
    assert all(-(2**53) < number < 0 for number in ids)


def test_packs_are_written_as_the_story_is():
    (hant,) = (each for each in pack_facts("cultivation", "Hant") if each.headword == "築基")
    (hans,) = (each for each in pack_facts("cultivation") if each.headword == "筑基")
    assert hant.id == hans.id
    assert hant.renderings == hans.renderings


@pytest.mark.database
def test_what_a_story_picked_is_beneath_its_bible(db):
    story = make_story("剑来", "", parse_locale("zh-Hans"), [])
    assert load_guide(story) == Bible((), "zh-Hans")
    Pack.objects.create(story=story, name="martial")
    assert load_guide(story).entries


def test_a_binding_pack_says_what_nobody_has_decided():
    hint = EntryFacts(7, "金丹", "rank", renderings={"en": RenderingFacts("Gold Pill", "proposed")})
    (entry,) = with_packs(Bible((hint,)), [("cultivation", True)]).named("金丹")
    assert entry.id == 7
    assert entry.rendering_of("金丹", "en") == ("Golden Core", True)
    assert entry.rendering_of("金丹", "vi")[1]
    decided = replace(hint, renderings={"en": RenderingFacts("Gold Pill", "approved")})
    (entry,) = with_packs(Bible((decided,)), [("cultivation", True)]).named("金丹")
    assert entry.rendering_of("金丹", "en") == ("Gold Pill", True)
