"""What surrounds a segment: digests, casts, neighbouring lines. Context, never a dependency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storyport.kernel.locales import LocaleInfo
from storyport.language.digesting import digest_sentences
from storyport.language.marks import plain
from storyport.story.models import Part

__all__ = ["Scene", "digest_of", "neighbours"]

_NEIGHBOUR_CHARACTERS = 90
_NEIGHBOUR_LINES = 3
_DIGEST_CHARACTERS = 100


@dataclass(frozen=True)
class Scene:
    """What is known of a part before its first line is translated.

    Attributes:
        cast: entry id -> how often it stands in this part and the two before.
        title: of this part.
        time: story time of the part; 0 where it is not known.
        before: gives the digest of the part before this one, in the source language; made
            only when a request needs it.
    """

    cast: Counter[int]
    title: str
    before: Callable[[], tuple[str, ...]] = tuple
    time: int = 0


def digest_of(part: Part, sources: Sequence[str], locale: LocaleInfo) -> tuple[str, ...]:
    """Return a part's digest, made once and kept with the part."""
    kept = part.analysis.get("digest")
    if kept is not None and part.analysis.get("of") == part.digest:
        return tuple(kept)
    digest = digest_sentences(sources, locale, budget=_DIGEST_CHARACTERS)
    part.analysis = {**part.analysis, "of": part.digest, "digest": digest}
    part.save(update_fields=["analysis"])
    return tuple(digest)


def neighbours(lines: Sequence[str]) -> str:
    """Return the last few lines as plain text, the newest kept, cut to a small size."""
    kept: list[str] = []
    room = _NEIGHBOUR_CHARACTERS
    for line in reversed(lines[-_NEIGHBOUR_LINES:]):
        text = plain(line)
        if len(text) > room:
            if not kept:
                kept.append("…" + text[-room:])
            break
        kept.append(text)
        room -= len(text)
    return "\n".join(reversed(kept))
