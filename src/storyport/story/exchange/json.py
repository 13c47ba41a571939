"""The bible as JSON: all of it but its history.

The shape, version 1; `kind` to `renderings` may be left out, and so may what is inside:

    {"format": "storyport-bible", "version": 1, "source": "zh-Hans", "entries": [
      {"headword": "林风", "kind": "character", "gender": "male",
       "aliases": [{"text": "小风", "kind": "nickname"}], "note": "",
       "renderings": {"en": {"text": "Lin Feng", "status": "approved", "banned": ["Lin Wind"],
                             "aliases": {"小风": "Little Feng"}}}}]}

An alias whose rendering is not as decided as the headword's is written
`{"text": "Little Feng", "status": "proposed"}`. Keys that are not known are errors, for a
misspelt one would lose what it holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.kernel.locales import parse_locale
from storyport.story.exchange.base import Row, Sheet, once_each, read_text, same_writing
from storyport.story.facts import Bible, EntryFacts, RenderingFacts, Status
from storyport.story.validation import STATUSES, checked_entry

__all__ = ["entry_value", "read", "write"]

_FORMAT, _VERSION = "storyport-bible", 1
_TOP = ("format", "version", "source", "entries")
_ENTRY = ("headword", "kind", "gender", "aliases", "note", "renderings")
_RENDERING = ("text", "status", "banned", "aliases")
_SPACE = re.compile(r"[ \t\r\n]*")


def read(path: Path, source: str, to: str) -> Sheet:
    """Read a file of this shape.

    Raises:
        BadInput: it is no JSON, of another shape or version, or of another source locale.
    """
    text = read_text(path)
    _check_top(path, _parse(path, text), source)
    return Sheet(once_each(_rows(path, text, source, to)))


def write(path: Path, bible: Bible, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Write the bible; everything fits."""
    value = {
        "format": _FORMAT,
        "version": _VERSION,
        "source": bible.source,
        "entries": [entry_value(entry, locales) for entry in bible.entries],
    }
    write_whole(path, [json.dumps(value, ensure_ascii=False, indent=2).encode(), b"\n"])
    return ()


def entry_value(entry: EntryFacts, locales: Sequence[str]) -> dict[str, Any]:
    """Return an entry in the shape of the file, with the renderings of these locales."""
    return {
        "headword": entry.headword,
        "kind": entry.kind,
        "gender": entry.gender,
        "aliases": [
            {"text": alias, "kind": entry.alias_kinds.get(alias, "")} for alias in entry.aliases
        ],
        "note": entry.note,
        "renderings": {
            locale: {
                "text": facts.text,
                "status": facts.status,
                "banned": list(facts.banned),
                "aliases": {
                    form: text if status == facts.status else {"text": text, "status": status}
                    for form, (text, status) in facts.aliases.items()
                },
            }
            for locale, facts in entry.renderings.items()
            if facts.said() and locale in locales
        },
    }


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(
            f"this is not JSON: {error.msg}.",
            where=f"{path}:{error.lineno}",
            do=f"Mend it at column {error.colno}; nothing was imported.",
        ) from error
    except RecursionError as error:
        raise BadInput("this is nested too deeply.", where=str(path)) from error
    return _dict(value, "the file", f"{path}:1")


def _check_top(path: Path, value: Mapping[str, Any], source: str) -> None:
    where = f"{path}:1"
    if value.get("format") != _FORMAT:
        raise BadInput(
            f'this JSON does not say "format": "{_FORMAT}".',
            where=where,
            do="Import what `storyport bible export` writes, or a CSV.",
        )
    if value.get("version") != _VERSION:
        raise BadInput(
            f"this is version {value.get('version')!r} of the format, and {_VERSION} is known.",
            where=where,
            do="Update Storyport.",
        )
    _known(value, _TOP, where)
    if not _is_of(value.get("source"), source):
        raise BadInput(
            f"these entries are in {value.get('source')!r}, and the story is in {source}.",
            where=where,
            do="Import them into a story of that language.",
        )
    _list(value.get("entries"), "`entries`", where)


def _is_of(value: object, source: str) -> bool:
    try:
        return same_writing(parse_locale(str(value)), parse_locale(source))
    except BadInput:
        return False


