"""Which pairs are installed, and the way from one locale to another: direct, or by a third."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from storyport.engines.translate.language_codes import ModelLanguage, best_match, read_code
from storyport.kernel.locales import LocaleInfo

__all__ = ["Mode", "find_modes", "read_modes", "route"]

_PAIR = re.compile(r"([a-z]{2,3}(?:_[A-Za-z]{2,4})?)-([a-z]{2,3}(?:_[A-Za-z]{2,4})?)")
# Spanish and Catalan are what most pairs of Apertium have on one side.
_PIVOTS = ("es", "ca")
_SECONDS = 20.0


@dataclass(frozen=True)
class Mode:
    """One direction that is installed, such as `eng-spa`."""

    name: str
    source: ModelLanguage
    target: ModelLanguage


def find_modes(program: str = "apertium") -> list[Mode]:
    """Ask the program; none where it is missing or says nothing."""
    try:
        listed = subprocess.run(
            [program, "-l"], capture_output=True, timeout=_SECONDS, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return read_modes(listed.decode("utf-8", "replace"))


def read_modes(listed: str) -> list[Mode]:
    """Return the modes of a listing; variants without a locale of their own are left out."""
    modes = []
    for name in listed.split():
        match = _PAIR.fullmatch(name)
        source = read_code(match[1]) if match else None
        target = read_code(match[2], name) if match else None
        if source is not None and target is not None:
            modes.append(Mode(name, source, target))
    return modes


def route(modes: Sequence[Mode], source: LocaleInfo, target: LocaleInfo) -> tuple[str, ...]:
    """Return the modes to go through, one or two of them; none where there is no way."""
    first = [mode for mode in modes if best_match(source, [mode.source], reads=True)]
    if direct := best_match(target, [mode.target for mode in first]):
        return (direct.token,)
    ways = []
    for step in first:
        second = [mode for mode in modes if _is_same(mode.source, step.target)]
        if last := best_match(target, [mode.target for mode in second]):
            ways.append((step, last.token))
    if not ways:
        return ()
    step, last_name = min(ways, key=lambda way: (_preference(way[0].target), way[0].name))
    return step.name, last_name


def _is_same(one: ModelLanguage, other: ModelLanguage) -> bool:
    return (one.language, one.script) == (other.language, other.script)


def _preference(pivot: ModelLanguage) -> tuple[int, bool]:
    known = pivot.language in _PIVOTS
    return (_PIVOTS.index(pivot.language) if known else len(_PIVOTS)), bool(pivot.region)
