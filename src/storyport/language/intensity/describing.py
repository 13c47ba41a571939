"""A line's tone in a few words, for an engine or a person."""

from __future__ import annotations

from storyport.kernel.locales import LocaleInfo
from storyport.language.intensity.measuring import tone_of

__all__ = ["tone_words"]

# Two exclamation marks, or one with a strong word.
_HEATED = 3.5
_SWORN = 2


def tone_words(text: str, locale: LocaleInfo) -> str:
    """Return what stands out in a line: heated, shouted, low, swearing; empty for an even one.

    Args:
        text: plain text. locale: of the text; a language without a table has no words.
    """
    tone = tone_of(text, locale)
    if tone is None:
        return ""
    said = (
        ("shouted" if tone.loud else "heated") if tone.heat >= _HEATED else "",
        "in a low voice" if tone.quiet and tone.heat < _HEATED else "",
        f"swearing {tone.swearing} of 4" if tone.swearing >= _SWORN else "",
    )
    return ", ".join(filter(None, said))
