"""What comes of an entry when something more is said about it; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from storyport.kernel.locales import parse_locale
from storyport.story.facts import EntryFacts, RelationFacts, RenderingFacts, Status, Validity

__all__ = ["Kept", "contains", "forbids_itself", "merge"]

# Pieces of evidence that an entry keeps, the first ones found.
_EVIDENCE = 8
_RANK: Mapping[Status, int] = {"proposed": 0, "approved": 1, "locked": 2}


@dataclass(frozen=True)
class Kept:
    """A rendering that stayed although another one was offered.

    Attributes:
        headword: whose. locale, form: which; form is empty for the headword.
        text, status: what stays. offered: what was not taken.
    """

    headword: str
    locale: str
    form: str
    text: str
    status: Status
    offered: str

    def __str__(self) -> str:
        name = self.form or self.headword
        return f"{name}: {self.locale} {self.text!r} is {self.status} and stays ({self.offered!r})"


def merge(
    old: EntryFacts, new: EntryFacts, *, force: bool = False
) -> tuple[EntryFacts, tuple[Kept, ...]]:
    """Return the old entry with what the new one says, and what stayed all the same.

    What the new one leaves empty stays as it is; aliases and bans are added to. A locked
    rendering stays, and a proposal does not replace an approved one, unless `force`.
    """
    kept: list[Kept] = []
    renderings = dict(old.renderings)
    for locale, facts in new.renderings.items():
        before = renderings.get(locale, RenderingFacts())
        renderings[locale], stayed = _merge_rendering(before, facts, force=force)
        kept += [
            Kept(old.headword, locale, form, text, status, offered)
            for form, (text, status), offered in stayed
        ]
    merged = replace(
        old,
        kind=new.kind or old.kind,
        gender=new.gender or old.gender,
        note=new.note or old.note,
        aliases=tuple(sorted({*old.aliases, *new.aliases} - {old.headword})),
        alias_kinds=dict(sorted({**old.alias_kinds, **new.alias_kinds}.items())),
        alias_times=dict(sorted({**old.alias_times, **new.alias_times}.items())),
        renderings=dict(sorted(renderings.items())),
        scale=new.scale or old.scale,
        step=new.step or old.step,
        validity=_merge_validity(old.validity, new.validity),
        spoiler=new.spoiler or old.spoiler,
        speech=new.speech or old.speech,
        confidence=_merge_confidence(old, new),
        relations=_merge_relations(old.relations, new.relations, force=force),
        evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence)))[:_EVIDENCE],
    )
    return merged, tuple(kept)


def _merge_validity(old: Validity, new: Validity) -> Validity:
    # What is said is the whole span: one end of each would be a span that nobody meant.
    return new if any(new) else old


def _merge_confidence(old: EntryFacts, new: EntryFacts) -> float | None:
    """What a person ever said has none; what was learned twice has the newer one.

    What a model judged keeps it: the text alone does not know better.
    """
    if any(one.reason.startswith("a model: ") for one in old.evidence):
        return None if new.confidence is None else old.confidence
    known = old.id or old.forms() != (old.headword,) or old.renderings
    return None if new.confidence is None or (known and old.confidence is None) else new.confidence


def _merge_relations(
    old: Iterable[RelationFacts], new: Iterable[RelationFacts], *, force: bool
) -> tuple[RelationFacts, ...]:
    found = {(one.other, one.other_kind, one.word): one for one in old}
    for one in new:
        key = (one.other, one.other_kind, one.word)
        if key not in found:
            # The same one, where only one of the two says of what kind.
            key = next(
                (known for known in found if known[::2] == key[::2] and not (known[1] and key[1])),
                key,
            )
        before = found.get(key)
        found[key] = one if before is None else _merge_relation(before, one, force=force)
    return tuple(found[key] for key in sorted(found))


def _merge_relation(old: RelationFacts, new: RelationFacts, *, force: bool) -> RelationFacts:
    renderings = dict(old.renderings)
    for locale, own in new.renderings.items():
        before = renderings.get(locale, ("", "proposed"))
        renderings[locale] = _merge_text(before, own, force=force)
    return replace(
        old,
        other_kind=new.other_kind or old.other_kind,
        validity=_merge_validity(old.validity, new.validity),
        renderings=dict(sorted(renderings.items())),
    )


_Text = tuple[str, Status]


def _merge_rendering(
    old: RenderingFacts, new: RenderingFacts, *, force: bool
) -> tuple[RenderingFacts, list[tuple[str, _Text, str]]]:
    stayed: list[tuple[str, _Text, str]] = []
    texts: dict[str, _Text] = {"": (old.text, old.status), **old.aliases}
    offers: dict[str, _Text] = {"": (new.text, new.status), **new.aliases}
    for form, offer in offers.items():
        before = texts.get(form, ("", "proposed"))
        texts[form] = _merge_text(before, offer, force=force)
        if offer[0] not in ("", texts[form][0]):
            stayed.append((form, before, offer[0]))
    text, status = texts.pop("")
    merged = replace(
        old,
        text=text,
        status=status,
        banned=tuple(dict.fromkeys((*old.banned, *new.banned))),
        aliases={form: own for form, own in sorted(texts.items()) if own[0]},
        forms=dict(sorted({**old.forms, **new.forms}.items())),
        gender=new.gender or old.gender,
        pronouns=new.pronouns or old.pronouns,
        voice=new.voice or old.voice,
        choice=new.choice or old.choice,
        codex=new.codex or old.codex,
    )
    return merged, stayed


def _merge_text(old: _Text, new: _Text, *, force: bool) -> _Text:
    if not new[0] or not old[0]:
        return new if new[0] else old
    rises = _RANK[new[1]] >= _RANK[old[1]]
    if new[0] == old[0]:
        return new if rises or force else old
    if not (rises or force) or (old[1] == "locked" and not force):
        return old
    # Who forces a locked rendering says what it is from now on, not that it is open again.
    locked = old[1] == "locked" and new[1] == "approved"
    return (new[0], "locked") if locked else new


def forbids_itself(entry: EntryFacts, locale: str) -> tuple[str, str] | None:
    """Return (rendering, ban) where a rendering of the locale has a form banned there."""
    facts = entry.renderings.get(locale, RenderingFacts())
    for text in (facts.text, *(own for own, _ in facts.aliases.values())):
        for ban in facts.banned:
            if text and contains(text, ban, locale):
                return text, ban
    return None


def contains(text: str, form: str, locale: str) -> bool:
    """Tell whether a form stands in a text, at word boundaries where the locale has words.

    Exactly as it is written: a person may ban what is only one ending or one letter away.
    """
    if form not in text or not parse_locale(locale).spaced:
        return form in text
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None
