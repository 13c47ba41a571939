"""Names of people, places and groups, learned from a story itself, without a model."""

from storyport.language.names.base import (
    Evidence,
    Learned,
    LearnedAlias,
    LearnedName,
    LearnedPhrase,
    LearnedScale,
    Passage,
)
from storyport.language.names.learning import learn_names

__all__ = [
    "Evidence",
    "Learned",
    "LearnedAlias",
    "LearnedName",
    "LearnedPhrase",
    "LearnedScale",
    "Passage",
    "learn_names",
]
