"""Traditional characters as simplified ones, each where it stood, so that one table serves both."""

from __future__ import annotations

import functools
from collections.abc import Callable

__all__ = ["simplified"]


@functools.cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def simplified(text: str) -> str:
    """Return a text of the same length in simplified characters."""
    if text.isascii():
        return text
    whole = _converter()(text)
    if len(whole) == len(text):
        return whole
    signs = [_converter()(sign) for sign in text]
    return "".join(new if len(new) == 1 else old for new, old in zip(signs, text, strict=True))
