"""Translation models with prompts of their own; `template_of` says which a model wants."""

from storyport.engines.translate.templates.base import Passage, Template
from storyport.engines.translate.templates.choosing import GENERIC, template_of
from storyport.engines.translate.templates.licences import Licence, licence_of
from storyport.engines.translate.templates.translating import TemplatedTranslator

__all__ = [
    "GENERIC",
    "Licence",
    "Passage",
    "Template",
    "TemplatedTranslator",
    "licence_of",
    "template_of",
]
