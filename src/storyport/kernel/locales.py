"""Locales: BCP 47 tags with script, direction and names.

Source: RFC 5646 for the tags, Unicode CLDR (by way of Babel) for likely scripts,
writing directions and names.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import babel
from babel.core import get_global

from storyport.kernel.errors import BadInput

__all__ = ["LocaleInfo", "parse_locale", "parse_locales"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?")
# Languages written without spaces between words: a name there has no word boundary.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue", "bo"})
_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"})
_CHINESE_SCRIPT_BY_REGION = {"TW": "Hant", "HK": "Hant", "MO": "Hant"}


@dataclass(frozen=True)
class LocaleInfo:
    """One locale.

    Attributes:
        tag: normalized BCP 47, such as `zh-Hans` or `pt-BR`.
        language: ISO 639 code. script: ISO 15924. region: ISO 3166, or empty.
        direction: `ltr` or `rtl`.
        spaced: whether words are set apart by spaces.
        name: English name, for prompts and reports. own_name: in the language itself.
    """

    tag: str
    language: str
    script: str
    region: str
    direction: str
    spaced: bool
    name: str
    own_name: str

    def __str__(self) -> str:
        return self.tag


def parse_locale(tag: str) -> LocaleInfo:
    """Return the locale of a BCP 47 tag.

    Raises:
        BadInput: the tag is malformed or names no language that CLDR knows.
    """
    return _parse(tag.strip())


def parse_locales(tags: str) -> list[LocaleInfo]:
    """Return the locales of a comma-separated list, each once, in order."""
    found = [parse_locale(tag) for tag in tags.split(",") if tag.strip()]
    if not found:
        raise BadInput("no locale given.", where=repr(tags), do="Give one or more, such as en,es.")
    return list(dict.fromkeys(found))


@functools.cache
def _parse(tag: str) -> LocaleInfo:
    unknown = BadInput(
        f"unknown locale {tag!r}.",
        do="Use a BCP 47 tag such as en, es, pt-BR, zh-Hans, id, ar.",
    )
    if not _TAG.fullmatch(tag):
        raise unknown
    language, script, region = _split(tag)
    likely = _likely_script(language, region)
    chosen = script or likely
    known = _babel(language, chosen, region) or _babel(language, "", "")
    if known is None or not known.english_name:
        raise unknown
    return LocaleInfo(
        tag="-".join(
            part for part in (language, _kept_script(language, script, chosen), region) if part
        ),
        language=language,
        script=chosen,
        region=region,
        direction="rtl" if chosen in _RTL_SCRIPTS else "ltr",
        spaced=language not in _UNSPACED,
        name=known.english_name,
        own_name=known.display_name or known.english_name,
    )


def _kept_script(language: str, given: str, chosen: str) -> str:
    # zh without a script is ambiguous to every reader of the file, so it is always written out.
    return chosen if language == "zh" else given


def _split(tag: str) -> tuple[str, str, str]:
    language, *rest = tag.replace("_", "-").split("-")
    script = next((part.title() for part in rest if len(part) == 4), "")
    region = next((part.upper() for part in rest if len(part) in (2, 3)), "")
    return language.lower(), script, region


def _likely_script(language: str, region: str) -> str:
    if language == "zh":
        return _CHINESE_SCRIPT_BY_REGION.get(region, "Hans")
    likely: dict[str, str] = dict(get_global("likely_subtags"))
    full = likely.get(f"{language}_{region}") or likely.get(language) or ""
    return next((part for part in full.split("_") if len(part) == 4), "Latn")


def _babel(language: str, script: str, region: str) -> babel.Locale | None:
    for parts in ((language, script, region), (language, script, ""), (language, "", region)):
        try:
            return babel.Locale(parts[0], parts[2] or None, parts[1] or None)
        except (babel.UnknownLocaleError, ValueError):
            continue
    return None
