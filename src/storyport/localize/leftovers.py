"""Old names in targets whose source names nobody.

Chinese drops a name, or says he, where a translation says the name. Such a line has nothing in its
source that would tell that it depends on the name, so after a change it still has the old one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q

from storyport.checks.base import NAMING_KINDS
from storyport.kernel.locales import LocaleInfo
from storyport.language.marks import plain
from storyport.language.substitution import substitute
from storyport.language.terms import find_forms
from storyport.story.facts import Bible, EntryFacts
from storyport.story.matching import FactIndex, Hits

__all__ = ["Leftover", "Leftovers"]

# What stands before a word that is written large wherever it stands, or has none before it.
_OPENING = re.compile(r"(?:^|[.!?…:;—–\-\n¿¡\"'“”‘’«»„(\[*]\s*)$")
_SHORTEST = 3
_ASKED_FOR = 200


class Leftover(NamedTuple):
    """An old name in a text: whose, what is said today, and where it stands."""

    entry: int
    old: str
    now: str
    spans: list[tuple[int, int]]


class Leftovers:
    """Knows the old names of a bible in one locale."""

    def __init__(self, index: FactIndex, locale: LocaleInfo) -> None:
        self._bible = index.bible
        self._locale = locale

    @cached_property
    def _today(self) -> dict[str, tuple[int, str]]:
        """Old name -> whose, and what is said today; only what surely is nobody else's name."""
        found: dict[str, tuple[int, str] | None] = {}
        for entry, old, now in _old_names(self._bible, self._locale.tag):
            known = found.setdefault(old, (entry.id, now))
            if known != (entry.id, now):
                found[old] = None
        used = {text.casefold() for text in self._used}
        return {
            old: whose
            for old, whose in sorted(found.items(), key=lambda item: -len(item[0]))
            if whose and old.casefold() not in used
        }

    @cached_property
    def _used(self) -> frozenset[str]:
        """All that anybody or anything is called today."""
        tag = self._locale.tag
        told = (
            entry.rendering_of(form, tag) for entry in self._bible.entries for form in entry.forms()
        )
        shapes = (shape for entry in self._bible.entries for shape in entry.shapes_in(tag))
        return frozenset([*(text for text, _ in filter(None, told)), *shapes])

    def may_have(self, entries: Collection[int], field: str) -> Q | None:
        """Return a filter that loses no target with an old name of some entries.

        Args:
            field: where the target's text stands.

        Returns:
            None where they have no old names.
        """
        names = [old for old, (entry, _) in self._today.items() if entry in entries]
        if not names:
            return None
        # Marks may split a name; and databases bound the depth of a condition.
        may = Q(**{f"{field}__contains": "<"})
        for name in names[:_ASKED_FOR]:
            may |= Q(**{f"{field}__contains": name})
        return may if len(names) <= _ASKED_FOR else Q()

    def stand_in(self, target: str, hits: Hits) -> bool:
        """Tell whether an old name stands in a target whose source does not have its bearer."""
        may = "<" in target or any(old in target for old in self._today)
        return may and any(True for _ in self.find(plain(target), hits))

    def mended(self, target: str, hits: Hits) -> str | None:
        """Return a target with today's names in the place of old ones, None where it is not safe.

        Args:
            hits: what of the bible stands in the source: whom it names is left alone here.
        """
        for left in self.find(plain(target), hits):
            text = plain(target)
            opens = any(_opens(text, start) for start, _ in left.spans)
            if (opens and not _is_plain_name(left.old)) or self._is_in_another(text, left.old):
                return None
            changed = substitute(target, left.old, left.now, self._locale, len(left.spans))
            if changed is None:
                return None
            target = changed
        return target

    def find(self, text: str, hits: Hits) -> Iterator[Leftover]:
        """Give the old names in a text without marks, whose source does not have their bearers."""
        for old, (entry, now) in self._today.items():
            if old not in text or any(entry == found for found, _, _ in hits):
                continue
            if spans := find_forms(text, old, self._locale):
                yield Leftover(entry, old, now, spans)

    def _is_in_another(self, text: str, old: str) -> bool:
        return any(old in used and used in text for used in self._used)


def _old_names(bible: Bible, locale: str) -> Iterator[tuple[EntryFacts, str, str]]:
    """Give (entry, old name, what is said today) of whatever has a name of its own."""
    for entry in bible.entries:
        if entry.kind not in NAMING_KINDS:
            continue
        for form in entry.forms():
            told = entry.rendering_of(form, locale)
            if told and told[1]:
                for old in entry.former_in(form, locale):
                    if _is_name(old):
                        yield entry, old, told[0]


def _is_name(text: str) -> bool:
    """Tell whether a text looks like a name: capitals, or no letters that have any."""
    if text[:1].upper() != text[:1].lower():
        return text[:1].isupper() and len(text) >= _SHORTEST
    return " " in text or len(text) >= _SHORTEST


def _is_plain_name(text: str) -> bool:
    """Tell whether a text is a name wherever it stands: of several words, all of them large."""
    words = text.split()
    return len(words) > 1 and all(
        word[:1] != word[:1].lower() or not _has_case(word) for word in words
    )


def _has_case(word: str) -> bool:
    return word.upper() != word.lower()


def _opens(text: str, start: int) -> bool:
    return bool(_OPENING.search(text[:start]))
