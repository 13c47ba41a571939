"""Content keys: SHA-256 over a canonical form, so that equal content has an equal name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

__all__ = ["digest_bytes", "digest_file", "digest_json", "digest_text", "digest_texts"]

_CHUNK = 1 << 20


def digest_bytes(data: bytes) -> str:
    """Return 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_text(text: str) -> str:
    """Return the digest of the text's UTF-8; lone surrogates pass through."""
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def digest_texts(texts: Iterable[str]) -> str:
    """Return one digest for a sequence of texts; where one ends and the next begins counts."""
    sum_ = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        sum_.update(b"%d:" % len(data))
        sum_.update(data)
    return sum_.hexdigest()


def digest_json(value: object) -> str:
    """Return the digest of plain data (dict, list, str, number, bool, None), key order ignored."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest_text(canonical)


def digest_file(path: Path) -> str:
    """Return the digest of a file's bytes, read in chunks."""
    sum_ = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sum_.update(chunk)
    return sum_.hexdigest()
