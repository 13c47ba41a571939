"""Word documents (Office Open XML): .docx, and .docm with its macros untouched."""

from storyport.formats.docx.document import DocxDocument

__all__ = ["DocxDocument"]
