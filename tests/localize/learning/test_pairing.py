from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.localize.learning.pairing import learn_from_pairs
from storyport.story.reading import load_bible

pytestmark = pytest.mark.database
EN = parse_locale("en")
PAIRS = [
    ("林风推开了门。", "Lin Feng pushed the door open."),
    ("林风看着顾雁。", "Lin Feng looked at Gu Yan."),
    ("顾雁没有说话。", "Gu Yan said nothing."),
    ("“走吧。”林风说。", "“Let’s go,” said Lin Feng."),
    ("顾雁笑了。", "Gu Yan smiled."),
    ("山上的雪停了。", "The snow on the mountain stopped."),
    ("林风回到院子里。", "Lin Feng went back to the yard."),
    ("顾雁坐在石阶上。", "Gu Yan sat on the stone steps."),
    ("老人点点头。", "The old man nodded."),
]


def entry(desk, word):
    return next(each for each in load_bible(desk.story).entries if each.headword == word)


def test_renderings_in_use_are_proposed(desk):
    desk.say("林风", "", kind="character")
    desk.say("顾雁", "", kind="character")
    done = learn_from_pairs(desk.story, PAIRS, EN)
    assert (done.pairs, done.proposed, done.notes) == (9, 2, ())
    facts = entry(desk, "林风").renderings["en"]
    assert (facts.text, facts.status) == ("Lin Feng", "proposed")
    assert entry(desk, "顾雁").evidence[0].reason == "translated as Gu Yan"
    again = learn_from_pairs(desk.story, PAIRS, EN)
    assert (again.proposed, again.agreed) == (0, 2)


def test_what_is_decided_stays_and_is_told(desk):
    desk.say("林风", "Lin Phong", kind="character")
    done = learn_from_pairs(desk.story, PAIRS, EN)
    assert entry(desk, "林风").renderings["en"].text == "Lin Phong"
    assert done.notes == ("林风 is 'Lin Feng' in the translation, and 'Lin Phong' is approved.",)


def test_an_alias_that_takes_over_what_is_approved_still_binds(desk):
    desk.say("林风", "Lin Feng", kind="character", aliases=("阿风",))
    for target, notes in (
        ("Lin Feng", ()),
        ("Little Feng", ("'Little Feng'", "'Lin Feng' is approved")),
    ):
        pairs = [
            (one.replace("林风", "阿风"), two.replace("Lin Feng", target)) for one, two in PAIRS * 3
        ]
        done = learn_from_pairs(desk.story, pairs, EN)
        assert entry(desk, "林风").rendering_of("阿风", "en") == ("Lin Feng", True)
        assert done.proposed == 0
        assert all(note in " ".join(done.notes) for note in notes)


def test_what_is_banned_is_told_and_not_proposed(desk):
    desk.say("林风", "", kind="character", banned=("Lin Feng",))
    done = learn_from_pairs(desk.story, PAIRS, EN)
    assert entry(desk, "林风").renderings["en"].text == ""
    assert done.notes == ("林风 is 'Lin Feng' in the translation, and 'Lin Feng' is banned.",)


def test_what_a_person_proposed_is_theirs(desk):
    desk.say("林风", "Lin Phong", kind="character", proposed=True)
    done = learn_from_pairs(desk.story, PAIRS, EN)
    assert entry(desk, "林风").renderings["en"].text == "Lin Phong"
    assert done.notes == ("林风 is 'Lin Feng' in the translation, and 'Lin Phong' is proposed.",)


def test_two_spellings_in_use_are_told_with_their_counts(desk):
    desk.say("林风", "", kind="character")
    spelled = [
        (source, target.replace("Lin Feng", "Lin Fong") if number % 2 else target)
        for number, (source, target) in enumerate(PAIRS * 3)
    ]
    (note,) = learn_from_pairs(desk.story, spelled, EN).notes
    assert "'Lin Feng' 6 times" in note
    assert "'Lin Fong' 6 times" in note


def test_without_entries_or_pairs_there_is_nothing_to_learn(desk):
    with pytest.raises(BadInput, match="bible is empty"):
        learn_from_pairs(desk.story, PAIRS, EN)
    desk.say("林风", "", kind="character")
    with pytest.raises(BadInput, match="no paragraph"):
        learn_from_pairs(desk.story, [], EN)
