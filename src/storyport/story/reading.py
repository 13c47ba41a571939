"""Reads a story's bible out of the database, in six queries whatever its size."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from storyport.story.background import with_background
from storyport.story.facts import ALWAYS, Bible, EntryFacts, RenderingFacts, Status, Validity

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["load_bible"]

_Text = tuple[str, Status]


def load_bible(story: Story) -> Bible:
    """Return the bible; entries by headword and kind, in code point order on any database."""
    from storyport.story.models import Entry

    aliases = _aliases(story)
    renderings = _renderings(story)
    former = _former(story)
    rows = Entry.objects.filter(story=story).order_by()
    entries = []
    for pk, since, until, *own in rows.values_list("id", "since", "until", *_OWN):
        entry = EntryFacts(
            id=pk,
            validity=Validity(since, until) if since or until else ALWAYS,
            renderings=_by_locale(renderings.get(pk, {}), former.get(pk, {})),
            **dict(zip(_OWN, own, strict=True)),
        )
        entries.append(_with_aliases(entry, aliases[pk]) if pk in aliases else entry)
    entries = with_background(story, entries)
    entries.sort(key=lambda entry: (entry.headword, entry.kind))
    return Bible(entries=tuple(entries), source=story.source_locale)


_OWN = ("headword", "kind", "gender", "note", "scale", "step", "spoiler", "speech", "confidence")


def _with_aliases(entry: EntryFacts, rows: dict[str, tuple[str, Validity]]) -> EntryFacts:
    return replace(
        entry,
        aliases=tuple(sorted(rows)),
        alias_kinds={form: row[0] for form, row in rows.items() if row[0]},
        alias_times={form: row[1] for form, row in rows.items() if any(row[1])},
    )


def _aliases(story: Story) -> dict[int, dict[str, tuple[str, Validity]]]:
    from storyport.story.models import Alias

    found: defaultdict[int, dict[str, tuple[str, Validity]]] = defaultdict(dict)
    rows = Alias.objects.filter(entry__story=story).order_by()
    for entry, text, kind, since, until in rows.values_list(
        "entry_id", "text", "kind", "since", "until"
    ):
        found[entry][text] = (kind, Validity(since, until) if since or until else ALWAYS)
    return dict(found)


class _Row(NamedTuple):
    """A row of `models.Rendering`, its lists decoded."""

    text: str = ""
    status: Status = "proposed"
    banned: tuple[str, ...] = ()
    forms: dict[str, str] = {}  # noqa: RUF012 - read only; one empty mapping serves all rows
    described: tuple[str, ...] = ()


_Forms = dict[str, _Row]
_Former = dict[str, list[str]]
_DESCRIBED = ("gender", "pronouns", "voice", "choice", "codex")
_NOTHING = ("",) * len(_DESCRIBED)


def _renderings(story: Story) -> dict[int, dict[str, _Forms]]:
    from django.db.models import TextField
    from django.db.models.functions import Cast

    from storyport.story.models import Rendering

    found: defaultdict[int, dict[str, _Forms]] = defaultdict(dict)
    rows = Rendering.objects.filter(entry__story=story).order_by()
    # Most renderings ban nothing: as text, the empty list need not be decoded 39,000 times.
    bans, shapes = Cast("banned", TextField()), Cast("forms", TextField())
    for entry, locale, form, text, status, banned, forms, *described in rows.values_list(
        "entry_id", "locale", "form", "text", "status", bans, shapes, *_DESCRIBED
    ):
        found[entry].setdefault(locale, {})[form] = _Row(
            text,
            status,
            () if banned == "[]" else tuple(json.loads(banned)),
            {} if forms == "{}" else json.loads(forms),
            () if tuple(described) == _NOTHING else tuple(described),
        )
    return dict(found)


def _former(story: Story) -> dict[int, dict[str, _Former]]:
    from storyport.story.models import RenderingChange

    found: defaultdict[int, dict[str, _Former]] = defaultdict(dict)
    rows = RenderingChange.objects.filter(entry__story=story).order_by("-id")
    for entry, locale, form, old in rows.values_list("entry_id", "locale", "form", "old"):
        found[entry].setdefault(locale, {}).setdefault(form, []).append(old)
    return dict(found)


def _by_locale(forms: dict[str, _Forms], former: dict[str, _Former]) -> dict[str, RenderingFacts]:
    return {
        locale: _rendering(forms.get(locale, {}), former.get(locale, {}))
        for locale in sorted({*forms, *former})
    }


def _rendering(forms: _Forms, former: _Former) -> RenderingFacts:
    head = forms.get("", _Row())
    if len(forms) == ("" in forms) and not former and not head.forms and not head.described:
        return RenderingFacts(head.text, head.status, head.banned)
    aliases: dict[str, _Text] = {form: forms[form][:2] for form in sorted(forms) if form}
    today = {"": head.text, **{form: own for form, (own, _) in aliases.items()}}
    old = {
        form: tuple(text for text in dict.fromkeys(texts) if text != today.get(form))
        for form, texts in former.items()
    }
    facts = RenderingFacts(
        text=head.text,
        status=head.status,
        banned=tuple(
            dict.fromkeys([*head.banned, *(ban for row in forms.values() for ban in row.banned)])
        ),
        aliases=aliases,
        former=old.pop("", ()),
        former_aliases={form: old[form] for form in sorted(old) if old[form]},
        forms=dict(sorted(head.forms.items())),
    )
    if not head.described:
        return facts
    gender, pronouns, voice, choice, codex = head.described
    return replace(facts, gender=gender, pronouns=pronouns, voice=voice, choice=choice, codex=codex)
