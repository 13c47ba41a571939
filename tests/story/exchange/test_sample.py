from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from storyport.kernel.locales import parse_locale
from storyport.language.terms import find_forms
from storyport.story.actions.export_bible import export_bible
from storyport.story.actions.import_bible import import_bible
from storyport.story.conflicts import blocking, find_conflicts
from storyport.story.exchange import json as exchange
from storyport.story.facts import BINDING, EntryFacts
from storyport.story.reading import load_bible

FOLDER = Path(__file__).parents[3] / "examples" / "ink-and-cloud"
SAMPLE = FOLDER / "bible.json"
REVIEWED = ("en", "es", "ar")


@pytest.fixture(scope="module")
def entries() -> list[EntryFacts]:
    return [row.entry for row in exchange.read(SAMPLE, "zh-Hans", "").rows]


def reviewed(locale: str) -> list[tuple[str, str]]:
    tree = etree.parse(FOLDER / f"memory.{locale}.tmx")
    pairs = (["".join(seg.itertext()) for seg in unit.iter("seg")] for unit in tree.iter("tu"))
    return [(source, target) for source, target in pairs]


@pytest.mark.database
@pytest.mark.django_db
def test_the_sample_comes_in_whole_and_does_not_contradict_itself(scribe, tmp_path):
    done = import_bible(scribe.story, SAMPLE)
    assert done.created == len(done.entries) > 0
    # Some of its people are called by words; that is the story, and nothing else is odd.
    assert [note for note in done.notes if not note.endswith("give a longer form.")] == []
    bible = load_bible(scribe.story)
    assert blocking(find_conflicts(bible)) == []
    assert bible.rendering_of(bible.named("小风")[0], "小风", "en") == ("Little Feng", True)
    export_bible(scribe.story, tmp_path / "again.json")
    assert import_bible(scribe.story, tmp_path / "again.json").changed == 0


def test_all_that_the_sample_speaks_of_stands_in_the_story(entries):
    story = (FOLDER / "ink-and-cloud.txt").read_text(encoding="utf-8")
    said = [form for entry in entries for form in entry.forms()]
    said += [relation.word for entry in entries for relation in entry.relations]
    said += [seen.excerpt for entry in entries for seen in entry.evidence]
    assert [form for form in said if form not in story] == []
    chapters = len(re.findall("^第.+?章", story, re.MULTILINE))
    times = [(*entry.validity, entry.spoiler) for entry in entries]
    times += [tuple(alias) for entry in entries for alias in entry.alias_times.values()]
    assert max(time for each in times for time in each) <= chapters


@pytest.mark.parametrize("locale", REVIEWED)
def test_what_the_sample_decided_is_what_its_reviewed_translations_say(entries, locale):
    pairs, info = reviewed(locale), parse_locale(locale)

    def unheard(form: str, text: str) -> bool:
        targets = [target for source, target in pairs if form in source]
        return bool(targets) and not any(find_forms(target, text, info) for target in targets)

    decided = [
        (form, text)
        for entry in entries
        for form in entry.forms()
        if (found := entry.rendering_of(form, locale)) and found[1]
        for text in (found[0],)
    ]
    decided += [
        (relation.word, text)
        for entry in entries
        for relation in entry.relations
        for text, status in [relation.renderings.get(locale, ("", ""))]
        if status in BINDING
    ]
    assert [each for each in decided if unheard(*each)] == []
    shapes = [(entry, shape) for entry in entries for shape in entry.shapes_in(locale)]
    heard = [
        any(not unheard(form, shape) for form in entry.forms() if any(form in s for s, _ in pairs))
        for entry, shape in shapes
    ]
    assert all(heard), [shape for (_, shape), found in zip(shapes, heard, strict=True) if not found]


def test_the_sample_tells_readers_of_its_heritage(entries):
    for entry in entries:
        if entry.kind == "heritage":
            told = [entry.renderings[locale] for locale in REVIEWED]
            assert all(facts.codex and facts.choice for facts in told), entry
    ranks = sorted((entry.step, entry.headword) for entry in entries if entry.scale)
    assert [step for step, _ in ranks] == [1, 2, 3, 4, 5]
