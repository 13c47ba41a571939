"""Makes Markdown texts and their editions for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storyport.formats.base import Edition
from storyport.formats.markdown import MarkdownDocument
from storyport.kernel.locales import parse_locale

ZH = parse_locale("zh-Hans")


def text(folder: Path, written: str) -> MarkdownDocument:
    path = folder / "text.md"
    path.write_bytes(written.encode("utf-8", "surrogatepass"))
    return MarkdownDocument.open(path)


def sources(document: MarkdownDocument) -> list[str]:
    return [unit.source for part in document.parts() for unit in part.units]


def edition(
    document: MarkdownDocument,
    write: Callable[[str], str] = lambda source: f"T {source}",
    *,
    to: str = "en",
    bilingual: bool = False,
) -> str:
    targets = {
        part.key: {unit.key: write(unit.source) for unit in part.units} for part in document.parts()
    }
    out = document.path.with_name("out.md")
    document.write(out, targets.__getitem__, Edition(ZH, parse_locale(to), bilingual=bilingual))
    return out.read_bytes().decode("utf-8", "surrogateescape")
