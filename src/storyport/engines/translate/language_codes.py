"""Which of the languages that a local engine names is a locale's.

They are named in many ways: `zho_Hans` (NLLB-200, FLORES-200 codes), `<2zh>` (MADLAD-400),
`__zh__` (M2M-100), `>>cmn_Hans<<` (OPUS-MT with many targets), `spa-eng_US` (Apertium).
Three-letter codes become BCP 47's by the aliases of Unicode CLDR (by way of Babel).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.core import get_global

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale

__all__ = ["ModelLanguage", "best_match", "language_of", "read_code"]

_CODE = re.compile(r"([A-Za-z]{2,3})(?:[_-]([A-Za-z]{4}))?(?:[_-]([A-Za-z]{2}|\d{3}))?(?:_latin)?")
# What CLDR has no alias for, or one that is too narrow.
_ALIASES = {"no": "nb", "tl": "fil", "tgl": "fil", "prs": "fa", "pbt": "ps", "hbs": "sr"}
# A language that models of the kind write under another's code.
_NEAR = {"nb": ("no",), "fil": ("tl",), "yue": ("zh",)}


@dataclass(frozen=True)
class ModelLanguage:
    """One of an engine's languages.

    Attributes:
        token: how the engine asks for it; the code itself where there is no other way.
        language: BCP 47. script, region: empty where the code does not say.
    """

    token: str
    language: str
    script: str = ""
    region: str = ""


@functools.lru_cache(maxsize=4096)
def language_of(code: str) -> str:
    """Return the BCP 47 language of a two- or three-letter code."""
    code = code.lower()
    known = get_global("language_aliases").get(code, code)
    return _ALIASES.get(code) or str(known).split("_", maxsplit=1)[0]


def read_code(code: str, token: str = "") -> ModelLanguage | None:
    """Return the language of a code such as `zho_Hans`, `pt_BR`, `spa`; None if it is none."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    script = "" if match[2] is None else match[2].title()
    region = "" if match[3] is None else match[3].upper()
    return ModelLanguage(token or code, language_of(match[1]), script, region)


def best_match(
    locale: LocaleInfo, known: Iterable[ModelLanguage], *, reads: bool = False
) -> ModelLanguage | None:
    """Return the known language that is a locale's, the nearest by script and region, or None.

    Args:
        reads: whether the locale is the source: then another script of the language will do.
    """
    wanted = (language_of(locale.language), *_NEAR.get(locale.language, ()))
    best: tuple[int, ModelLanguage] | None = None
    for each in known:
        if each.language not in wanted:
            continue
        if not (reads or _script_of(each) == _script(locale.script)):
            continue
        rank = (
            8 * (each.language == wanted[0])
            + 4 * (_script_of(each) == _script(locale.script))
            + 2 * (each.region == locale.region)
            + (not each.region)
        )
        if best is None or rank > best[0]:
            best = (rank, each)
    return best[1] if best else None


def _script(script: str) -> str:
    return "Kore" if script == "Hang" else script


def _script_of(each: ModelLanguage) -> str:
    return _script(each.script or _usual_script(each.language, each.region))


@functools.lru_cache(maxsize=1024)
def _usual_script(language: str, region: str) -> str:
    try:
        return parse_locale(f"{language}-{region}" if region else language).script
    except BadInput:  # a language that CLDR does not know: nobody asks for it
        return ""
