"""Takes back single things that were said about an entry, its name and forms left alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.facts import ALWAYS, EntryFacts, RenderingFacts

__all__ = ["CLEARED_IN_ALL", "CLEARED_THERE", "without"]

CLEARED_IN_ALL: Mapping[str, Mapping[str, Any]] = {
    "gender": {"gender": ""},
    "note": {"note": ""},
    "speech": {"speech": ""},
    "scale": {"scale": "", "step": 0},
    "step": {"step": 0},
    "spoiler": {"spoiler": 0},
    "times": {"validity": ALWAYS},
}
"""What can be taken back of an entry: its word -> the fields as they are then."""

CLEARED_THERE: Mapping[str, Mapping[str, Any]] = {
    "gender": {"gender": ""},
    "pronouns": {"pronouns": ""},
    "voice": {"voice": ""},
    "choice": {"choice": ""},
    "codex": {"codex": ""},
    "shapes": {"forms": {}},
}
"""The same of what is said of one locale."""


def without(
    entry: EntryFacts,
    names: Collection[str],
    locale: LocaleInfo | None = None,
    aliases: Collection[str] = (),
) -> EntryFacts:
    """Return an entry with nothing said of some things.

    Args:
        names: keys of `CLEARED_THERE` with a locale, else of `CLEARED_IN_ALL`; `times` are
            those of the aliases, where there are any.
        locale: where. aliases: of which.

    Raises:
        BadInput: there is no such thing, or no such alias.
    """
    known = CLEARED_IN_ALL if locale is None else CLEARED_THERE
    for name in names:
        if name not in known:
            there = f" in a locale ({locale})" if locale else ""
            raise BadInput(
                f"{name!r} cannot be cleared{there}.",
                where="--clear",
                do=f"These can: {', '.join(known)}. Renderings, aliases, bans: bible remove.",
            )
    fields: dict[str, Any] = {}
    for name in names:
        fields |= known[name]
    if locale is not None:
        facts = entry.renderings.get(locale.tag, RenderingFacts())
        return replace(entry, renderings={**entry.renderings, locale.tag: replace(facts, **fields)})
    if aliases and "times" in names:
        fields.pop("validity")
        fields["alias_times"] = _less(entry, aliases)
    return replace(entry, **fields)


def _less(entry: EntryFacts, aliases: Collection[str]) -> dict[str, Any]:
    for alias in aliases:
        if alias not in entry.aliases:
            raise BadInput(
                f"{entry} has no alias {alias}.",
                where="--alias",
                do=f"See: storyport bible show {entry.headword}",
            )
    return {form: times for form, times in entry.alias_times.items() if form not in aliases}
