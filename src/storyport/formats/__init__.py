"""All file formats: which one a file is in, which files a folder holds."""

from __future__ import annotations

import importlib
import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from storyport.formats.base import Document
from storyport.kernel.errors import BadInput

__all__ = [
    "find_documents",
    "natural_key",
    "open_document",
    "split_name",
    "supported_extensions",
]

# By dotted name, so that a command loads the formats it meets and no others. Those that
# know their files by content come first; plain text may be anything, so it comes last.
_FORMATS = (
    "storyport.formats.epub:EpubDocument",
    "storyport.formats.docx:DocxDocument",
    "storyport.formats.fb2:Fb2Document",
    "storyport.formats.html:HtmlDocument",
    "storyport.formats.markdown:MarkdownDocument",
    "storyport.formats.txt:TxtDocument",
)
_HEAD = 4096
_RUN = re.compile(
    r"(\d+)|第?([零〇一二两兩三四五六七八九十百千万萬]+)(?=[章回节節话話卷部集篇册冊.\s_-]|$)"
)


def open_document(path: Path) -> Document:
    """Open a file in the format that its content, then its name, says.

    Raises:
        BadInput: no such file, a folder, no supported format, or damaged.
    """
    if path.is_dir():
        raise BadInput("a folder, not a file.", where=str(path), do="Give a file in it.")
    format_ = _format_of(path, _read_head(path))
    if format_ is None:
        raise BadInput(
            "this format is not supported.",
            where=str(path),
            do=f"Supported are {', '.join(supported_extensions())}.",
        )
    return format_.open(path)


def find_documents(path: Path) -> list[Path]:
    """Return a file itself, or the supported files below a folder in natural order.

    Hidden files and folders are left out, and so is what no format knows.

    Raises:
        BadInput: no such path, or a folder without a supported file.
    """
    if not path.is_dir():
        _read_head(path)
        return [path]
    found = [file for file in _walk(path) if _format_of(file, _read_head(file))]
    if not found:
        raise BadInput(
            "no supported file in this folder.",
            where=str(path),
            do=f"Supported are {', '.join(supported_extensions())}.",
        )
    return sorted(
        found, key=lambda file: [natural_key(part) for part in file.relative_to(path).parts]
    )


def supported_extensions() -> tuple[str, ...]:
    """Return the extensions of all formats, each with its dot."""
    return tuple(extension for format_ in _formats() for extension in format_.extensions)


def split_name(name: str) -> tuple[str, str]:
    """Return a file's name without its extension, and that: the longest known (`.fb2.zip`)."""
    lower = name.lower()
    known = sorted(supported_extensions(), key=len, reverse=True)
    suffix = next((one for one in known if lower.endswith(one)), Path(lower).suffix)
    return name[: len(name) - len(suffix)], suffix


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Return a sort key that puts ch2 before ch10, and 第二章 before 第十章."""
    from storyport.formats.txt.numerals import parse_chinese

    text = unicodedata.normalize("NFKC", name).casefold()
    key: list[tuple[int, int, str]] = []
    end = 0
    for match in _RUN.finditer(text):
        number = int(match[1]) if match[1] else parse_chinese(match[2])
        if number is None:
            continue
        if match.start() > end:
            key.append((1, 0, text[end : match.start()]))
        key.append((0, number, ""))
        end = match.end()
    key.append((1, 0, text[end:]))
    return key


@cache
def _formats() -> tuple[type[Document], ...]:
    return tuple(_load(name) for name in _FORMATS)


def _load(dotted: str) -> type[Document]:
    module, name = dotted.split(":")
    format_: type[Document] = getattr(importlib.import_module(module), name)
    return format_


def _format_of(path: Path, head: bytes) -> type[Document] | None:
    return next((format_ for format_ in _formats() if format_.recognizes(path, head)), None)


def _read_head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput(
            f"it cannot be read: {reason}.", where=str(path), do="Check the name."
        ) from error


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        shown = (Path(place, name) for name in files if not name.startswith("."))
        # A README without an extension is text, but nobody's novel; a dead link is nothing.
        yield from (file for file in shown if file.suffix and file.is_file())
