"""How a bible looks on a terminal, and in `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from storyport.cli.console import CONSOLE
from storyport.kernel.locales import LocaleInfo
from storyport.story.conflicts import Conflict, blocking, find_conflicts
from storyport.story.exchange.json import entry_value
from storyport.story.facts import Bible, EntryFacts, RenderingFacts

if TYPE_CHECKING:
    from storyport.story.models import Story

__all__ = [
    "as_value",
    "conflict_values",
    "show_conflicts",
    "show_entries",
    "tell_entries",
    "touching",
]

_SHOWN_AT_MOST = 20
_SIGNS = {"proposed": " ?", "approved": "", "locked": " *"}


def as_value(entry: EntryFacts, locales: Iterable[LocaleInfo] = ()) -> dict[str, Any]:
    """Return an entry as `bible export` writes it, with its number; no locales: all of them."""
    tags = [locale.tag for locale in locales] or list(entry.renderings)
    return {"id": entry.id, **entry_value(entry, tags)}


def show_entries(entries: Sequence[EntryFacts], locales: Sequence[str]) -> None:
    """Show a table, with a line that explains its signs."""
    if not entries:
        CONSOLE.say("No entries.")
        return
    rows = [
        (
            "\n".join((entry.headword, *(f"  {alias}" for alias in entry.aliases))),
            entry.kind,
            entry.gender,
            *("\n".join(_cell(entry, locale)) for locale in locales),
        )
        for entry in entries
    ]
    CONSOLE.table(("headword", "kind", "gender", *locales), rows)
    CONSOLE.say(f"{len(entries)} entries. ? proposed, * locked, indented: aliases, -: banned.")


def _cell(entry: EntryFacts, locale: str) -> Iterable[str]:
    """Give one line per form, beside the forms of the headword's column, then the bans."""
    facts = entry.renderings.get(locale, RenderingFacts())
    yield f"{facts.text}{_SIGNS[facts.status]}" if facts.text else ""
    for alias in entry.aliases:
        text, status = facts.aliases.get(alias, ("", "approved"))
        yield f"  {text}{_SIGNS[status]}" if text else ""
    yield from (f"- {ban}" for ban in facts.banned)


def touching(bible: Bible, entries: Iterable[EntryFacts]) -> list[Conflict]:
    """Return the conflicts that one of the entries takes part in."""
    ids = {entry.id for entry in entries}
    return [found for found in find_conflicts(bible) if ids.intersection(found.entries)]


def show_conflicts(conflicts: Sequence[Conflict]) -> int:
    """Show conflicts, the worst first; return the exit code: 1 where any of them blocks."""
    for conflict in conflicts[:_SHOWN_AT_MOST]:
        place = f" [{conflict.locale}]" if conflict.locale else ""
        CONSOLE.say(f"{conflict.severity}{place}: {conflict.message}")
    if len(conflicts) > _SHOWN_AT_MOST:
        rest = len(conflicts) - _SHOWN_AT_MOST
        CONSOLE.say(f"and {rest} more; --json lists all.")
    blocks = blocking(conflicts)
    if blocks:
        CONSOLE.say(f"{len(blocks)} of them have to be settled before translating.")
    return 1 if blocks else 0


def conflict_values(conflicts: Iterable[Conflict], bible: Bible) -> list[dict[str, Any]]:
    """Return conflicts as plain data, entries by their headwords."""
    return [
        {
            "kind": conflict.kind,
            "severity": conflict.severity,
            "entries": [bible.by_id[number].headword for number in conflict.entries],
            "locale": conflict.locale,
            "message": conflict.message,
        }
        for conflict in conflicts
    ]


def tell_entries(story: Story, entries: Sequence[EntryFacts], told: dict[str, Any]) -> int:
    """Say what the changed entries contradict now, end the command, return its exit code."""
    from storyport.story.reading import load_bible

    bible = load_bible(story)
    found = touching(bible, entries)
    code = show_conflicts(found)
    CONSOLE.result({**told, "conflicts": conflict_values(found, bible)})
    return code
