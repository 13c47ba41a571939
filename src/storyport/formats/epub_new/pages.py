"""The XHTML documents of a new book.

Source: EPUB 3.3, sections 6.1 (XHTML) and 7 (navigation).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from storyport.formats.epub_new.book import Block, Book
from storyport.formats.epub_new.markup import language_of, text_of
from storyport.formats.epub_new.words import contents_of, cover_of, start_of
from storyport.kernel.locales import LocaleInfo

__all__ = ["Entry", "blocks_of", "chapter_page", "cover_page", "is_break", "nav_page", "title_page"]

Entry = tuple[str, str]
"""(file name, title) of a chapter."""

_BREAK = re.compile(r"[\s*＊※◇◆○●☆★■□▲△▼▽♦♢⁂❖✦✧~～∽〜=＝\-—–―－─━_＿·•.#＃+＋×xX]+")
_NOT_A_BREAK = re.compile(r"[xX×.#+\s]+|[-—–―－─━]{1}|…+")


def is_break(text: str) -> bool:
    """Tell whether a line only parts two scenes: `***`, `——`, `※`, `◇◆◇`."""
    return bool(_BREAK.fullmatch(text)) and not _NOT_A_BREAK.fullmatch(text)


def page(
    title: str,
    body: str,
    locale: LocaleInfo,
    *,
    kind: str,
    style: str = "../style.css",
    bare: bool = False,
) -> bytes:
    """Return a whole XHTML document; a bare one goes up to the edges of the page."""
    edges = ' style="margin: 0;"' if bare else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f'{language_of(locale)}>\n<head>\n<meta charset="UTF-8"/>\n'
        f"<title>{text_of(title) or '·'}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<link rel="stylesheet" type="text/css" href="{style}"/>\n</head>\n'
        f'<body epub:type="{kind}"{edges}>\n{body}</body>\n</html>\n'
    ).encode()


def chapter_page(title: str, blocks: Sequence[str], locale: LocaleInfo) -> bytes:
    """Return a chapter, or a piece of one, from blocks that `blocks_of` made."""
    body = f'<section epub:type="chapter">\n{"".join(blocks)}</section>\n'
    return page(title, body, locale, kind="bodymatter")


def blocks_of(blocks: Iterable[Block], book: Book) -> Iterator[str]:
    """Give the markup of a chapter's blocks; the first heading is h1, further ones h2."""
    headings = 0
    pending: Block | None = None
    for block in blocks:
        if pending is not None:
            yield _heading(
                pending, headings, book, volume=headings == 1 and block.kind == "heading"
            )
            pending = None
        if block.kind == "heading":
            headings += 1
            pending = block
        else:
            yield _paragraph(block, book)
    if pending is not None:
        yield _heading(pending, headings, book, volume=False)


def _heading(block: Block, number: int, book: Book, *, volume: bool) -> str:
    name = "h1" if number == 1 else "h2"
    class_ = ' class="volume"' if volume else ""
    if block.translation is None:
        return f"<{name}{class_}{_language(book.source, book)}>{text_of(block.text)}</{name}>\n"
    if not book.bilingual or block.text == block.translation:
        return f"<{name}{class_}>{text_of(block.translation)}</{name}>\n"
    source = f'<span class="source"{language_of(book.source)}>{text_of(block.text)}</span>'
    target = f"<span{language_of(book.target)}>{text_of(block.translation)}</span>"
    return f"<{name}{class_}>{source} {target}</{name}>\n"


def _paragraph(block: Block, book: Book) -> str:
    shown = block.text if block.translation is None else block.translation
    if is_break(shown):
        return f'<p class="break">{text_of(shown)}</p>\n'
    class_ = f' class="{block.kind}"' if block.kind in {"label", "creator"} else ""
    if block.translation is None:
        return f"<p{class_}{_language(book.source, book)}>{text_of(block.text)}</p>\n"
    if not book.bilingual or block.text == block.translation:
        return f"<p{class_}>{text_of(block.translation)}</p>\n"
    return (
        f'<div class="pair">\n<p class="source"{language_of(book.source)}>{text_of(block.text)}</p>\n'
        f"<p{language_of(book.target)}>{text_of(block.translation)}</p>\n</div>\n"
    )


def _language(locale: LocaleInfo, book: Book) -> str:
    return language_of(locale) if locale.tag != book.target.tag else ""


def cover_page(book: Book) -> bytes:
    """Return the page that shows the cover's drawing."""
    body = (
        '<section epub:type="cover" style="margin: 0; padding: 0; text-align: center;">\n'
        f'<img src="../cover.svg" alt="{text_of(_cover_text(book))}"'
        ' style="max-width: 100%; max-height: 100vh;"/>\n</section>\n'
    )
    return page(cover_of(book.target), body, book.target, kind="frontmatter", bare=True)


def _cover_text(book: Book) -> str:
    return f"{book.title} · {book.creator}" if book.creator else book.title


def title_page(book: Book) -> bytes:
    """Return the title page."""
    lines = [f"<h1>{text_of(book.title)}</h1>\n"]
    if book.source_title and book.source_title != book.title:
        lines.append(
            f'<p class="original"{language_of(book.source)}>{text_of(book.source_title)}</p>\n'
        )
    for class_, text in (
        ("creator", book.creator),
        ("description", book.description),
        ("note", book.note),
    ):
        lines.extend(
            f'<p class="{class_}">{text_of(line)}</p>\n'
            for line in text.splitlines()
            if line.strip()
        )
    body = f'<section class="title" epub:type="titlepage">\n{"".join(lines)}</section>\n'
    return page(book.title, body, book.target, kind="frontmatter")


def nav_page(book: Book, entries: Sequence[Entry]) -> bytes:
    """Return the table of contents, with the landmarks."""
    title = text_of(contents_of(book.target))
    items = "".join(f'<li><a href="{name}">{text_of(label)}</a></li>\n' for name, label in entries)
    body = (
        f'<nav epub:type="toc" id="toc" role="doc-toc">\n<h1>{title}</h1>\n<ol>\n{items}</ol>\n</nav>\n'
        '<nav epub:type="landmarks" id="landmarks" hidden="hidden">\n<ol>\n'
        f'<li><a epub:type="cover" href="text/cover.xhtml">{text_of(cover_of(book.target))}</a></li>\n'
        f'<li><a epub:type="toc" href="nav.xhtml">{title}</a></li>\n'
        f'<li><a epub:type="bodymatter" href="{entries[0][0]}">{text_of(start_of(book.target))}</a></li>\n'
        "</ol>\n</nav>\n"
    )
    return page(contents_of(book.target), body, book.target, kind="frontmatter", style="style.css")
