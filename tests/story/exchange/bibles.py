"""Bibles for tests: anything that a person could have entered."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st

from storyport.kernel.errors import BadInput
from storyport.story.facts import (
    Bible,
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Validity,
)
from storyport.story.merging import forbids_itself
from storyport.story.validation import ALIAS_KINDS, CHOICES, GENDERS, KINDS, STATUSES, checked_entry

WORDS = st.text("林风云é\u0301aB '=+-@＝|\\\"<>1/&,;#·[]()_", min_size=1, max_size=6)
MAYBE = st.one_of(st.just(""), WORDS)
LINES = st.one_of(MAYBE, st.just("two\nlines"), st.just("a\n\n  b  c"))
STATUS = st.sampled_from(STATUSES)
LOCALES = st.sampled_from(["en", "es", "pt-BR", "ja"])
TIMES = st.builds(Validity, st.integers(0, 30), st.integers(31, 60)) | st.builds(
    Validity, st.integers(0, 30), st.just(0)
)
EVIDENCE = st.builds(EvidenceFacts, MAYBE, MAYBE, MAYBE)


def maybe_one_of(choices):
    return st.sampled_from(["", *choices])


def renderings(aliases):
    forms = st.sampled_from(sorted(aliases)) | WORDS if aliases else WORDS
    return st.builds(
        RenderingFacts,
        text=MAYBE,
        status=STATUS,
        banned=st.lists(WORDS, max_size=2).map(tuple),
        aliases=st.dictionaries(forms, st.tuples(WORDS, STATUS), max_size=2),
        forms=st.dictionaries(WORDS, MAYBE, max_size=2),
        gender=maybe_one_of(GENDERS),
        pronouns=MAYBE,
        voice=MAYBE,
        choice=maybe_one_of(CHOICES),
        codex=LINES,
    )


@st.composite
def entries(draw) -> EntryFacts:
    aliases = tuple(draw(st.sets(WORDS, max_size=3)))
    few = st.sets(st.sampled_from(aliases)) if aliases else st.just(set())
    kinds = st.sampled_from(ALIAS_KINDS) | WORDS
    return EntryFacts(
        id=0,
        headword=draw(WORDS),
        kind=draw(st.sampled_from(KINDS)),
        gender=draw(maybe_one_of(GENDERS)),
        aliases=aliases,
        note=draw(LINES),
        renderings=draw(st.dictionaries(LOCALES, renderings(aliases), max_size=2)),
        alias_kinds={alias: draw(kinds) for alias in sorted(draw(few))},
        scale=draw(MAYBE),
        step=draw(st.integers(0, 9)),
        validity=draw(TIMES),
        alias_times={alias: draw(TIMES) for alias in sorted(draw(few))},
        spoiler=draw(st.integers(0, 9)),
        speech=draw(MAYBE),
        confidence=draw(st.none() | st.floats(0, 1)),
        evidence=tuple(draw(st.lists(EVIDENCE, max_size=3, unique=True))),
    )


@st.composite
def relations(draw, others) -> RelationFacts:
    other = draw(st.sampled_from(others))
    return RelationFacts(
        other.headword,
        draw(WORDS),
        other.kind,
        draw(TIMES),
        draw(st.dictionaries(LOCALES, st.tuples(WORDS, STATUS), max_size=2)),
    )


@st.composite
def bibles(draw) -> Bible:
    """Draw a bible as the database would give it."""
    found: dict[tuple[str, str], EntryFacts] = {}
    for _ in range(draw(st.integers(0, 4))):
        try:
            # Twice: composing a letter may move what stands sorted.
            entry = checked_entry(checked_entry(draw(entries()), "zh-Hans"), "zh-Hans")
        except BadInput:
            continue
        said = {tag: facts for tag, facts in entry.renderings.items() if facts.said()}
        assume(not any(forbids_itself(entry, tag) for tag in said))
        found[entry.headword, entry.kind] = replace(entry, renderings=said)
    for key, entry in found.items():
        told = draw(st.lists(relations(list(found.values())), max_size=2))
        try:
            checked = checked_entry(replace(entry, relations=tuple(told)), "zh-Hans").relations
        except BadInput:
            continue
        once = {(one.other, one.other_kind, one.word): one for one in checked}
        found[key] = replace(entry, relations=tuple(once[name] for name in sorted(once)))
    return Bible(tuple(found[key] for key in sorted(found)), "zh-Hans")
