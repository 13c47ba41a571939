"""How a locale reads: register, tense, honorifics, names, units, quotation marks, limits.

Defaults ship, one file a language under `data/`; a story changes what it wants of them. An engine
is told a style as lines; `digest` is what targets remember.

How to add a default: write `data/<language>.toml` with some of the fields of `LocaleStyle`.
"""

from storyport.story.styles.base import FIELDS, LISTS, UNLIMITED, LocaleStyle, changed, style_value
from storyport.story.styles.defaults import default_style, styled_languages

__all__ = [
    "FIELDS",
    "LISTS",
    "UNLIMITED",
    "LocaleStyle",
    "changed",
    "default_style",
    "style_value",
    "styled_languages",
]
