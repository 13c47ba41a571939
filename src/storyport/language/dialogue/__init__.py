"""Dialogue: the quoted lines of a story and who says each, without a model.

Signs around a line (a tag, an action, who is called in it) give points to the people of the
story; the lines of a text are then decided together, because speakers take turns.
"""

from storyport.language.dialogue.attribution import attribute_speakers
from storyport.language.dialogue.lines import Gender, Person, Quote, QuotedLine, QuoteKind
from storyport.language.dialogue.quotes import find_quotes

__all__ = [
    "Gender",
    "Person",
    "Quote",
    "QuoteKind",
    "QuotedLine",
    "attribute_speakers",
    "find_quotes",
]
