"""Finds the entry that a person means by a word."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process

from storyport.kernel.errors import BadInput
from storyport.story.facts import Bible, EntryFacts

__all__ = ["alike", "find_entry", "need_entry"]


def find_entry(bible: Bible, word: str, kind: str = "", where: str = "") -> EntryFacts | None:
    """Return the entry with this headword, else the one with this alias, else None.

    Args:
        word: a form in the source. kind: takes only entries of this kind; empty for any.
        where: file and line, for messages.

    Raises:
        BadInput: the word names several; lists them.
    """
    named = [entry for entry in bible.named(word) if kind in ("", entry.kind)]
    found = [entry for entry in named if entry.headword == word] or named
    if len(found) > 1:
        same_word = all(entry.headword == word for entry in found)
        raise BadInput(
            f"{word} names {len(found)} entries: {_listed(found)}.",
            where=where,
            do="Say which by its kind (--kind)." if same_word else "Say which by its headword.",
        )
    return found[0] if found else None


def need_entry(bible: Bible, word: str, kind: str = "") -> EntryFacts:
    """Return the entry that a word names.

    Raises:
        BadInput: there is none (names those most alike), or there are several.
    """
    found = find_entry(bible, word.strip(), kind)
    if found is not None:
        return found
    others = bible.named(word.strip())
    if others:
        advice = f"There is {_listed(others)}."
    else:
        names = ", ".join(alike(bible, word))
        advice = f"Most alike: {names}." if names else "See: storyport bible list --story NAME"
    of_kind = f" of kind {kind}" if kind else ""
    raise BadInput(f"the bible has no entry {word}{of_kind}.", do=advice)


def alike(bible: Bible, word: str) -> tuple[str, ...]:
    """Return the forms that are written most like a word, at most five, the most alike first."""
    found = process.extract(word, [form for form, _ in bible.forms()], limit=5, score_cutoff=50)
    return tuple(dict.fromkeys(form for form, _, _ in found))


def _listed(entries: Iterable[EntryFacts]) -> str:
    return ", ".join(str(entry) for entry in entries)
