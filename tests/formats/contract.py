"""What every format must hold to; `test_contract.py` runs it over samples of each.

A sample is a file that has story text in it. Call `check_contract(path, folder)` with an
empty folder for what is written.
"""

from __future__ import annotations

from pathlib import Path

from storyport.formats import open_document
from storyport.formats.base import Document, Edition, Part, Translations
from storyport.kernel.locales import parse_locale
from storyport.language import marks

EDITION = Edition(source=parse_locale("zh-Hans"), target=parse_locale("en"))
BILINGUAL = Edition(source=EDITION.source, target=EDITION.target, bilingual=True)


def check_contract(path: Path, folder: Path) -> None:
    document = open_document(path)
    parts = list(document.parts())
    check_recognized(document, path)
    check_keys(parts)
    check_units(parts)
    assert list(open_document(path).parts()) == parts, "reading again gives the same parts"
    check_unchanged(document, folder)
    check_full_translation(document, parts, folder)
    check_empty_translation(document, parts, folder)


def check_recognized(document: Document, path: Path) -> None:
    head = path.read_bytes()[:4096]
    assert type(document).recognizes(path, head)
    assert document.path == path
    assert document.format
    assert all(one.startswith(".") and one == one.lower() for one in document.extensions)


def check_keys(parts: list[Part]) -> None:
    keys = [part.key for part in parts]
    assert keys, "a sample has parts"
    assert len(set(keys)) == len(keys)
    for part in parts:
        unit_keys = [unit.key for unit in part.units]
        assert len(set(unit_keys)) == len(unit_keys), part.key


def check_units(parts: list[Part]) -> None:
    assert any(part.story for part in parts)
    for part in parts:
        for unit in part.units:
            assert unit.source
            assert unit.source == unit.source.strip(), unit
            assert marks.well_formed(unit.source), unit


def check_unchanged(document: Document, folder: Path) -> None:
    out = folder / f"unchanged{document.path.suffix}"
    document.write_unchanged(out)
    assert out.read_bytes() == document.path.read_bytes()


def check_full_translation(document: Document, parts: list[Part], folder: Path) -> None:
    """Every target arrives, each with the marks of its source; so it does below the source."""
    targets = {part.key: {unit.key: _target(unit.source) for unit in part.units} for part in parts}
    for edition in (EDITION, BILINGUAL):
        found = _written_text(document, targets.__getitem__, edition, folder)
        for part in parts:
            for unit in part.units:
                if unit.kind in {"paragraph", "heading"}:
                    assert marks.plain(_target(unit.source)) in found, (part.key, unit)


def check_empty_translation(document: Document, parts: list[Part], folder: Path) -> None:
    found = _written_text(document, lambda _: {}, EDITION, folder)
    for part in parts:
        for unit in part.units:
            if unit.kind in {"paragraph", "heading"}:
                assert marks.plain(unit.source) in found, (part.key, unit)


def _target(source: str) -> str:
    """A target of a shape of its own around all marks: equal sources have equal targets."""
    return f"Target {source} end"


def _written_text(
    document: Document, translations: Translations, edition: Edition, folder: Path
) -> str:
    out = folder / f"edition{document.path.suffix}"
    document.write(out, translations, edition)
    written = open_document(out)
    return "\n".join(marks.plain(unit.source) for part in written.parts() for unit in part.units)
