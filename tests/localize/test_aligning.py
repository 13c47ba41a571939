from hypothesis import given
from hypothesis import strategies as st

from storyport.localize.aligning import align

digests = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def test_what_did_not_change_stays_itself():
    assert align("abc", "abc") == [0, 1, 2]


def test_an_edited_item_keeps_its_place():
    assert align("abc", "axc") == [0, 1, 2]


def test_an_inserted_item_is_new_and_pushes_nothing_aside():
    assert align("abc", "axbc") == [0, None, 1, 2]


def test_an_item_that_moved_is_found_by_its_digest():
    assert align("abcd", "dabc") == [3, 0, 1, 2]


def test_an_appended_item_is_new():
    assert align("ab", "abc") == [0, 1, None]


def test_two_equal_items_are_paired_in_order():
    assert align("aab", "aaab") == [0, 1, None, 2]


@given(digests, digests)
def test_no_old_item_is_given_twice(old, new):
    given_ = [match for match in align(old, new) if match is not None]
    assert len(given_) == len(set(given_))
    assert all(0 <= match < len(old) for match in given_)


@given(digests)
def test_the_same_again_is_the_same(items):
    assert align(items, items) == list(range(len(items)))


@given(digests, digests)
def test_equal_digests_are_matched_before_anything_else(old, new):
    matches = align(old, new)
    for digest in set(old) & set(new):
        wanted = min(old.count(digest), new.count(digest))
        paired = [i for i, m in enumerate(matches) if m is not None and old[m] == new[i] == digest]
        assert len(paired) == wanted
