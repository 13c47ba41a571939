"""Names of a story in any language, as far as its script shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from storyport.kernel.locales import LocaleInfo
from storyport.language.names.base import Learned, Passage

__all__ = ["learn_names"]

_NONE: Mapping[str, str] = MappingProxyType({})


def learn_names(
    passages: Iterable[Passage],
    locale: LocaleInfo,
    *,
    known: Mapping[str, str] = _NONE,
    lexicon: Mapping[str, str] = _NONE,
) -> Learned:
    """Learn names, scales and set phrases from paragraphs in reading order.

    Args:
        passages: plain text, without marks.
        locale: the language they are written in.
        known: forms that are settled, with their kinds; they come back with counts and gender.
        lexicon: terms of the genre, with their kinds; they are no names of this story.
    """
    if locale.language == "zh":
        from storyport.language.names.chinese import learn_chinese

        return learn_chinese(passages, locale, known, lexicon)
    from storyport.language.names.capitalised import learn_capitalised

    return learn_capitalised(passages, locale, known, lexicon)
