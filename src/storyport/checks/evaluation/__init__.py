"""How good a translation is, as far as it can be counted: no model, no network.

`aligning` sets texts side by side, `metrics` compares them with references, `counting` finds
terms that were not kept, source text that was left, what was lost, and pronouns.
"""

from storyport.checks.evaluation.aligning import Bead, align
from storyport.checks.evaluation.counting import (
    OMISSIONS,
    Counts,
    Pronouns,
    Row,
    Sample,
    TermCount,
    count_rows,
)
from storyport.checks.evaluation.metrics import Scores, Scoring, Tokenizer, score_systems
from storyport.checks.evaluation.pronouns import CLASSES, knows_pronouns

__all__ = [
    "CLASSES",
    "OMISSIONS",
    "Bead",
    "Counts",
    "Pronouns",
    "Row",
    "Sample",
    "Scores",
    "Scoring",
    "TermCount",
    "Tokenizer",
    "align",
    "count_rows",
    "knows_pronouns",
    "score_systems",
]
