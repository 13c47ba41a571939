"""What a genre pack holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["CLASSES", "COLUMNS", "PACK_LOCALES", "PackEntry", "PackInfo"]

PACK_LOCALES = ("en", "es", "pt-BR", "fr", "id", "vi", "th", "ru", "ar", "ja", "ko")
CLASSES = ("noun", "verb", "adjective", "adverb", "clause", "interjection")
COLUMNS = ("source", "kind", "class", "scale", "step", "definition", *PACK_LOCALES)


@dataclass(frozen=True)
class PackInfo:
    """A pack's name, title and what it is for."""

    name: str
    title: str
    about: str


@dataclass(frozen=True)
class PackEntry:
    """One term or set phrase.

    Attributes:
        word_class: of the rendering. scale, step: of a rank; step 0: none.
        renderings: locale -> what it is called there.
    """

    source: str
    kind: str
    word_class: str
    definition: str
    scale: str = ""
    step: int = 0
    renderings: Mapping[str, str] = field(default_factory=dict)
