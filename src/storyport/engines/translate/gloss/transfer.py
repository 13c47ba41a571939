"""Chinese order to English order, one clause at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from storyport.engines.translate.gloss.attributes import attributes, own
from storyport.engines.translate.gloss.chunks import Chunk, chunk, flat
from storyport.engines.translate.gloss.nodes import Node
from storyport.engines.translate.gloss.phrasing import asides, joined, owned, taken
from storyport.engines.translate.gloss.places import (
    as_prepositions,
    localizers,
    moved,
    prepositions,
    whereabouts,
)
from storyport.engines.translate.gloss.predicates import (
    adverbs,
    be_added,
    cases,
    negations,
    objects,
    progressive,
    verb_forms,
)

__all__ = ["transfer"]

_RULES: tuple[Callable[[list[Chunk]], list[Chunk]], ...] = (
    progressive,
    own,
    negations,
    as_prepositions,
    localizers,
    prepositions,
    adverbs,
    attributes,
    owned,
    objects,
    taken,
    moved,
    asides,
    joined,
    be_added,
    whereabouts,
)


def transfer(clause: Sequence[Node]) -> list[Node]:
    """Return the places of a clause in English order, with what English adds."""
    chunks = chunk(clause)
    for rule in _RULES:
        chunks = rule(chunks)
    return cases(flat(verb_forms(chunks)))
