"""Plain-text novels."""

from storyport.formats.txt.document import TxtDocument

__all__ = ["TxtDocument"]
