"""The engine `ctranslate2:DIR`: a converted NMT model on one's own machine."""

from storyport.engines.translate.ctranslate2.engine import SPEC, CTranslate2Translator
from storyport.engines.translate.ctranslate2.folder import read_folder

__all__ = ["SPEC", "CTranslate2Translator", "read_folder"]
