"""New EPUB 3 books, for stories that came as plain text."""

from storyport.formats.epub_new.binding import bind_epub
from storyport.formats.epub_new.book import Block, Book, Chapter

__all__ = ["Block", "Book", "Chapter", "bind_epub"]
