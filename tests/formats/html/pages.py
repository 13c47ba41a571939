"""Makes pages and their editions for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storyport.formats.base import Edition
from storyport.formats.html import HtmlDocument
from storyport.kernel.locales import parse_locale
from storyport.language import marks

ZH, EN, AR = map(parse_locale, ("zh-Hans", "en", "ar"))


def page(folder: Path, markup: str | bytes, name: str = "page.html") -> HtmlDocument:
    path = folder / name
    path.write_bytes(
        markup if isinstance(markup, bytes) else markup.encode("utf-8", "surrogatepass")
    )
    return HtmlDocument.open(path)


def sources(document: HtmlDocument) -> list[str]:
    return [unit.source for part in document.parts() for unit in part.units]


def kinds(document: HtmlDocument) -> dict[str, str]:
    return {unit.source: unit.kind for part in document.parts() for unit in part.units}


def edition(
    document: HtmlDocument,
    write: Callable[[str], str] = lambda source: f"T {source}",
    *,
    to: str = "en",
    bilingual: bool = False,
    raw: bool = False,
) -> str | bytes:
    targets = {
        part.key: {unit.key: write(unit.source) for unit in part.units} for part in document.parts()
    }
    out = document.path.with_name(f"out{document.path.suffix}")
    document.write(out, targets.__getitem__, Edition(ZH, parse_locale(to), bilingual=bilingual))
    return out.read_bytes() if raw else out.read_bytes().decode()


def plain(document: HtmlDocument) -> list[str]:
    return [marks.plain(source) for source in sources(document)]
