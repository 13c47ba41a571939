"""How a run is shown: the shape that stands most often, without what only its sentence gave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from storyport.language.renderings.clitics import arabic_front
from storyport.language.renderings.corpus import Targets
from storyport.language.renderings.folding import (
    has_particles,
    is_ending,
    normalised,
    without_possessive,
)
from storyport.language.renderings.reading import Ints

__all__ = ["shown"]

_LOOKED_AT = 200
# A shorter shape (singular, nominative) is shown if it stands so often beside the commonest.
_SHORTER = 0.25
_SLAVIC = frozenset({"ru", "uk", "be", "pl", "cs", "sk", "sr", "hr", "sl", "bs"})
_NOMINATIVE, _OTHER_CASES = "аяa", "ыиуюеiyueęěo"


def shown(targets: Targets, starts: Ints, size: int) -> str:
    """Return a run as a bible would have it."""
    some = starts if len(starts) <= _LOOKED_AT else starts[:: -(-len(starts) // _LOOKED_AT)]
    inside = some[~targets.reading.initial[some]]
    shapes = Counter(
        _shape(targets, int(start), size) for start in (inside if len(inside) else some)
    )
    if not len(inside):
        shapes = _as_in_keys(targets, int(some[0]), shapes)
    if has_particles(targets.locale.language):
        return _without_particles(shapes)
    text, count = shapes.most_common(1)[0]
    shorter = [
        shape
        for shape, often in shapes.items()
        if len(shape) < len(text) and often >= _SHORTER * count and _same_words(shape, text)
    ]
    if shorter:
        return min(shorter, key=lambda shape: (len(shape), shape))
    return _nominative(text, shapes) if targets.locale.language in _SLAVIC else text


def _nominative(text: str, shapes: Counter[str]) -> str:
    """Return the shape in -a of a word that mostly stands in another case (Секты, Секта)."""
    first = text.split(maxsplit=1)[0]
    for shape, often in shapes.most_common():
        word = shape.split()[0]
        if (
            word[:-1] == first[:-1]
            and word[-1] in _NOMINATIVE
            and first[-1] in _OTHER_CASES
            and often >= _SHORTER * shapes[text]
        ):
            return shape
    return text


def _shape(targets: Targets, start: int, size: int) -> str:
    reading = targets.reading
    first, last = targets.span(start, size)
    text = targets.texts[int(reading.texts[start])][first:last]
    text = " ".join(text.split())
    if targets.locale.language == "ar":
        word, _, rest = text.partition(" ")
        key = targets.names[int(targets.keys[start])]
        text = f"{arabic_front(word, key)} {rest}".strip()
    return without_possessive(text, targets.locale.language)


def _as_in_keys(targets: Targets, start: int, shapes: Counter[str]) -> Counter[str]:
    """Undo the capital of a run that only begins sentences, where its key is in small letters."""
    key = targets.names[int(targets.keys[start])]
    if not key[0].islower():
        return shapes
    return Counter({f"{shape[0].lower()}{shape[1:]}": often for shape, often in shapes.items()})


def _same_words(shape: str, text: str) -> bool:
    return len(shape.split()) == len(text.split())


def _without_particles(shapes: Counter[str]) -> str:
    """Return what all shapes share, if only particles follow it."""
    stem = normalised(_shared(shapes))
    for text in (stem, *sorted(shapes, key=len)):
        rests = [shape[len(text) :] for shape in shapes if shape.startswith(text)]
        if len(rests) == len(shapes) and all(
            not rest or is_ending(rest, "ko", "Hang") for rest in rests
        ):
            return _less_particle(text) if len(shapes) == 1 else text.strip()
    return shapes.most_common(1)[0][0]


def _shared(shapes: Iterable[str]) -> str:
    """Return what all shapes begin with."""
    first, last = min(shapes), max(shapes)
    same = (
        at for at, (ours, theirs) in enumerate(zip(first, last, strict=False)) if ours != theirs
    )
    return first[: next(same, len(first))]


def _less_particle(text: str) -> str:
    """Take the plainest particles off a run that was only ever seen with one."""
    for particle in (
        "에게",
        "에서",
        "은",
        "는",
        "을",
        "를",
        "이",
        "가",
        "의",
        "와",
        "과",
        "도",
        "로",
    ):
        if text.endswith(particle) and len(text) > len(particle) + 1:
            return text.removesuffix(particle)
    return text
