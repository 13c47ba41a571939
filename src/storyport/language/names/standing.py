"""How often strings stand beside what shows a place or a group: 弟子 behind, 整座 before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from storyport.language.names.marking import find_spots
from storyport.language.names.place_words import GROUP_AFTER, GROUP_BEFORE, GROUP_WEAK
from storyport.language.names.site_words import PLACE_PARTS, PLACE_SIGNS
from storyport.language.names.story_text import Booleans, StoryText

__all__ = ["NOTHING", "Standing", "Surroundings", "look_around", "stands"]

_MEMBERS = (*GROUP_AFTER, *(f"的{word}" for word in GROUP_AFTER))
_BEHIND = (*_MEMBERS, *GROUP_WEAK, *PLACE_PARTS)
_BEFORE = (*GROUP_BEFORE, *PLACE_SIGNS)


@dataclass(frozen=True)
class Standing:
    """How often with a word for a member of a group, for what groups have, and for places."""

    members: int = 0
    owns: int = 0
    parts: int = 0
    signs: int = 0


NOTHING = Standing()


@dataclass(frozen=True)
class Surroundings:
    """Which places of a text have such a word behind them, or (joins, signs) before them."""

    members: Booleans
    owns: Booleans
    parts: Booleans
    joins: Booleans
    signs: Booleans


def look_around(story: StoryText) -> Surroundings:
    """Mark a whole story."""
    members, owns, parts, joins, signs = np.zeros((5, len(story) + 1), dtype=np.bool_)
    owned = len(_MEMBERS) + len(GROUP_WEAK)
    for spots in find_spots(story.plain, _BEHIND):
        index, start = spots[:, 0], spots[:, 1]
        members[start[index < len(_MEMBERS)]] = True
        owns[start[(index >= len(_MEMBERS)) & (index < owned)]] = True
        parts[start[index >= owned]] = True
    for spots in find_spots(story.plain, _BEFORE):
        index, end = spots[:, 0], spots[:, 2]
        joins[end[index < len(GROUP_BEFORE)]] = True
        signs[end[index >= len(GROUP_BEFORE)]] = True
    return Surroundings(members, owns, parts, joins, signs)


def stands(story: StoryText, around: Surroundings, forms: Sequence[str]) -> dict[str, Standing]:
    """Count for each form the words beside it that show what it is."""
    if not forms:
        return {}
    counts: npt.NDArray[np.int64] = np.zeros((4, len(forms)), dtype=np.int64)
    for spots in find_spots(story.plain, forms):
        index, start, end = spots[:, 0], spots[:, 1], spots[:, 2]
        for row, beside in enumerate(
            (
                around.members[end] | around.joins[start],
                around.owns[end],
                around.parts[end],
                around.signs[start],
            )
        ):
            counts[row] += np.bincount(index[beside], minlength=len(forms))
    return {
        forms[place]: Standing(*counts[:, place].tolist())
        for place in np.flatnonzero(counts.any(axis=0)).tolist()
    }
