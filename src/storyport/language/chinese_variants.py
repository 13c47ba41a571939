"""Characters that only simplified Chinese writes, to notice leftovers (not to convert).

The national character sets tell: what GB 2312 (simplified, 1980) has and Big5 (traditional)
lacks is not written in traditional Chinese; what it has and JIS X 0208 lacks is not written
in Japanese. Characters with a second life (后 里 干 只 台) stand in both and are left alone.
"""

from __future__ import annotations

import functools

__all__ = ["simplified_only"]

_FIRST_ROW, _LAST_ROW, _FIRST_CELL, _LAST_CELL = 0xB0, 0xF7, 0xA1, 0xFE
_OTHERS = {"Hant": "big5", "Jpan": "shift_jis"}
# Forms that traditional texts use all the same.
_BOTH = {
    "Hant": frozenset("着温户内没却黄强录减册恒脉踪弥渊韵冲携堕抛栅届盗葱况"),
    "Jpan": frozenset(),
}


@functools.cache
def simplified_only(script: str) -> frozenset[str]:
    """Return the simplified characters that the script (`Hant` or `Jpan`) does not write."""
    encoding = _OTHERS[script]
    return frozenset(
        character
        for character in _gb2312()
        if not character.encode(encoding, "ignore") and character not in _BOTH[script]
    )


def _gb2312() -> str:
    codes = bytes(
        byte
        for row in range(_FIRST_ROW, _LAST_ROW + 1)
        for cell in range(_FIRST_CELL, _LAST_CELL + 1)
        for byte in (row, cell)
    )
    return codes.decode("gb2312", "ignore")
