"""Filling a client's JSON schema with translations, whatever its fields are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .ask import Id

Row = tuple[Id, str]  # a segment's id and its translation
Schema = Mapping[str, Any]

_IDS = ("id", "index", "idx", "i", "n", "no", "number", "key", "uid")
_ASIDE = ("note", "comment", "reason", "explanation", "source", "original", "confidence")


class Filler:
    """Builds a value for a schema from the answer's rows; single texts get `whole`."""

    def __init__(self, root: Schema, rows: Sequence[Row], whole: str) -> None:
        self._root, self._rows, self._whole = root, rows, whole
        self._by_id = {str(key): text for key, text in rows}

    def fill(self) -> Any:
        """The value for the whole schema."""
        return self._value(self._root, "", None)

    def _value(self, schema: Schema, name: str, row: Row | None) -> Any:
        """The value of the field `name`; `row` is the segment it belongs to, if any."""
        schema = self._resolve(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return "translate" if "translate" in schema["enum"] else schema["enum"][0]
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "array":
            return self._array(schema, row)
        if kind == "object" or "properties" in schema:
            return self._object(schema, row)
        return self._leaf(kind, name, row)

    def _resolve(self, schema: Schema) -> Schema:
        """Follow `$ref` and the first choice of anyOf, oneOf and allOf."""
        for _ in range(16):
            if "$ref" in schema:
                found: Any = self._root
                for step in str(schema["$ref"]).lstrip("#/").split("/"):
                    found = found.get(step, {})
                schema = found
                continue
            choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
            if not choices:
                return schema
            schema = next((c for c in choices if c.get("type") != "null"), choices[0])
        return schema

    def _array(self, schema: Schema, row: Row | None) -> list[Any]:
        """One entry per segment at the top; a single entry inside a segment's own object."""
        entry = schema.get("items", {"type": "string"})
        if row is not None:
            return [self._value(entry, "", row)] * int(schema.get("minItems", 0))
        rows = self._rows or [(1, self._whole)]
        return [self._value(entry, "", each) for each in rows]

    def _object(self, schema: Schema, row: Row | None) -> dict[str, Any]:
        """Every property filled; a mapping without properties gets id -> translation."""
        properties = schema.get("properties")
        if not properties:
            return {} if row else dict(self._by_id)
        return {name: self._value(part, name, row) for name, part in properties.items()}

    def _leaf(self, kind: object, name: str, row: Row | None) -> Any:
        low = name.lower()
        if kind == "boolean":
            return True
        if kind == "null":
            return None
        is_id = low in _IDS or low.endswith("_id")
        if kind in ("integer", "number"):
            return _number(row[0]) if row and is_id else 1
        if row is None:
            return self._by_id.get(name, self._whole)
        if is_id:
            return str(row[0])
        return "" if low in _ASIDE else row[1]


def _number(value: Id) -> int:
    return int(value) if str(value).lstrip("-").isdigit() else 0
