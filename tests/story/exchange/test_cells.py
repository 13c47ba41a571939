from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storyport.story.exchange import cells
from storyport.story.facts import EntryFacts, Validity

TEXTS = st.text(r"ab \|[]@=-19", min_size=1, max_size=8).map(str.strip).filter(bool)
STATUS = st.sampled_from(["proposed", "approved", "locked"])
TIMES = st.builds(Validity, st.integers(0, 9), st.integers(10, 19)) | st.builds(
    Validity, st.integers(0, 9), st.just(0)
)


@given(st.lists(TEXTS, max_size=4))
def test_texts_share_a_cell(texts):
    assert cells.split(cells.join(texts)) == tuple(texts)


@given(st.dictionaries(TEXTS, st.tuples(TEXTS | st.just(""), TIMES), max_size=4))
def test_aliases_share_a_cell(aliases):
    entry = EntryFacts(
        0,
        "x",
        aliases=tuple(aliases),
        alias_kinds={alias: kind for alias, (kind, _) in aliases.items()},
        alias_times={alias: times for alias, (_, times) in aliases.items()},
    )
    assert cells.split_aliases(cells.join_aliases(entry)) == aliases


@given(st.dictionaries(TEXTS, st.tuples(TEXTS, STATUS), max_size=4), STATUS)
def test_renderings_of_aliases_share_a_cell(aliases, status):
    cell = cells.join_renderings(aliases, status)
    assert cells.split_renderings(cell, status, "") == aliases


@given(st.dictionaries(TEXTS, TEXTS | st.just(""), max_size=4))
def test_shapes_share_a_cell(forms):
    assert cells.split_forms(cells.join_forms(forms)) == forms
