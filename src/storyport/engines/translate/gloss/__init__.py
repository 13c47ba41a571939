"""An English draft of Chinese offline, and a gloss of every word."""

from __future__ import annotations

from storyport.engines.translate.gloss.engine import ATTRIBUTION, SPEC, GlossTranslator

__all__ = ["ATTRIBUTION", "SPEC", "GlossTranslator"]
