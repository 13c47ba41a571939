"""EPUB 2 and 3."""

from storyport.formats.epub.document import EpubDocument

__all__ = ["EpubDocument"]
