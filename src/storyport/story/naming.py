"""What a story may be called: files are named after it."""

from __future__ import annotations

import unicodedata

from storyport.kernel.errors import BadInput
from storyport.story.validation import TURNING, UNUSABLE, checked, trimmed

__all__ = ["checked_name", "name_from_stem"]

# Names become file names, which hold 255 octets, ending and all, and no separators.
_NAME_LIMIT = 200
_NAME_OCTETS = 240
_SEPARATORS = "/\\"
# The marks of direction are right within a text, but a name needs none and hides them.
_UNNAMED = frozenset("\u061c\u200e\u200f")
_NAMELESS = "story"


def checked_name(text: str, what: str = "name of a story", where: str = "--story") -> str:
    """Return a name trimmed, in NFC; files are called by it.

    Raises:
        BadInput: it is empty, too long, all dots, or has separators of paths, control
            characters or marks of direction in it.
    """
    name = checked(unicodedata.normalize("NFC", text), what, limit=_NAME_LIMIT, where=where)
    bad = next((c for c in name if c in _SEPARATORS or c in _UNNAMED), "")
    if bad:
        shown = bad if bad in _SEPARATORS else f"U+{ord(bad):04X}"
        raise BadInput(
            f"the {what} has {shown} in it.", where=where, do="Take it out; files are called so."
        )
    if not name.strip("."):
        raise BadInput(f"the {what} is all dots.", where=where, do="Files are called so; write it.")
    if len(name.encode()) > _NAME_OCTETS:
        raise BadInput(
            f"the {what} has {len(name.encode())} octets, and {_NAME_OCTETS} is the limit.",
            where=where,
            do="Shorten it; files are called so.",
        )
    return name


def name_from_stem(stem: str) -> str:
    """Return the name that a file's stem makes: what no name may have is left out."""
    kept = (
        "_" if letter in _SEPARATORS else letter
        for letter in stem
        if unicodedata.category(letter) not in UNUSABLE
        and letter not in TURNING
        and letter not in _UNNAMED
    )
    name = trimmed(unicodedata.normalize("NFC", "".join(kept)))[:_NAME_LIMIT]
    name = trimmed(name.encode()[:_NAME_OCTETS].decode("utf-8", "ignore"))
    return name if name.strip(".") else _NAMELESS
