import pytest

from storyport.engines.translate.gloss.inflect import form_of, is_verb_phrase, plural_of
from storyport.engines.translate.gloss.nodes import Node, one_of
from storyport.engines.translate.gloss.people import HE, YOU, person_of
from storyport.engines.translate.gloss.wording import clause_for, phrase_for, said_to

SHE = person_of(Node("NR", one_of("Lin Xue"), gender="female"))
WE = person_of(Node("R", one_of("we"), text="我们"))


@pytest.mark.parametrize(
    ("text", "tag", "said"),
    [
        ("turn tail and run", "VBD", "turned tail and ran"),
        ("go through fire and water", "VBD", "went through fire and water"),
        ("destroy root and branch", "VBD", "destroyed root and branch"),
        ("go down in flames and take everyone along", "VBD", "went down in flames and took everyone along"),
        ("want to crawl into a hole and die", "VBD", "wanted to crawl into a hole and die"),
        ("come out ahead and still complain", "VBZ", "comes out ahead and still complains"),
        ("not give up", "VBD", "did not give up"),
        ("not give up", "VBG", "not giving up"),
        ("barely escape", "VBD", "barely escaped"),
        ("be doomed", "VBD", "was doomed"),
        ("be doomed", "VBP", "are doomed"),
        ("bide one's time", "VBD", "bided one's time"),
        ("stab someone", "VBN", "stabbed someone"),
        ("two-time someone", "VBD", "two-timed someone"),
        ("draw a sharp breath", "VB", "draw a sharp breath"),
    ],
)  # fmt: skip
def test_forms_of_phrases(text, tag, said):
    assert form_of(text, tag) == said


def test_plurals_of_phrases():
    assert plural_of("man in black") == "men in black"
    assert plural_of("sea of consciousness") == "seas of consciousness"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("draw a breath", True), ("not give up", True), ("Breakthrough", False), ("sword of light", False)],
)  # fmt: skip
def test_what_can_be_a_verb(text, is_one):
    assert is_verb_phrase(text) is is_one


@pytest.mark.parametrize(
    ("text", "person", "spoken", "said"),
    [
        ("knit one's brows", SHE, False, "knit her brows"),
        ("give oneself up", WE, False, "give ourselves up"),
        ("reap what one sows", SHE, False, "reap what she sowed"),
        ("reap what one sows", YOU, True, "reap what you sow"),
        ("have no idea who one is dealing with", WE, False, "have no idea who we were dealing with"),
        ("put on a show one can't afford", HE, False, "put on a show he couldn't afford"),
        ("bite the hand that feeds one", SHE, True, "bite the hand that feeds her"),
        ("make one last stand", HE, False, "make one last stand"),
        ("stake it all on one throw", HE, False, "stake it all on one throw"),
        ("turn no one away", HE, False, "turn no one away"),
        ("scheme against one another", HE, False, "scheme against one another"),
    ],
)  # fmt: skip
def test_one_is_somebody(text, person, spoken, said):
    assert phrase_for(text, person, spoken=spoken) == said


@pytest.mark.parametrize(
    ("text", "spoken", "said", "owner"),
    [
        ("one's face darkens", False, "her face darkened", "her"),
        ("one's face darkens", True, "her face darkens", "her"),
        ("one's eyelid won't stop twitching", False, "her eyelid would not stop twitching", "her"),
        ("the truth dawns on one", False, "the truth dawned on her", "her"),
        ("the more one thinks about it, the worse it gets", False, "the more she thought about it, the worse it got", ""),
        ("the crowd erupts", False, "the crowd erupted", ""),
        ("the evidence is overwhelming", False, "the evidence was overwhelming", ""),
        ("what goes around comes around", False, "what goes around comes around", ""),
        ("the longer the wait, the more can go wrong", False, "the longer the wait, the more can go wrong", ""),
    ],
)  # fmt: skip
def test_what_happens_is_told_in_the_past(text, spoken, said, owner):
    assert clause_for(text, SHE, spoken=spoken) == (said, owner)


def test_someone_is_whom_it_is_done_to():
    assert said_to("take someone by surprise", "him", "his") == "take him by surprise"
    assert said_to("ride someone's coattails", "him", "his") == "ride his coattails"
    assert said_to("take someone by surprise", "", "") == "take by surprise"
    assert said_to("fall for someone else", "him", "his") == "fall for someone else"
