"""What readers and translators complain of in other tools' translations, each shown to be over.

One woman split into a female name and a male title; a name spelled three ways; an all-female
novel turned all-male; terms of the glossary broken without a word.
"""

from __future__ import annotations

import itertools

import pytest

from storyport.engines.base import Answer
from storyport.kernel.errors import BadInput
from storyport.localize.learning.learning import learn_story
from storyport.localize.models import Target
from storyport.story.conflicts import blocking, find_conflicts
from storyport.story.facts import EntryFacts, RenderingFacts
from storyport.story.reading import load_bible
from storyport.story.writing import changing, write_entries

pytestmark = pytest.mark.database

HALL = {
    "第一章 大殿": [
        "掌门沈青禾坐在殿上，她放下茶盏，看了林风一眼。",
        "“你迟到了。”沈青禾说。",
        "林风低下头，说道：“弟子知错，沈掌门。”",
        "沈掌门笑了笑，她的声音很轻：“下不为例。”",
        "林风退到一旁，他的手心全是汗。",
    ],
    "第二章 山门": [
        "沈青禾走到山门前，她的剑还在鞘里。",
        "“沈掌门，山下来人了。”林风跑上来说道。",
        "沈掌门点点头：“让他们进来。”",
        "沈青禾回头看着林风，她问：“怕不怕？”",
    ],
}


def test_a_woman_with_a_man_s_title_is_learned_as_one_woman(desk):
    desk.load(HALL)
    learn_story(desk.story)
    (woman,) = [
        entry
        for entry in load_bible(desk.story).entries
        if {"沈青禾", "沈掌门"} & set(entry.forms())
    ]
    assert {"沈青禾", "沈掌门"} <= set(woman.forms())
    assert (woman.kind, woman.gender) == ("character", "female")


def test_a_woman_split_by_a_glossary_blocks_the_run_until_she_is_one(desk):
    desk.load(HALL)
    name = EntryFacts(0, "沈青禾", "character", "female", aliases=("沈掌门",))
    title = EntryFacts(0, "沈掌门", "title", "male")
    with changing(desk.story) as bible:
        write_entries(desk.story, bible, [name, title])
    (split,) = blocking(find_conflicts(load_bible(desk.story)))
    assert (split.kind, split.severity) == ("split", "critical")
    with pytest.raises(BadInput, match="is it one entry"):
        desk.run()


def misspelling(*spellings):
    """Return an engine's habit: another spelling of the name in every answer."""
    turns = itertools.cycle(spellings)

    def spell(_, answer):
        texts = {key: text.replace("Lin Feng", next(turns)) for key, text in answer.texts.items()}
        return Answer(texts, answer.usage)

    return spell


def test_a_name_spelled_three_ways_ships_in_one(desk):
    desk.say("林风", "Lin Feng", kind="character")
    desk.load({f"第{n}章": [f"林风走了{m}里路。" for m in range(1, 9)] for n in range(1, 4)})
    desk.run(misspelling("Lin Feng", "Linfeng", "Lin Fong"))
    targets = Target.objects.filter(current=True, segment__source__contains="林风")
    assert len(targets) == 24
    assert all("Lin Feng" in target.text for target in targets)


def test_women_stay_women_where_no_name_stands(desk):
    women = ("沈青禾", "叶知秋", "白晚晴")
    with changing(desk.story) as bible:
        write_entries(
            desk.story,
            bible,
            [
                EntryFacts(
                    0,
                    name,
                    "character",
                    "female",
                    renderings={"en": RenderingFacts("", pronouns="she/her")},
                )
                for name in women
            ],
        )
    chapters = {"第一章": [f"{name}来了。" for name in women]}
    chapters |= {f"第{n}章": ["推开门，看见了雪。", "没有说话。"] for n in (2, 3)}
    desk.load(chapters)
    desk.run()
    assert desk.requests
    for request in desk.requests:
        for name in women:
            assert f"- {name}: female, she/her" in request.system
