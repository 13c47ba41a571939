"""Bibles for tests: anything that a person could have entered."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from storyport.kernel.errors import BadInput
from storyport.story.facts import Bible, EntryFacts, RenderingFacts
from storyport.story.merging import forbids_itself
from storyport.story.validation import KINDS, STATUSES, checked_entry

WORDS = st.text("林风云é\u0301aB '=+-@＝|\\\"<>1/&,;#·\t", min_size=1, max_size=6)
STATUS = st.sampled_from(STATUSES)


def _rendering(alias_texts: bool):
    aliases = st.dictionaries(WORDS, st.tuples(WORDS, STATUS), max_size=2 if alias_texts else 0)
    return st.builds(
        RenderingFacts,
        text=st.one_of(st.just(""), WORDS),
        status=STATUS,
        banned=st.lists(WORDS, max_size=2).map(tuple),
        aliases=aliases,
    )


@st.composite
def bibles(draw, *, all_of_it: bool = True) -> Bible:
    """Draw a bible as the database would give it; not all of it: what a table can hold."""
    found: dict[tuple[str, str], EntryFacts] = {}
    for _ in range(draw(st.integers(0, 5))):
        aliases = tuple(draw(st.sets(WORDS, max_size=3)))
        kinds = {alias: "nickname" for alias in aliases if all_of_it and draw(st.booleans())}
        entry = EntryFacts(
            id=0,
            headword=draw(WORDS),
            kind=draw(st.sampled_from(KINDS)),
            gender=draw(st.sampled_from(["", "female", "male"])),
            aliases=aliases,
            note=draw(st.one_of(st.just(""), WORDS, st.just("two\nlines"))),
            renderings=draw(
                st.dictionaries(
                    st.sampled_from(["en", "es", "pt-BR", "ja"]), _rendering(all_of_it), max_size=2
                )
            ),
            alias_kinds=kinds,
        )
        try:
            entry = checked_entry(entry, "zh-Hans")
        except BadInput:
            continue
        said = {tag: facts for tag, facts in entry.renderings.items() if facts.said()}
        assume(not any(forbids_itself(entry, tag) for tag in said))
        found[entry.headword, entry.kind] = EntryFacts(**{**vars(entry), "renderings": said})
    return Bible(tuple(found[key] for key in sorted(found)), "zh-Hans")
