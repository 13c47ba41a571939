"""The bible as JSON: all of it but its history.

The shape, version 2; what an entry does not say is left out, and so is a status of `approved`:

    {"format": "storyport-bible", "version": 2, "source": "zh-Hans", "entries": [
      {"headword": "林风", "kind": "character", "gender": "male",
       "aliases": ["老林", {"text": "黑衣人", "kind": "disguise", "since": 20, "until": 40}],
       "note": "", "scale": "", "step": 0, "since": 1, "until": 90, "spoiler": 0, "speech": "wry",
       "confidence": 0.9,
       "renderings": {"en": {"text": "Lin Feng", "status": "locked", "banned": ["Lin Wind"],
                             "aliases": {"老林": "Old Lin"}, "forms": {"Lin Fengs": "plural"},
                             "gender": "male", "pronouns": "he/him", "voice": "young-man-2",
                             "choice": "transliterate", "codex": "An ink apprentice."}},
       "relations": [{"other": "顾雁", "kind": "character", "word": "师姐", "since": 3, "until": 0,
                      "renderings": {"en": {"text": "Senior Sister", "status": "proposed"}}}],
       "evidence": [{"place": "第三章 ¶ 4", "excerpt": "林风笑道", "reason": "speaks"}]}]}

An alias whose rendering is not as decided as the headword's is written
`{"text": "Little Feng", "status": "proposed"}`; a relation's approved rendering may be its text
alone. Version 1 had the entries' headword, kind, gender, aliases, note and renderings, and is
read as well. Keys that are not known are errors, for a misspelt one would lose what it holds.

What comes back is what was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.kernel.locales import parse_locale
from storyport.story.exchange.base import (
    Row,
    Sheet,
    Troubles,
    once_each,
    only_in,
    same_writing,
)
from storyport.story.exchange.decoding import read_text
from storyport.story.exchange.json_placing import RepeatedKeyError, placed_entries
from storyport.story.exchange.json_reading import entry_of, need_dict, need_known, need_list
from storyport.story.exchange.json_writing import entry_value, lean_value
from storyport.story.facts import Bible
from storyport.story.validation import checked_entry

__all__ = ["LOST", "entry_value", "read", "write"]

LOST = ()
"""What JSON cannot hold: nothing."""

_FORMAT, _VERSION, _VERSIONS = "storyport-bible", 2, (1, 2)
_TOP = ("format", "version", "source", "entries")


def read(path: Path, source: str, to: str) -> Sheet:
    """Read a file of this shape.

    Raises:
        BadInput: it is no JSON, of another shape or version, or of another source locale.
    """
    text, _ = read_text(path, guess=False)
    _check_top(path, _parse(path, text), source)
    troubles = Troubles(path)
    rows = once_each(_rows(path, text, source, to, troubles), troubles)
    troubles.check()
    return Sheet(rows)


def write(path: Path, bible: Bible, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Write the bible; everything fits."""
    write_whole(path, _chunks(bible, locales))
    return ()


def _chunks(bible: Bible, locales: tuple[str, ...]) -> Iterator[bytes]:
    head = {"format": _FORMAT, "version": _VERSION, "source": bible.source}
    yield json.dumps(head, ensure_ascii=False, indent=2).encode()[:-2]
    yield b',\n  "entries": ['
    between = "\n"
    for entry in bible.entries:
        value = json.dumps(lean_value(entry, locales), ensure_ascii=False, indent=2)
        yield (between + value).replace("\n", "\n    ").encode()
        between = ",\n"
    yield b"\n  ]\n}\n" if bible.entries else b"]\n}\n"


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
    return need_dict(value, "the file", f"{path}:1")


def _check_top(path: Path, value: Mapping[str, Any], source: str) -> None:
    where = f"{path}:1"
    if value.get("format") != _FORMAT:
        raise BadInput(
            f'this JSON does not say "format": "{_FORMAT}".',
            where=where,
            do="Import what `storyport bible export` writes, or a CSV.",
        )
    if value.get("version") not in _VERSIONS:
        raise BadInput(
            f"this is version {value.get('version')!r} of the format, and {_VERSION} is known.",
            where=where,
            do="Update Storyport.",
        )
    need_known(value, _TOP, where)
    if not _is_of(value.get("source"), source):
        raise BadInput(
            f"these entries are in {value.get('source')!r}, and the story is in {source}.",
            where=where,
            do="Import them into a story of that language.",
        )
    need_list(value.get("entries"), "`entries`", where)


def _is_of(value: object, source: str) -> bool:
    try:
        return same_writing(parse_locale(str(value)), parse_locale(source))
    except BadInput:
        return False


def _rows(path: Path, text: str, source: str, to: str, troubles: Troubles) -> Iterator[Row]:
    line, counted = 1, 0
    for start, value in placed_entries(text):
        line, counted = line + text.count("\n", counted, start), start
        where, place = f"{path}:{line}", f"line {line}"
        with troubles.within(place):
            if isinstance(value, RepeatedKeyError):
                raise BadInput(
                    f"the key {value} stands here twice.", where=where, do="Keep one of the two."
                )
            told = entry_of(need_dict(value, "an entry", where), where)
            entry = checked_entry(told, source, where)
            yield Row(where, place, only_in(entry, (to,)) if to else entry)
