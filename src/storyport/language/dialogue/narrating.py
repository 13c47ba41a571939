"""Whether somebody tells the story as 我 or I, and who that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.evidence import Paragraph

__all__ = ["narrating"]

_SHARE = 0.08  # of all mentions in narration
_AT_LEAST = 3


def narrating(read: Sequence[Paragraph], cast: Cast) -> int:
    """Return the number of the one who tells the story in the first person, -1 for nobody.

    A narrator whose name was not given is the one whom others call or name in lines, but
    whom the narration itself does not name; with nobody like that it is the pronoun's word.
    """
    sorts: Counter[str] = Counter()
    named: Counter[int] = Counter()
    called: Counter[int] = Counter()
    word = ""
    for paragraph in read:
        for mention in paragraph.mentions:
            sorts[mention.sort] += 1
            if mention.sort == "self":
                word = paragraph.text[mention.start : mention.end]
            elif mention.sort == "name":
                named.update(mention.who)
        for manner in paragraph.manners:
            called.update(manner.addressed)
            called.update(manner.named)
            called.update(manner.introduced)
    if cast.narrator >= 0:
        return cast.narrator
    if sorts["self"] < max(_AT_LEAST, _SHARE * sorts.total()):
        return -1
    unnamed = [who for who, count in called.items() if count >= 2 and count > 3 * named[who]]
    return max(unnamed, key=lambda who: called[who]) if unnamed else cast.role(word)
