"""Text as XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from storyport.kernel.locales import LocaleInfo

__all__ = ["language_of", "text_of"]

# Not allowed in XML 1.0 (section 2.2), not even as references.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def text_of(text: str) -> str:
    """Return text escaped for an element or a double-quoted attribute."""
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"})


def language_of(locale: LocaleInfo) -> str:
    """Return the attributes that say language and direction, a blank before them."""
    return f' lang="{locale.tag}" xml:lang="{locale.tag}" dir="{locale.direction}"'
