"""FictionBook 2: .fb2, and .fb2 in a zip container."""

from storyport.formats.fb2.document import Fb2Document

__all__ = ["Fb2Document"]
