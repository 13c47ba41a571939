"""The engine `apertium`: rule-based drafts by a free program, where it is installed."""

from storyport.engines.translate.apertium.engine import SPEC, ApertiumTranslator

__all__ = ["SPEC", "ApertiumTranslator"]
