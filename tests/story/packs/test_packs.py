"""The packs that ship: whole, without contradictions, in the scripts of their locales."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from opencc import OpenCC

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language.chinese_variants import simplified_only
from storyport.language.scripts import script_counts, scripts_of
from storyport.story.packs import PACK_LOCALES, load_pack, pack_infos
from storyport.story.packs.base import COLUMNS
from storyport.story.packs.reading import read_pack

NAMES = [info.name for info in pack_infos()]
ENTRIES = [(name, entry) for name in NAMES for entry in load_pack(name)]
TERMS = [entry for _, entry in ENTRIES if entry.kind != "idiom"]
IDIOMS = [entry for _, entry in ENTRIES if entry.kind == "idiom"]
DEFINITION = 120


def test_there_are_six_of_them():
    assert NAMES == ["cultivation", "martial", "palace", "urban", "system", "mystery"]


def test_they_hold_what_was_promised():
    assert len(TERMS) >= 400
    assert len(IDIOMS) >= 600
    for locale in PACK_LOCALES[1:]:
        assert sum(locale in entry.renderings for entry in TERMS) >= 200, locale


def test_no_term_stands_twice():
    sources = Counter(entry.source for _, entry in ENTRIES)
    assert [source for source, count in sources.items() if count > 1] == []


def test_no_two_terms_of_a_pack_are_one_in_english():
    for name in NAMES:
        said = Counter(entry.renderings["en"].casefold() for entry in load_pack(name))
        assert [text for text, count in said.items() if count > 1] == [], name


def test_definitions_are_short_and_say_more_than_the_rendering():
    for name, entry in ENTRIES:
        assert len(entry.definition) <= DEFINITION, (name, entry.source)
        assert entry.definition.casefold() != entry.renderings["en"].casefold(), entry.source


def test_renderings_are_in_the_script_of_their_locale():
    wrong = []
    for _, entry in ENTRIES:
        for tag, text in entry.renderings.items():
            wanted = scripts_of(parse_locale(tag))
            strange = [script for script in script_counts(text) if script not in (*wanted, "Latn")]
            own = any(script in wanted for script in script_counts(text))
            if strange or not (own or text.isupper()):
                wrong.append((entry.source, tag, text))
    assert wrong == []


def test_japanese_has_no_simplified_characters():
    # Rare characters that both ways of writing share are no leftovers.
    convert = OpenCC("s2t").convert
    simplified = {sign for sign in simplified_only("Jpan") if convert(sign) != sign}
    assert [
        entry.source
        for _, entry in ENTRIES
        if simplified.intersection(entry.renderings.get("ja", ""))
    ] == []


def test_renderings_are_bare():
    for _, entry in ENTRIES:
        for tag, text in entry.renderings.items():
            assert text == " ".join(text.split()), (entry.source, tag)
            assert not set(text) & set("/[]()|;"), (entry.source, tag, text)
            assert not text.endswith("."), (entry.source, tag, text)


def test_the_steps_of_a_scale_are_told_apart():
    scales: defaultdict[str, list[int]] = defaultdict(list)
    for _, entry in ENTRIES:
        if entry.scale:
            assert entry.kind in {"rank", "title"}, entry.source
            scales[entry.scale].append(entry.step)
    assert {"修仙境界", "后宫位分"} <= scales.keys()
    for scale, steps in scales.items():
        assert sorted(steps) == list(range(1, len(steps) + 1)), scale


HEAD = "\t".join(COLUMNS)
ROW = ["剑", "item", "noun", "", "", "A weapon with two edges.", "sword", *[""] * 10]


@pytest.mark.parametrize(
    ("lines", "place", "says"),
    [
        ([], 1, "columns"),
        (["source\ten"], 1, "columns"),
        ([HEAD, "剑\titem"], 2, "2 cells"),
        ([HEAD, "\t".join(["剑", "weapon", *ROW[2:]])], 2, "unknown kind 'weapon'"),
        ([HEAD, "\t".join(["剑", "item", "thing", *ROW[3:]])], 2, "unknown class 'thing'"),
        ([HEAD, "\t".join([*ROW[:5], "", *ROW[6:]])], 2, "definition"),
        ([HEAD, "\t".join([*ROW[:3], "境界", *ROW[4:]])], 2, "step"),
        ([HEAD, "\t".join(ROW), "\t".join(ROW)], 3, "line 2"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path, lines, place, says):
    path = tmp_path / "pack.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadInput, match=says) as caught:
        read_pack(path)
    assert caught.value.where == f"{path}:{place}"


def test_an_unknown_pack_is_named_with_those_there_are():
    with pytest.raises(BadInput, match="no pack 'sea'") as caught:
        load_pack("sea")
    assert "palace" in str(caught.value.do)
