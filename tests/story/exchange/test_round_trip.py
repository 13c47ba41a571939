"""What comes back is what was written, less exactly what was named as lost: in every format."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.story.exchange.bibles import bibles

from storyport.kernel.locales import parse_locale
from storyport.story.actions.export_bible import export_bible
from storyport.story.actions.import_bible import import_bible
from storyport.story.exchange import FORMATS, csv, json, read_sheet, tbx, write_sheet, xlsx
from storyport.story.exchange.losses import narrowed, what_comes_back
from storyport.story.stories import make_story

MODULES = {".json": json, ".csv": csv, ".tsv": csv, ".xlsx": xlsx, ".tbx": tbx}
SETTINGS = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_numbers = count()


def by_name(entries):
    return {(entry.headword, entry.kind): entry for entry in entries}


def test_every_format_says_what_it_loses():
    assert MODULES.keys() == FORMATS.keys()


@pytest.mark.parametrize("suffix", MODULES)
@SETTINGS
@given(bible=bibles())
def test_a_file_says_what_was_written_less_what_was_named(tmp_path, suffix, bible):
    assume(bible.entries or suffix != ".tbx")
    path = tmp_path / f"b{suffix}"
    lost = MODULES[suffix].LOST
    told = write_sheet(path, bible)
    counts = {part.name: sum(map(part.count, bible.entries)) for part in lost}
    named = [f"{number} {name} " for name, number in counts.items() if number]
    assert len(told) == len(named)
    assert all(words.startswith(name) for words, name in zip(told, named, strict=True))
    if not bible.entries:
        return
    sheet = read_sheet(path, "zh-Hans")
    found = by_name(row.entry for row in sheet.rows)
    assert found == by_name(what_comes_back(bible, lost).entries)
    assert not [note for note in sheet.notes if "not used" in note]


@pytest.mark.parametrize("suffix", MODULES)
@settings(SETTINGS, max_examples=20)
@given(bible=bibles(), locales=st.sampled_from([("en",), ("en", "pt-BR")]))
def test_only_the_locales_that_were_asked_for(tmp_path, suffix, bible, locales):
    assume(bible.entries)
    path = tmp_path / f"b{suffix}"
    write_sheet(path, bible, locales)
    found = by_name(row.entry for row in read_sheet(path, "zh-Hans").rows)
    wanted = what_comes_back(narrowed(bible, locales), MODULES[suffix].LOST)
    assert found == by_name(wanted.entries)


@pytest.mark.parametrize("suffix", MODULES)
@settings(SETTINGS, max_examples=20)
@given(bible=bibles())
def test_one_locale_only_is_taken(tmp_path, suffix, bible):
    assume(bible.entries)
    path = tmp_path / f"b{suffix}"
    write_sheet(path, bible)
    found = by_name(row.entry for row in read_sheet(path, "zh-Hans", "pt-BR").rows)
    wanted = what_comes_back(narrowed(bible, ("pt-BR",)), MODULES[suffix].LOST)
    assert found == by_name(wanted.entries)


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("suffix", MODULES)
@settings(SETTINGS, max_examples=15)
@given(bible=bibles())
def test_through_a_story_and_out_again(tmp_path, suffix, bible):
    assume(bible.entries)
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    write_sheet(first, bible)
    story = make_story(f"story {next(_numbers)}", "", parse_locale("zh"), [])
    import_bible(story, first)
    export_bible(story, second)
    expected = by_name(what_comes_back(bible, MODULES[suffix].LOST).entries)
    assert by_name(row.entry for row in read_sheet(second, "zh-Hans").rows) == expected
    write_sheet(first, what_comes_back(bible, MODULES[suffix].LOST))
    export_bible(story, second)
    if suffix != ".xlsx":  # a workbook says when it was written
        assert second.read_bytes() == first.read_bytes()
    assert import_bible(story, first).changed == 0
