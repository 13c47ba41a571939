"""Reading JSON that a model wrote: whole if possible, else its sound pieces."""

from __future__ import annotations

import ast
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["clean_content", "loose_items_of", "pairs_of", "pieces_of", "whole_of"]

# A string, closed or running on to the end: so each character is looked at once.
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+("|\Z)', re.DOTALL)
_TRAILING_COMMA = re.compile(rf"({_STRING.pattern})|,(?=\s*[}}\]])", re.DOTALL)
_ENDED = re.compile(r"\s*[,}]")
_OPENING = re.compile(r"[{\[]")
_THOUGHTS = ("think", "thinking", "thought", "thoughts", "reasoning", "analysis")
_THOUGHT = re.compile(rf"<({'|'.join(_THOUGHTS)})>")
# A JSON string knows no other escapes; models write \' and \< all the same.
_FALSE_ESCAPE = re.compile(r"""\\(\\|["/bfnrt]|u[0-9A-Fa-f]{4})|\\""")
# Chinese punctuation where JSON's own has to stand: “id”：, and ， between two entries.
_CURLY_KEY = re.compile(r"([{,，]\s*)[“”\"]([A-Za-z0-9_]{1,20})[“”\"]\s*[:：]")
_WIDE_COMMA = re.compile(r"""(?<=[^\\]["}\]])\s*，(?=\s*["{\[])""")
# An item whose quotes are not escaped: it ends where its object does, before the next.
_LOOSE_ITEM = re.compile(
    r"\{\s*\"id\"\s*:\s*\"?([^\",\s]{1,40})\"?\s*,\s*\"text\"\s*:\s*\""
    r"((?:(?!\"id\"\s*:).)*?)\"\s*\}(?=\s*(?:,\s*\{|[\]}]|\Z))",
    re.DOTALL,
)
_BARE_QUOTE = re.compile(r'(?<!\\)"')
_LITERAL_LONGEST = 200_000
# Content may be hostile: so many places are tried, and no more.
_ATTEMPTS = 2_000

_DECODER = json.JSONDecoder(strict=False)


def clean_content(content: str) -> str:
    """Return an answer without byte-order mark, thoughts (`<think>…</think>`) and fences.

    Some templates leave the opening `<think>` out; then the closing one counts if it stands
    before the first brace. Thoughts without an end leave nothing.
    """
    text = content.lstrip("\ufeff \t\r\n")
    if thought := _THOUGHT.match(text):
        text = text.partition(f"</{thought[1]}>")[2]
    elif "</think>" in text:
        before, _, after = text.partition("</think>")
        text = after if "{" not in before else text
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("```") and not _OPENING.search(first):
        text = rest.partition("\n```")[0]
    return text.strip()


def whole_of(text: str) -> Any:
    """Return the value that the text is, or None.

    Forgiven are trailing commas, false escapes, Chinese punctuation for JSON's, a Python
    literal for JSON, and JSON within a JSON string.
    """
    for read in (_load, _load_loosely, _load_literal):
        value = read(text)
        if isinstance(value, str):
            value = _load(value)
        if isinstance(value, (dict, list)):
            return value
    return None


def loose_items_of(text: str) -> list[dict[str, str]]:
    """Return `{"id": …, "text": …}` objects whose texts hold quotes that nobody escaped."""
    items = []
    for id_, raw in _LOOSE_ITEM.findall(text):
        said = _load_loosely('"' + _BARE_QUOTE.sub('\\"', raw) + '"')
        if isinstance(said, str):
            items.append({"id": id_, "text": said})
    return items


def pieces_of(text: str) -> Iterator[Any]:
    """Give each complete object or list in a text, the outermost that can be read.

    Where an outer one is cut off, its complete inner ones are given instead.
    """
    text = _without_trailing_commas(text)
    at = 0
    for _ in range(_ATTEMPTS):
        opening = _OPENING.search(text, at)
        if opening is None:
            break
        try:
            value, at = _DECODER.raw_decode(text, opening.start())
        except (ValueError, RecursionError):
            at = opening.end()
            continue
        yield value


def pairs_of(text: str) -> Iterator[tuple[str, str]]:
    """Give each complete `"key": "value"` in a text that is no whole JSON."""
    strings = [match for match in _STRING.finditer(text) if match[1]]
    for key, value in itertools.pairwise(strings):
        if text[key.end() : value.start()].strip() != ":" or not _ENDED.match(text, value.end()):
            continue
        pair = _load(key[0]), _load(value[0])
        if isinstance(pair[0], str) and isinstance(pair[1], str):
            yield pair


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(lambda match: match[1] or "", text)


def _load_loosely(text: str) -> Any:
    text = _WIDE_COMMA.sub(",", _CURLY_KEY.sub(r'\1"\2":', text))
    text = _FALSE_ESCAPE.sub(lambda match: match[0] if match[1] else "", text)
    return _load(_without_trailing_commas(text))


def _load_literal(text: str) -> Any:
    if not _OPENING.match(text) or len(text) > _LITERAL_LONGEST:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def _load(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
