"""An entry as plain data: whole for programs, lean for files that people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storyport.story.facts import (
    ALWAYS,
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Validity,
)

__all__ = ["entry_value", "lean_value"]

_OWN = ("scale", "step", "spoiler", "speech")
_THERE = ("gender", "pronouns", "voice", "choice", "codex")


def entry_value(entry: EntryFacts, locales: Sequence[str] = ()) -> dict[str, Any]:
    """Return an entry in the shape of the file, with the renderings of these locales (or all).

    Headword, kind, gender, aliases, note and renderings are always there, and so are a
    rendering's text, status, bans and aliases; the rest is there where it says something.
    """
    tags = locales or _tags(entry)
    value: dict[str, Any] = {
        "headword": entry.headword,
        "kind": entry.kind,
        "gender": entry.gender,
        "aliases": [_alias_value(entry, alias) for alias in entry.aliases],
        "note": entry.note,
        **{name: said for name in _OWN if (said := getattr(entry, name))},
        **_times(entry.validity),
    }
    if entry.confidence is not None:
        value["confidence"] = entry.confidence
    value["renderings"] = {
        tag: _rendering_value(facts)
        for tag, facts in entry.renderings.items()
        if facts.said() and tag in tags
    }
    if entry.relations:
        value["relations"] = [_relation_value(one, tags) for one in entry.relations]
    if entry.evidence:
        value["evidence"] = [_evidence_value(one) for one in entry.evidence]
    return value


def lean_value(entry: EntryFacts, locales: Sequence[str] = ()) -> dict[str, Any]:
    """Return an entry as `entry_value` does, less what reading it takes for granted."""
    value = entry_value(entry, locales)
    value["aliases"] = [
        alias if alias["kind"] or len(alias) > 2 else alias["text"] for alias in value["aliases"]
    ]
    value["renderings"] = {
        # Where nothing has it, a status says nothing.
        tag: _less(
            rendering,
            "approved" if rendering["text"] or rendering["aliases"] else rendering["status"],
        )
        for tag, rendering in value["renderings"].items()
    }
    for relation in value.get("relations", ()):
        relation["renderings"] = {
            tag: own["text"] if own["status"] == "approved" else own
            for tag, own in relation["renderings"].items()
        }
    for name in ("relations", "evidence"):
        if name in value:
            value[name] = [_less(one) for one in value[name]]
    return {"headword": value.pop("headword"), **_less(value)}


def _less(value: Mapping[str, Any], status: str = "") -> dict[str, Any]:
    return {
        key: said
        for key, said in value.items()
        if said not in ("", [], {}) and not (key == "status" and said == status)
    }


def _tags(entry: EntryFacts) -> set[str]:
    return {*entry.renderings, *(tag for one in entry.relations for tag in one.renderings)}


def _times(times: Validity) -> dict[str, int]:
    return {name: time for name, time in times._asdict().items() if time}


def _alias_value(entry: EntryFacts, alias: str) -> dict[str, Any]:
    times = entry.alias_times.get(alias, ALWAYS)
    return {"text": alias, "kind": entry.alias_kinds.get(alias, ""), **_times(times)}


def _rendering_value(facts: RenderingFacts) -> dict[str, Any]:
    value: dict[str, Any] = {
        "text": facts.text,
        "status": facts.status,
        "banned": list(facts.banned),
        "aliases": {
            form: text if status == facts.status else {"text": text, "status": status}
            for form, (text, status) in facts.aliases.items()
        },
    }
    if facts.forms:
        value["forms"] = dict(facts.forms)
    return value | {name: said for name in _THERE if (said := getattr(facts, name))}


def _relation_value(relation: RelationFacts, locales: Sequence[str] | set[str]) -> dict[str, Any]:
    return {
        "other": relation.other,
        "kind": relation.other_kind,
        "word": relation.word,
        **_times(relation.validity),
        "renderings": {
            tag: {"text": text, "status": status}
            for tag, (text, status) in relation.renderings.items()
            if tag in locales
        },
    }


def _evidence_value(evidence: EvidenceFacts) -> dict[str, Any]:
    return {"place": evidence.place, "excerpt": evidence.excerpt, "reason": evidence.reason}
