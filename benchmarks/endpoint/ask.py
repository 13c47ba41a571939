"""What a chat-completions request asks for: its segments, terms, schema and form."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .glossary import find_terms

Id = str | int

_NUMBERED = re.compile(r"^\[(\d+)\][ \t]*(.*)$", re.MULTILINE)
_QUOTED = re.compile(r"```\w*\n(?P<fenced>.*?)\n?```|`(?P<ticked>[^`]+)`", re.DOTALL)
_ID_KEYS = ("id", "index", "idx", "i", "n", "no", "number", "key", "uid")
_TEXT_KEYS = ("text", "source", "content", "src", "original", "input", "value", "sentence",
              "paragraph", "segment", "t")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One text to translate, under the client's own id."""

    id: Id
    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One parsed request.

    `form` says how to answer: `json` ({"translations": ...}), `lines` ([n] ...), `mirror`
    (the rows found in a foreign client's JSON) or `plain` (one text; its one item).
    """

    form: str
    items: tuple[Item, ...]
    glossary: Mapping[str, str]
    format: str
    schema: Mapping[str, Any] | None
    system: str
    user: str
    prompt: tuple[str, ...]
    model: str
    stream: bool
    stream_usage: bool
    max_tokens: int | None

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the last user message: the identity of the content asked for."""
        return hashlib.sha256(self.user.encode("utf-8", "replace")).hexdigest()


def parse(body: Mapping[str, Any]) -> Ask:
    """The request in a chat-completions body; ValueError says what is wrong with it."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise ValueError("'messages' must be a non-empty array")
    texts = [(str(m.get("role")), _content(m.get("content"))) for m in messages if m]
    user = next((text for role, text in reversed(texts) if role == "user"), "")
    parsed = _json(user)
    form, items = _items(user, parsed)
    asked, schema = _format(body.get("response_format"))
    if form == "mirror" and asked == "none":  # free text that happens to hold JSON
        form, items = "plain", (_whole(user),)
    lines = [text for role, text in texts if text is not user and role != "assistant"]
    if form == "lines":
        lines.append(user[: _NUMBERED.search(user).start()])  # type: ignore[union-attr]
    elif form == "plain":
        lines.append(user)
    return Ask(
        form=form, items=items, glossary=find_terms(parsed, lines), format=asked, schema=schema,
        system="\n".join(text for role, text in texts if role in ("system", "developer")),
        user=user, prompt=tuple(text for _, text in texts), model=str(body.get("model", "")),
        stream=bool(body.get("stream")),
        stream_usage=bool((body.get("stream_options") or {}).get("include_usage")),
        max_tokens=_limit(body.get("max_completion_tokens") or body.get("max_tokens")),
    )  # fmt: skip


def _limit(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _content(content: object) -> str:
    """A message's text; content may be a list of typed parts."""
    if isinstance(content, list):
        parts = [part.get("text", "") for part in content if isinstance(part, Mapping)]
        return "".join(map(str, parts))
    return content if isinstance(content, str) else ""


def _json(text: str) -> object:
    """`text` as JSON, or the first JSON object or array that stands in it, or None."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    decoder = json.JSONDecoder()
    for found in re.finditer(r"[{\[](?=\s*[\"{\[])", text):
        try:
            return decoder.raw_decode(text, found.start())[0]
        except ValueError:
            continue
    return None


def _format(asked: object) -> tuple[str, Mapping[str, Any] | None]:
    """The response format's name (none for plain text) and its JSON schema, if any."""
    if not isinstance(asked, Mapping) or asked.get("type") in (None, "text"):
        return "none", None
    named = asked.get("json_schema")
    schema = named.get("schema") if isinstance(named, Mapping) else None
    return str(asked["type"]), schema if isinstance(schema, Mapping) else None


def _items(user: str, parsed: object) -> tuple[str, tuple[Item, ...]]:
    """The form of the last user message and the texts it asks for."""
    if isinstance(parsed, Mapping) and isinstance(parsed.get("segments"), (list, Mapping)):
        return "json", _rows(parsed["segments"])
    if rows := _deep_rows(parsed):
        return "mirror", rows
    numbered = tuple(Item(found[1], found[2]) for found in _NUMBERED.finditer(user))
    return ("lines", numbered) if numbered else ("plain", (_whole(user),))


def _whole(user: str) -> Item:
    """The text of a free prompt: what it quotes between back-ticks, else all of it."""
    quoted = [found["fenced"] or found["ticked"] for found in _QUOTED.finditer(user)]
    return Item("1", max(quoted, key=len) if quoted else user)


def _rows(value: object) -> tuple[Item, ...]:
    """Items of an array of objects (or texts), or of a mapping id -> text."""
    if isinstance(value, Mapping):
        return tuple(Item(key, text) for key, text in value.items() if isinstance(text, str))
    rows: list[Item] = []
    for number, entry in enumerate(value if isinstance(value, Sequence) else ()):
        if isinstance(entry, Mapping):
            found, text = _key(entry, _ID_KEYS, (str, int)), _key(entry, _TEXT_KEYS, (str,))
            if text is not None:
                rows.append(Item(number if found is None else found, str(text)))
        elif isinstance(entry, str):
            rows.append(Item(str(number + 1), entry))
    return tuple(rows)


def _deep_rows(value: object) -> tuple[Item, ...]:
    """The longest array of objects with an id and a text, anywhere in a JSON value."""
    best: tuple[Item, ...] = ()
    if isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
        best = _rows([e for e in value if isinstance(e, Mapping) and _has_id(e)])
    nested = value.values() if isinstance(value, Mapping) else value
    for part in nested if isinstance(nested, Iterable) and not isinstance(nested, str) else ():
        best = max(best, _deep_rows(part), key=len)
    return best


def _has_id(entry: Mapping[str, object]) -> bool:
    return _key(entry, _ID_KEYS, (str, int)) is not None


def _key(entry: Mapping[str, Any], keys: Sequence[str], kinds: tuple[type, ...]) -> Any:
    """The first value of one of the wanted types among `keys` of an object, else None."""
    return next((entry[key] for key in keys if isinstance(entry.get(key), kinds)), None)
