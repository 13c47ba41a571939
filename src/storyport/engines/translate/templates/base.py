"""What a template is: how one translation model wants to be asked, and how it answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storyport.engines.base import Request
from storyport.kernel.locales import LocaleInfo

__all__ = ["Passage", "Template"]


@dataclass(frozen=True)
class Passage:
    """One text to translate, with what its request knows of it.

    Attributes:
        text: with inline marks.
        request: whose languages, terms and style hold.
        background: what stands before it, source language; data only.
        wishes: what is asked of this very text, one thing each, in our own words.
    """

    text: str
    request: Request
    background: str = ""
    wishes: tuple[str, ...] = field(default=())


class Template(ABC):
    """One family of translation models, which translate one text a call.

    Attributes:
        name: as `template = "…"` in the settings says it.
        source: page that the form stands on.
        follows_terms: whether the model knows a form for agreed renderings.
        chat: whether it is asked through chat completions; else through plain completions.
        sampling: fields of the request's body that its makers recommend.
    """

    name: str
    source: str
    follows_terms: bool = False
    chat: bool = True
    sampling: Mapping[str, Any]

    @abstractmethod
    def prompt(self, passage: Passage) -> str:
        """Return what the model is told; there is no system message."""

    def read(self, answer: str, passage: Passage) -> str:
        """Return the translation in an answer, its marks as the passage's are written."""
        del passage
        return answer.strip()

    def cannot(self, source: LocaleInfo, target: LocaleInfo) -> str:
        """Say why a pair of locales is beyond the model; empty where it is not."""
        del source, target
        return ""
