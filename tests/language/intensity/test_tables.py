"""The tables: readable, full enough, and without slips a translator may make."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language.function_words import words_of
from storyport.language.intensity import LANGUAGES, read_table
from storyport.language.intensity.tables import SWEARING, entries_of

FEWEST = 25


def table(language):
    return entries_of(language, parse_locale(language).script)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_enough(language):
    kinds = Counter(entry.kind for entry in table(language))
    assert kinds["intensifier"] >= FEWEST
    assert kinds["interjection"] + kinds["particle"] >= FEWEST
    assert sum(kinds[kind] for kind in SWEARING) >= FEWEST
    assert all(kinds[kind] >= 8 for kind in ("softener", "loud", "quiet", "polite", "familiar"))
    assert all(kinds[kind] >= 8 for kind in ("formal", "archaic", "casual", "childlike"))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_swearing_has_every_level_and_kind(language):
    sworn = [entry for entry in table(language) if entry.kind in SWEARING]
    assert {entry.level for entry in sworn} == {1, 2, 3, 4}
    assert {entry.kind for entry in sworn} == SWEARING


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_forms_are_written_as_they_are_looked_for(language):
    spaced = parse_locale(language).spaced
    for entry in table(language):
        assert unicodedata.is_normalized("NFC", entry.form), entry
        assert entry.form == entry.form.rstrip(), entry
        assert spaced or not entry.form.endswith("*"), entry
        assert not spaced or words_of(entry.form), entry


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_form_has_two_levels_of_one_kind(language):
    levels = defaultdict(set)
    for entry in table(language):
        levels[entry.kind, entry.form].add(entry.level)
    assert [form for form, found in levels.items() if len(found) > 1] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_means_nothing_stands_under_no_kind(language):
    kinds = defaultdict(set)
    for entry in table(language):
        kinds[entry.form].add(entry.kind)
    assert [form for form, found in kinds.items() if "none" in found and len(found) > 1] == []


def test_traditional_characters():
    forms = {entry.form for entry in entries_of("zh", "Hant")}
    assert {"簡直", "简直"} <= forms


def test_a_language_without_a_table_has_no_entries():
    assert entries_of("hi", "Deva") == ()


def test_remarks_and_rows():
    entries = list(read_table("# a remark\n\ninsult\t2\tcad|bounder\n"))
    assert [(entry.kind, entry.level, entry.form) for entry in entries] == [
        ("insult", 2, "cad"),
        ("insult", 2, "bounder"),
    ]


@pytest.mark.parametrize(
    "row", ["insult cad", "insult\t5\tcad", "insult\tx\tcad", "shout\t1\tcad", "oath\t1\ta||b"]
)
def test_a_row_that_cannot_be_read_names_its_line(row):
    with pytest.raises(BadInput) as caught:
        list(read_table(f"# remark\n{row}", "xx.tsv"))
    assert "xx.tsv:2" in str(caught.value)
