"""Registers: what is said aloud in a line, and which words of it belong to one register only."""

from __future__ import annotations

import re

from storyport.kernel.locales import LocaleInfo
from storyport.language.intensity.matching import matcher_of
from storyport.language.intensity.tables import SWEARING

__all__ = ["REGISTERS", "registers_of", "spoken"]

REGISTERS = frozenset({"polite", "familiar", "formal", "archaic", "casual", "childlike", "vulgar"})
_VULGAR_FROM = 2
_QUOTED = re.compile(
    r"“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|»[^«]*«|「[^」]*」?|『[^』]*』?|\"[^\"]*\"?|‘[^’]{12,}’"
)
_DASHED = re.compile(r"\s*[—–-]\s*(?=[¿¡…]*[^\W\d_])")
# «—Yes —he said—. Let us go.»: between its dashes a line says who speaks and how.
_ASIDE = re.compile(r"\s[—–](?=\S)[^—–]*(?:[—–]|$)|,?\s[—–]\s[^—–]*(?:[—–]|$)")


def spoken(text: str) -> str:
    """Return what is said aloud in a line; all of it where no speech is marked as such."""
    quoted = _QUOTED.findall(text)
    if quoted:
        return " ".join(quoted)
    dashed = _DASHED.match(text)
    return _ASIDE.sub(" ", text[dashed.end() :]) if dashed else text


def registers_of(text: str, locale: LocaleInfo) -> dict[str, str]:
    """Return the registers that words of the text belong to, each with one such word.

    Swearing of level 2 or more is `vulgar`.
    """
    matcher = matcher_of(locale)
    found: dict[str, str] = {}
    for entry in matcher.find(text) if matcher else ():
        sworn = entry.kind in SWEARING and entry.level >= _VULGAR_FROM
        kind = "vulgar" if sworn else entry.kind
        if kind in REGISTERS:
            found.setdefault(kind, entry.form.strip(" *"))
    return found
