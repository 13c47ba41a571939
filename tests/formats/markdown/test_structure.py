from pathlib import Path

import pytest
from tests.formats.markdown.texts import edition, text
from tests.formats.markdown_samples import NOVEL

from storyport.formats.base import Edition
from storyport.formats.structure import compare_structure, count_structure
from storyport.kernel.locales import parse_locale

EN, AR = parse_locale("en"), parse_locale("ar")


@pytest.mark.parametrize("bilingual", [False, True])
def test_an_edition_keeps_what_a_text_holds(tmp_path: Path, *, bilingual: bool) -> None:
    edition(text(tmp_path, NOVEL), lambda source: f"1) {source} _x_ [y]", bilingual=bilingual)
    before, after = (count_structure(tmp_path / name, "markdown") for name in ("text.md", "out.md"))
    assert before["notes"] == 2
    assert compare_structure(before, after, Edition(EN, AR, bilingual=bilingual)) == []


def test_losses_are_seen(tmp_path: Path) -> None:
    text(tmp_path, "a *b* [c](d)[^1]\n\n[^1]: e")
    before = count_structure(tmp_path / "text.md", "markdown")
    text(tmp_path, "a b [c](d)\n\n[^1]: e")
    after = count_structure(tmp_path / "text.md", "markdown")
    assert compare_structure(before, after, Edition(EN, AR)) == [
        "emphasis: 1 -> 0",
        "notes: 2 -> 1",
    ]