def _rows(path: Path, text: str, source: str, to: str) -> Iterator[Row]:
    decoder = json.JSONDecoder(object_pairs_hook=_once)
    line, counted = 1, 0
    for start in _entry_starts(text):
        line, counted = line + text.count("\n", counted, start), start
        where = f"{path}:{line}"
        try:
            value, _ = decoder.raw_decode(text, start)
        except _TwiceError as error:
            raise BadInput(
                f"the key {error} stands here twice.", where=where, do="Keep one of the two."
            ) from error
        entry = checked_entry(_entry(_dict(value, "an entry", where), where), source, where)
        yield Row(where, _only(entry, to) if to else entry)


def _only(entry: EntryFacts, to: str) -> EntryFacts:
    kept = {locale: facts for locale, facts in entry.renderings.items() if locale == to}
    return replace(entry, renderings=kept)


def _entry(value: Mapping[str, Any], where: str) -> EntryFacts:
    _known(value, _ENTRY, where)
    aliases = [_alias(alias, where) for alias in _list(value.get("aliases", []), "aliases", where)]
    renderings = _dict(value.get("renderings", {}), "renderings", where)
    return EntryFacts(
        id=0,
        headword=_text(value, "headword", where),
        kind=_text(value, "kind", where),
        gender=_text(value, "gender", where),
        aliases=tuple(text for text, _ in aliases),
        note=_text(value, "note", where),
        renderings={
            locale: _rendering(_dict(facts, locale, where), where)
            for locale, facts in renderings.items()
        },
        alias_kinds={text: kind for text, kind in aliases if kind},
    )


def _alias(value: object, where: str) -> tuple[str, str]:
    if isinstance(value, str):
        return value, ""
    alias = _dict(value, "an alias", where)
    _known(alias, ("text", "kind"), where)
    return _text(alias, "text", where), _text(alias, "kind", where)


def _rendering(value: Mapping[str, Any], where: str) -> RenderingFacts:
    _known(value, _RENDERING, where)
    status = _status(value, "approved", where)
    return RenderingFacts(
        text=_text(value, "text", where),
        status=status,
        banned=tuple(
            _string(ban, "a banned form", where)
            for ban in _list(value.get("banned", []), "banned", where)
        ),
        aliases={
            form: _alias_text(own, status, where)
            for form, own in _dict(value.get("aliases", {}), "aliases", where).items()
        },
    )


def _alias_text(value: object, status: Status, where: str) -> tuple[str, Status]:
    if isinstance(value, str):
        return value, status
    own = _dict(value, "an alias's rendering", where)
    _known(own, ("text", "status"), where)
    return _text(own, "text", where), _status(own, status, where)


def _status(value: Mapping[str, Any], default: Status, where: str) -> Status:
    status = _text(value, "status", where) or default
    found: Status | None = next((known for known in STATUSES if known == status), None)
    if found is None:
        raise BadInput(
            f"unknown status {status!r}.", where=where, do=f"Use one of {', '.join(STATUSES)}."
        )
    return found


def _text(value: Mapping[str, Any], key: str, where: str) -> str:
    return _string(value.get(key, ""), key, where)


def _string(value: object, what: str, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(what, "a text", where)
    return value


def _dict(value: object, what: str, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(what, "an object", where)
    return value


def _list(value: object, what: str, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise _wrong(what, "a list", where)
    return value


def _wrong(what: str, wanted: str, where: str) -> BadInput:
    return BadInput(f"{what} must be {wanted}.", where=where, do="Mend it; nothing was imported.")


def _known(value: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    unknown = sorted(set(value) - set(keys))
    if unknown:
        raise BadInput(
            f"unknown key {unknown[0]!r}.", where=where, do=f"Known here: {', '.join(keys)}."
        )


class _TwiceError(Exception):
    """A key that stands twice in one object; JSON would keep the last without a word."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return value


def _entry_starts(text: str) -> Iterator[int]:
    """Give where each entry starts in a text that is known to be good JSON."""
    for key, start in _members(text, _skip(text, 0)):
        if key == "entries":
            yield from (place for _, place in _members(text, start))


def _members(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Give key (empty in a list) and place of each member of the object or list at `start`."""
    decoder = json.JSONDecoder()
    keyed = text[start] == "{"
    place = _skip(text, start + 1)
    while text[place] not in "}]":
        key = ""
        if keyed:
            key, place = decoder.raw_decode(text, place)
            place = _skip(text, _skip(text, place) + 1)
        yield key, place
        _, place = decoder.raw_decode(text, place)
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)


def _skip(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place
