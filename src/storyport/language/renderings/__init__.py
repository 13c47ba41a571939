"""Renderings that an existing translation already uses, learned without a model."""

from storyport.language.renderings.base import Excerpt, LearnedRendering
from storyport.language.renderings.learning import learn_renderings

__all__ = ["Excerpt", "LearnedRendering", "learn_renderings"]
