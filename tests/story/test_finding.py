from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.story.facts import Bible, EntryFacts
from storyport.story.finding import find_entry, need_entry

SWORD = EntryFacts(1, "天剑", "item", aliases=("神剑",))
SECT = EntryFacts(2, "天剑", "faction")
MAN = EntryFacts(3, "林风", "character", aliases=("小风", "神剑"))
BIBLE = Bible((SECT, SWORD, MAN))


def test_headword_first_then_alias():
    assert find_entry(BIBLE, "林风") == MAN
    assert find_entry(BIBLE, "小风") == MAN
    assert find_entry(BIBLE, "天") is None
    both = Bible((MAN, EntryFacts(4, "小风", "creature")))
    assert find_entry(both, "小风") == both.entries[1]
    assert find_entry(both, "小风", "character") == MAN


def test_a_headword_of_two_entries_needs_its_kind():
    with pytest.raises(BadInput, match=r"天剑 \(faction\), 天剑 \(item\).*--kind"):
        find_entry(BIBLE, "天剑")
    assert find_entry(BIBLE, "天剑", "item") == SWORD
    with pytest.raises(BadInput, match="by its headword"):
        find_entry(BIBLE, "神剑")


def test_what_is_not_there_is_answered_with_what_is_like_it():
    with pytest.raises(BadInput, match="Most alike: 小风"):
        need_entry(BIBLE, "小凤")
    with pytest.raises(BadInput, match=r"no entry 林风 of kind place\. There is 林风"):
        need_entry(BIBLE, "林风", "place")
    with pytest.raises(BadInput, match="bible list"):
        need_entry(Bible(), "x")
