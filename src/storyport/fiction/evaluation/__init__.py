"""How good translations of one source are: read, aligned, scored, counted, told."""

from storyport.fiction.evaluation.evaluating import Evaluation, Question, System, evaluate
from storyport.fiction.evaluation.telling import as_dict, headline, render_html, table_of
from storyport.fiction.evaluation.terms import terms_of_story

__all__ = [
    "Evaluation",
    "Question",
    "System",
    "as_dict",
    "evaluate",
    "headline",
    "render_html",
    "table_of",
    "terms_of_story",
]
