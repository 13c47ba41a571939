"""The styles that ship."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from storyport.kernel.locales import LocaleInfo
from storyport.story.styles.base import LocaleStyle, changed

__all__ = ["default_style", "styled_languages"]

_FOLDER = Path(__file__).parent / "data"


def styled_languages() -> tuple[str, ...]:
    """Return the tags that have a style of their own, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def default_style(locale: LocaleInfo) -> LocaleStyle:
    """Return the default style of a locale: its own, its language's, else one that says nothing."""
    for tag in (locale.tag, locale.language):
        if tag in styled_languages():
            return _read(tag)
    return LocaleStyle()


@cache
def _read(tag: str) -> LocaleStyle:
    path = _FOLDER / f"{tag}.toml"
    return changed(LocaleStyle(), tomllib.loads(path.read_text(encoding="utf-8")), str(path))
