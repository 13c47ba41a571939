"""From what a model wrote to translations: tolerant of form, strict about identity.

A text is taken only if it is clear whose it is: an id that was asked for, once, or more
than once with the same text. Order is never trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storyport.engines.base import Line
from storyport.engines.translate.numbered import read_numbered
from storyport.engines.translate.salvage import (
    clean_content,
    loose_items_of,
    pairs_of,
    pieces_of,
    whole_of,
)

__all__ = ["Parsed", "parse_answer", "text_of"]

# Where an item's text may stand; a "text" beside a "translation" echoes the source.
_TEXT_KEYS = (
    "translation",
    "target",
    "translatedtext",
    "targettext",
    "translated",
    "text",
    "output",
    "content",
)
_ID_KEYS = ("id", "segmentid", "index")
_LIST_KEYS = ("translations", "segments", "items", "results")
# What stands beside an id and is no translation.
_ECHO_KEYS = frozenset({"source", "sourcetext", "original", "originaltext", "src", "input"})
_ID_DRESS = re.compile(r"^[\s\[(#]+|[\s\]).:]+$")
# Lone surrogates and control characters that no file format here can hold.
_BROKEN = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_IDS = (str, int, float)

Item = tuple[str, Any]


@dataclass(frozen=True)
class Parsed:
    """What is sound in an answer: line id -> text, and what was odd."""

    texts: Mapping[str, str]
    notes: tuple[str, ...] = ()


def parse_answer(content: str, lines: Sequence[Line], *, truncated: bool = False) -> Parsed:
    """Return what is sound in a model's answer; never raises.

    Args:
        content: the message as it came.
        lines: what was asked for; numbered answers count them from 1.
        truncated: whether the answer was cut off at an output limit.
    """
    text = clean_content(content)
    items, notes = _items_of(text)
    if not items:
        numbered, notes = read_numbered(text)
        if truncated and numbered:
            notes.append(f"item {numbered.pop()[0]} was cut off")
        by_number = {n: line.id for n, line in enumerate(lines, start=1)}
        items = [(by_number.get(n, str(n)), said) for n, said in numbered]
    return _sound(items, lines, notes)


def _items_of(text: str) -> tuple[list[Item], list[str]]:
    """Return (id, text) pairs as written, from the whole JSON or from its pieces."""
    whole = whole_of(text)
    if whole is not None:
        return list(_walk(whole)), []
    if "{" not in text:
        return [], []
    pieces = [*pieces_of(text), *loose_items_of(text)]
    answers = [piece for piece in pieces if isinstance(piece, dict) and "translations" in piece]
    items = [item for piece in answers[-1:] or pieces for item in _walk(piece)]
    if not items:
        items = list(pairs_of(text))
    return items, ["not clean JSON"] if items else []


def _walk(value: Any) -> Iterator[Item]:
    if isinstance(value, list):
        for entry in value:
            if isinstance(entry, (dict, list)):
                yield from _walk(entry)
    elif isinstance(value, dict):
        yield from _walk_object(value)


def _walk_object(value: dict[str, Any]) -> Iterator[Item]:
    named = {_folded(key): entry for key, entry in value.items()}
    id_ = next((named[key] for key in _ID_KEYS if isinstance(named.get(key), _IDS)), None)
    if id_ is not None:
        yield _bare(id_), _said(named)
        return
    inner = next(
        (named[key] for key in _LIST_KEYS if isinstance(named.get(key), (dict, list))), None
    )
    if inner is not None:
        yield from _walk(inner)
        return
    for key, entry in value.items():
        said = _said(entry) if isinstance(entry, dict) else entry
        if isinstance(said, (str, int)):
            yield _bare(key), said
        else:
            yield from _walk(entry)


def _folded(key: Any) -> str:
    """Return a key without what models change about it: translatedText, Translated_Text."""
    return str(key).lower().replace("_", "").replace(" ", "")


def _said(item: dict[str, Any]) -> Any:
    named = {_folded(key): entry for key, entry in item.items()}
    if key := next((key for key in _TEXT_KEYS if key in named), None):
        return named[key]
    rest = [
        entry
        for key, entry in named.items()
        if isinstance(entry, str) and key not in _ECHO_KEYS and key not in _ID_KEYS
    ]
    # {"id": 1, "en": "…"}: nothing else can be meant.
    return rest[0] if len(rest) == 1 and any(key in named for key in _ID_KEYS) else None


def _bare(id_: Any) -> str:
    """Return an id without the dress that models put on it: 3, 3.0, "[3]", "3.", "#3", "03"."""
    if isinstance(id_, float) and id_.is_integer():
        id_ = int(id_)
    bare = _ID_DRESS.sub("", str(id_))
    return bare.lstrip("0") or bare if bare.isascii() and bare.isdecimal() else bare


def _sound(items: Iterable[Item], lines: Sequence[Line], notes: list[str]) -> Parsed:
    asked = {line.id: line.text for line in lines}
    bare = {_bare(id_): id_ for id_ in asked}
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for written, value in items:
        id_ = written if written in asked else bare.get(written)
        if id_ is None:
            notes.append(f"unknown id {written[:20]}")
            continue
        text, fault = text_of(value, asked[id_])
        if not fault and found.setdefault(id_, text) != text:
            fault = "came twice with different texts"
        if fault:
            doubtful.add(id_)
            notes.append(f"{id_} {fault}")
    texts = {id_: found[id_] for id_ in asked if id_ in found and id_ not in doubtful}
    return Parsed(texts, tuple(dict.fromkeys(notes)))


def text_of(value: Any, source: str) -> tuple[str, str]:
    """Return an item's text, and what is wrong with it or an empty string."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return "", "has no text"
    text = str(value)
    if source == source.strip():
        text = text.strip()
    if source.strip() and not text.strip():
        return "", "is empty"
    if _BROKEN.search(text) and not _BROKEN.search(source):
        return "", "holds broken characters"
    return text, ""
