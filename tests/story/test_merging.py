from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.story.facts import EntryFacts, RenderingFacts
from storyport.story.merging import contains, forbids_itself, merge

STATUSES = ("proposed", "approved", "locked")
TEXTS = st.sampled_from(["", "A", "B"])


def entry(facts: RenderingFacts, **more: object) -> EntryFacts:
    return EntryFacts(1, "林风", renderings={"en": facts}, **more)


def merged_text(old, new, *, force=False):
    merged, kept = merge(entry(RenderingFacts(*old)), entry(RenderingFacts(*new)), force=force)
    facts = merged.renderings["en"]
    return facts.text, facts.status, len(kept)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("", "proposed"), ("B", "proposed"), ("B", "proposed", 0)),
        (("A", "approved"), ("", "proposed"), ("A", "approved", 0)),
        (("A", "proposed"), ("A", "approved"), ("A", "approved", 0)),
        (("A", "approved"), ("A", "proposed"), ("A", "approved", 0)),
        (("A", "proposed"), ("B", "proposed"), ("B", "proposed", 0)),
        (("A", "approved"), ("B", "approved"), ("B", "approved", 0)),
        (("A", "approved"), ("B", "proposed"), ("A", "approved", 1)),
        (("A", "locked"), ("B", "approved"), ("A", "locked", 1)),
        (("A", "locked"), ("B", "locked"), ("A", "locked", 1)),
        (("A", "locked"), ("A", "approved"), ("A", "locked", 0)),
    ],
)
def test_what_a_text_becomes(old, new, expected):
    assert merged_text(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("A", "approved"), ("B", "proposed"), ("B", "proposed", 0)),
        (("A", "locked"), ("B", "approved"), ("B", "locked", 0)),
        (("A", "locked"), ("A", "approved"), ("A", "approved", 0)),
        (("A", "locked"), ("B", "proposed"), ("B", "proposed", 0)),
    ],
)
def test_what_a_text_becomes_by_force(old, new, expected):
    assert merged_text(old, new, force=True) == expected


def test_what_is_not_said_stays_and_lists_grow():
    old = entry(
        RenderingFacts("A", "approved", ("x",), {"小风": ("a", "approved")}),
        kind="character",
        gender="male",
        note="n",
        aliases=("小风",),
    )
    new = entry(RenderingFacts("", "proposed", ("y", "x")), aliases=("风儿", "林风"))
    merged, kept = merge(old, new)
    assert kept == ()
    assert (merged.kind, merged.gender, merged.note) == ("character", "male", "n")
    assert merged.aliases == ("小风", "风儿")
    assert merged.renderings["en"] == RenderingFacts(
        "A", "approved", ("x", "y"), {"小风": ("a", "approved")}
    )


def test_an_alias_is_guarded_like_the_headword():
    old = entry(RenderingFacts("A", "approved", aliases={"小风": ("a", "locked")}))
    new = entry(RenderingFacts(aliases={"小风": ("b", "approved"), "风儿": ("c", "approved")}))
    merged, (kept,) = merge(old, new)
    assert merged.renderings["en"].aliases == {"小风": ("a", "locked"), "风儿": ("c", "approved")}
    assert str(kept) == "小风: en 'a' is locked and stays ('b')"


@settings(deadline=None)
@given(TEXTS, st.sampled_from(STATUSES), TEXTS, st.sampled_from(STATUSES), st.booleans())
def test_merging_the_same_again_changes_nothing(old, had, new, offered, force):
    said = entry(RenderingFacts(new, offered))
    once, _ = merge(entry(RenderingFacts(old, had)), said, force=False)
    assert merge(once, said)[0] == once
    if had == "locked" and old and not force:
        assert once.renderings["en"].text == old


@pytest.mark.parametrize(
    ("text", "ban", "locale", "expected"),
    [
        ("Lin Feng", "Lin Feng", "en", True),
        ("Lin Feng", "Feng", "en", True),
        ("Linda", "Lin", "en", False),
        ("Lin Feng", "lin feng", "en", False),
        ("リンフォン", "リン", "ja", True),
        ("Lin Feng (a)", "(a)", "en", True),
    ],
)
def test_a_form_stands_in_a_text_at_the_edges_of_words(text, ban, locale, expected):
    assert contains(text, ban, locale) is expected


def test_an_entry_that_bans_its_own_alias_is_found():
    facts = entry(RenderingFacts("A", "approved", ("Feng",), {"小风": ("Little Feng", "approved")}))
    assert forbids_itself(facts, "en") == ("Little Feng", "Feng")
    assert forbids_itself(facts, "es") is None
