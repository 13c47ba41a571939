"""HTML pages: articles, and novels in one page or many."""

from storyport.formats.html.document import HtmlDocument

__all__ = ["HtmlDocument"]
