"""Markdown: CommonMark with tables, strikethrough, footnotes, math and front matter."""

from storyport.formats.markdown.document import MarkdownDocument

__all__ = ["MarkdownDocument"]
