"""Reads a story's bible out of the database, in four queries whatever its size."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from storyport.story.facts import Bible, EntryFacts, RenderingFacts, Status

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["load_bible"]

_Row = tuple[str, Status, tuple[str, ...]]
_Forms = dict[str, _Row]
_Former = dict[str, list[str]]


def load_bible(story: Story) -> Bible:
    """Return the bible; entries by headword and kind, in code point order on any database."""
    from storyport.story.models import Entry

    aliases = _aliases(story)
    renderings = _renderings(story)
    former = _former(story)
    rows = Entry.objects.filter(story=story).order_by()
    entries = [
        EntryFacts(
            id=pk,
            headword=headword,
            kind=kind,
            gender=gender,
            aliases=tuple(sorted(aliases[pk])) if pk in aliases else (),
            note=note,
            renderings=_by_locale(renderings.get(pk, {}), former.get(pk, {})),
            alias_kinds={text: sort for text, sort in aliases.get(pk, {}).items() if sort},
        )
        for pk, headword, kind, gender, note in rows.values_list(
            "id", "headword", "kind", "gender", "note"
        )
    ]
    entries.sort(key=lambda entry: (entry.headword, entry.kind))
    return Bible(entries=tuple(entries), source=story.source_locale)


def _aliases(story: Story) -> dict[int, dict[str, str]]:
    from storyport.story.models import Alias

    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = Alias.objects.filter(entry__story=story).order_by()
    for entry, text, kind in rows.values_list("entry_id", "text", "kind"):
        found[entry][text] = kind
    return dict(found)


def _renderings(story: Story) -> dict[int, dict[str, _Forms]]:
    from django.db.models import TextField
    from django.db.models.functions import Cast

    from storyport.story.models import Rendering

    found: defaultdict[int, dict[str, _Forms]] = defaultdict(dict)
    rows = Rendering.objects.filter(entry__story=story).order_by()
    # Most renderings ban nothing: as text, the empty list need not be decoded 39,000 times.
    bans = Cast("banned", TextField())
    for entry, locale, form, text, status, banned in rows.values_list(
        "entry_id", "locale", "form", "text", "status", bans
    ):
        ban = () if banned == "[]" else tuple(json.loads(banned))
        found[entry].setdefault(locale, {})[form] = (text, status, ban)
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
    text, status, banned = forms.get("", ("", "proposed", ()))
    if len(forms) == bool(forms.get("")) and not former:
        return RenderingFacts(text, status, banned)
    aliases = {form: forms[form][:2] for form in sorted(forms) if form}
    today = {"": text, **{form: own for form, (own, _) in aliases.items()}}
    old = {
        form: tuple(text for text in dict.fromkeys(texts) if text != today.get(form))
        for form, texts in former.items()
    }
    return RenderingFacts(
        text=text,
        status=status,
        banned=tuple(dict.fromkeys([*banned, *(ban for row in forms.values() for ban in row[2])])),
        aliases=aliases,
        former=old.pop("", ()),
        former_aliases={form: old[form] for form in sorted(old) if old[form]},
    )
