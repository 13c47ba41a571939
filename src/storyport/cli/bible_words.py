"""How a bible looks on a terminal, and in `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from storyport.cli.console import CONSOLE
from storyport.kernel.locales import LocaleInfo
from storyport.story.conflicts import Conflict, blocking, find_conflicts
from storyport.story.exchange.json import entry_value
from storyport.story.facts import (
    ALWAYS,
    Bible,
    EntryFacts,
    RelationFacts,
    RenderingFacts,
    Validity,
)

if TYPE_CHECKING:
    from storyport.story.models import Story

__all__ = [
    "as_value",
    "conflict_values",
    "entry_lines",
    "show_conflicts",
    "show_entries",
    "tell_entries",
    "touching",
]

_SHOWN_AT_MOST = 20
_SIGNS = {"proposed": " ?", "approved": "", "locked": " *"}


def as_value(entry: EntryFacts, locales: Iterable[LocaleInfo] = ()) -> dict[str, Any]:
    """Return an entry as `bible export` writes it, with its number; no locales: all of them."""
    tags = [locale.tag for locale in locales]
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


def entry_lines(entry: EntryFacts) -> list[tuple[str, str]]:
    """Return what is known of an entry as (what, value), what nobody said left out."""
    validity = _times(entry.validity)
    rows = [
        ("gender", entry.gender),
        ("also", "\n".join(_alias_line(entry, alias) for alias in entry.aliases)),
        ("scale", f"{entry.scale}, step {entry.step or '?'}" if entry.scale else ""),
        ("holds", validity),
        ("secret until", str(entry.spoiler or "")),
        ("speaks", entry.speech),
        ("note", entry.note),
    ]
    rows += [
        (f"calls {one.other}", f"{one.word}{_told(one)} {_times(one.validity)}".strip())
        for one in entry.relations
    ]
    for locale, facts in entry.renderings.items():
        said = [*_cell(entry, locale), *(f"= {form} {what}" for form, what in facts.forms.items())]
        more = (facts.gender, facts.pronouns, facts.voice, facts.choice, facts.codex)
        rows.append((locale, "\n".join(line.strip() for line in (*said, *more) if line.strip())))
    sure = "" if entry.confidence is None else f"{entry.confidence:.2f}, learned, not decided"
    rows.append(("sure", sure))
    rows += [("seen", f"{one.place}: {one.excerpt} ({one.reason})") for one in entry.evidence]
    return [(what, value) for what, value in rows if value]


def _alias_line(entry: EntryFacts, alias: str) -> str:
    times = _times(entry.alias_times.get(alias, ALWAYS))
    return " ".join(filter(None, (alias, entry.alias_kinds.get(alias, ""), times)))


def _times(validity: Validity) -> str:
    since = f"from {validity.since}" if validity.since else ""
    until = f"until {validity.until}" if validity.until else ""
    return " ".join(filter(None, (since, until)))


def _told(relation: RelationFacts) -> str:
    return "".join(f", {locale}: {text}" for locale, (text, _) in relation.renderings.items())


def touching(bible: Bible, entries: Iterable[EntryFacts]) -> list[Conflict]:
    """Return the conflicts that one of the entries takes part in."""
    ids = {entry.id for entry in entries}
    return [found for found in find_conflicts(bible) if ids.intersection(found.entries)]


def show_conflicts(conflicts: Sequence[Conflict], *, blocks: bool = True) -> int:
    """Show conflicts, the worst first; return the exit code: 1 where any of them blocks.

    Args:
        blocks: whether major ones stop a translation; those in texts do not.
    """
    for conflict in conflicts[:_SHOWN_AT_MOST]:
        place = f" [{conflict.locale}]" if conflict.locale else ""
        CONSOLE.say(f"{conflict.severity}{place}: {conflict.message}")
    if len(conflicts) > _SHOWN_AT_MOST:
        rest = len(conflicts) - _SHOWN_AT_MOST
        CONSOLE.say(f"and {rest} more; --json lists all.")
    unsettled = blocking(conflicts) if blocks else []
    if unsettled:
        CONSOLE.say(f"{len(unsettled)} of them have to be settled before translating.")
    return 1 if unsettled else 0


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
