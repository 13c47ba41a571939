"""Plain data as an entry: its shape is checked here, its texts by `story.validation`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from storyport.kernel.errors import BadInput
from storyport.story.exchange.cells import known_status
from storyport.story.facts import (
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Status,
    Validity,
)

__all__ = ["entry_of", "need_dict", "need_known", "need_list"]

_TIMES = ("since", "until")
_ENTRY = (
    "headword", "kind", "gender", "aliases", "note", "scale", "step", *_TIMES, "spoiler",
    "speech", "confidence", "renderings", "relations", "evidence",
)  # fmt: skip
_RENDERING = (
    "text", "status", "banned", "aliases", "forms", "gender", "pronouns", "voice", "choice", "codex",
)  # fmt: skip
_ALIAS = ("text", "kind", *_TIMES)
_RELATION = ("other", "kind", "word", *_TIMES, "renderings")
_EVIDENCE = ("place", "excerpt", "reason")


def entry_of(value: Mapping[str, Any], where: str) -> EntryFacts:
    """Return what an object of the file says.

    Raises:
        BadInput: a key is unknown, or a value of another type than it must be.
    """
    need_known(value, _ENTRY, where)
    aliases = [_alias(alias, where) for alias in _list(value, "aliases", where)]
    renderings = need_dict(value.get("renderings", {}), "renderings", where)
    return EntryFacts(
        id=0,
        headword=_text(value, "headword", where),
        kind=_text(value, "kind", where),
        gender=_text(value, "gender", where),
        aliases=tuple(text for text, _, _ in aliases),
        note=_text(value, "note", where),
        renderings={
            locale: _rendering(need_dict(facts, locale, where), where)
            for locale, facts in renderings.items()
        },
        alias_kinds={text: kind for text, kind, _ in aliases if kind},
        scale=_text(value, "scale", where),
        step=_number(value, "step", where),
        validity=_times(value, where),
        alias_times={text: times for text, _, times in aliases if any(times)},
        spoiler=_number(value, "spoiler", where),
        speech=_text(value, "speech", where),
        confidence=_confidence(value.get("confidence"), where),
        relations=tuple(_relation(one, where) for one in _list(value, "relations", where)),
        evidence=tuple(_evidence(one, where) for one in _list(value, "evidence", where)),
    )


def _alias(value: object, where: str) -> tuple[str, str, Validity]:
    if isinstance(value, str):
        return value, "", Validity()
    alias = need_dict(value, "an alias", where)
    need_known(alias, _ALIAS, where)
    return _text(alias, "text", where), _text(alias, "kind", where), _times(alias, where)


def _rendering(value: Mapping[str, Any], where: str) -> RenderingFacts:
    need_known(value, _RENDERING, where)
    text = _text(value, "text", where)
    status = _status(value, "approved", where)
    forms = need_dict(value.get("forms", {}), "forms", where)
    return RenderingFacts(
        text=text,
        status=status,
        banned=tuple(_string(ban, "a banned form", where) for ban in _list(value, "banned", where)),
        aliases={
            form: _text_of(own, status, "an alias's rendering", where)
            for form, own in need_dict(value.get("aliases", {}), "aliases", where).items()
        },
        forms={shape: _string(what, "a shape", where) for shape, what in forms.items()},
        gender=_text(value, "gender", where),
        pronouns=_text(value, "pronouns", where),
        voice=_text(value, "voice", where),
        choice=_text(value, "choice", where),
        codex=_text(value, "codex", where),
    )


def _text_of(value: object, status: Status, what: str, where: str) -> tuple[str, Status]:
    if isinstance(value, str):
        return value, status
    own = need_dict(value, what, where)
    need_known(own, ("text", "status"), where)
    return _text(own, "text", where), _status(own, status, where)


def _relation(value: object, where: str) -> RelationFacts:
    relation = need_dict(value, "a relation", where)
    need_known(relation, _RELATION, where)
    renderings = need_dict(relation.get("renderings", {}), "renderings", where)
    return RelationFacts(
        other=_text(relation, "other", where),
        word=_text(relation, "word", where),
        other_kind=_text(relation, "kind", where),
        validity=_times(relation, where),
        renderings={
            locale: _text_of(own, "approved", f"{locale} of a relation", where)
            for locale, own in renderings.items()
        },
    )


def _evidence(value: object, where: str) -> EvidenceFacts:
    evidence = need_dict(value, "a piece of evidence", where)
    need_known(evidence, _EVIDENCE, where)
    return EvidenceFacts(*(_text(evidence, name, where) for name in _EVIDENCE))


def _times(value: Mapping[str, Any], where: str) -> Validity:
    return Validity(*(_number(value, name, where) for name in _TIMES))


def _number(value: Mapping[str, Any], key: str, where: str) -> int:
    number = value.get(key, 0)
    if not isinstance(number, int) or isinstance(number, bool):
        raise _wrong(key, "a whole number", where)
    return number


def _confidence(value: object, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _wrong("confidence", "a number from 0 to 1", where)
    return float(value)


def _status(value: Mapping[str, Any], default: Status, where: str) -> Status:
    said = _text(value, "status", where)
    return known_status(said, where) if said else default


def _text(value: Mapping[str, Any], key: str, where: str) -> str:
    return _string(value.get(key, ""), key, where)


def _string(value: object, what: str, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(what, "a text", where)
    return value


def _list(value: Mapping[str, Any], key: str, where: str) -> list[Any]:
    return need_list(value.get(key, []), key, where)


def need_dict(value: object, what: str, where: str) -> dict[str, Any]:
    """Return an object.

    Raises:
        BadInput: it is none.
    """
    if not isinstance(value, dict):
        raise _wrong(what, "an object", where)
    return value


def need_list(value: object, what: str, where: str) -> list[Any]:
    """Return a list.

    Raises:
        BadInput: it is none.
    """
    if not isinstance(value, list):
        raise _wrong(what, "a list", where)
    return value


def need_known(value: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    """Refuse an object with other keys than these.

    Raises:
        BadInput: it has one; names it.
    """
    unknown = sorted(set(value) - set(keys))
    if unknown:
        raise BadInput(
            f"unknown key {unknown[0]!r}.", where=where, do=f"Known here: {', '.join(keys)}."
        )


def _wrong(what: str, wanted: str, where: str) -> BadInput:
    return BadInput(f"{what} must be {wanted}.", where=where, do="Mend it; nothing was imported.")
