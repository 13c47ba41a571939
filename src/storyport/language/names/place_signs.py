"""What speaks for and against a string as a name of a place or a group, as figures to weigh."""

from __future__ import annotations

import math
from collections.abc import Mapping

from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import Lexicon
from storyport.language.names.people import full_name_prior, surname_of
from storyport.language.names.place_forms import end_of, form_signs
from storyport.language.names.site_words import LONG_PLACE_ENDS, OFFICES, WORLDS
from storyport.language.names.standing import Standing

__all__ = ["person_signs", "signs_of"]

_MANY = 3  # what stands so oftener says no more
_SPARKS = frozenset({"火星", "金星", "水星"})
_TIMES = ("located", "toward", "locative", "whole", "called", "measure", "title", "object")
_SHARES = ("start", "crossed", "half", "lone", "left_good", "right_good", "clear")
_PEOPLE = ("tells", "subject", "vocative", "body", "speaker")


def signs_of(gram: Gram, standing: Standing, lexicon: Lexicon) -> dict[str, float]:
    """Return the figures of one candidate by the names in `place_weights`; none there is nought."""
    end = end_of(gram.text, lexicon)
    return {
        "always": 1.0,
        **_company(gram.tempered(), standing),
        **form_signs(gram.text, end, lexicon),
        **_known(gram, standing, lexicon),
    }


def person_signs(text: str, people: Mapping[str, float], lexicon: Lexicon) -> dict[str, float]:
    """Return the figures that tell of a person; `people` are found already, with their scores."""
    signs: dict[str, float] = {}
    if surname_of(text):
        signs["like a full name"] = max(full_name_prior(text, lexicon), 0.0) / 5.0
    if text in people:
        signs["is a person"] = 1.0
        signs["clearly a person"] = min(people[text], 10.0) / 5.0
    width = len(text)
    inner = (text[begin:end] for begin in range(width) for end in range(begin + 2, width + 1))
    signs["holds a person"] = float(any(part in people for part in inner if part != text))
    return signs


def _company(gram: Gram, standing: Standing) -> dict[str, float]:
    """Return how often it stands as places do, as logarithms, and how cleanly, as shares."""
    people = sum(gram[name] for name in _PEOPLE)
    times = {name: gram[name] for name in _TIMES} | {
        "parts": standing.parts,
        "signs": standing.signs,
        "members": standing.members,
        "owns": standing.owns,
        "people": max(people - standing.signs, 0),
    }
    signs = {name: math.log2(1 + min(count, _MANY)) for name, count in times.items() if count}
    signs |= {f"{name} of all": gram[name] / gram.count for name in _SHARES}
    signs["count"] = math.log2(gram.count)
    signs["once"] = float(gram.count == 1)
    if gram.count >= _MANY:
        signs["same before"] = max(gram.left_top - 0.5, 0.0) * (gram["toward"] < gram.count / 2)
        signs["same behind"] = max(gram.right_top - 0.5, 0.0)
    return signs


def _known(gram: Gram, standing: Standing, lexicon: Lexicon) -> dict[str, float]:
    """Return what dictionaries say of the whole string."""
    text = gram.text
    signs = {
        "known place": float(text in lexicon.places),
        "known land": float(text in lexicon.lands),
        "famous": float(text in lexicon.famous),
        "office": float(text in OFFICES),
        "a sort": float(text in lexicon.sites or text in LONG_PLACE_ENDS),
    }
    if text in WORLDS:
        # 火星 are sparks as well: somebody has to go there.
        visited = gram["toward"] + gram["locative"] + standing.signs > 0
        signs["world"] = float(visited or text not in _SPARKS)
    elif usual := lexicon.words.get(text, 0):
        signs["a word"] = 1.0
        signs["a usual word"] = math.log10(max(usual, 10)) - 1.0
    return signs
