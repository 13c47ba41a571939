import pytest
from tests.language.names.stories import names_of

from storyport.language.names.foreign import dotted_forms, name_parts
from storyport.language.names.lexicon import load_lexicon


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("前总理约翰·霍华德说", "约翰·霍华德"),
        ("“阿尔伯特·冯·霍恩，”他说", "阿尔伯特·冯·霍恩"),
        ("看着史蒂夫·乔布斯走上舞台", "史蒂夫·乔布斯"),
    ],
)
def test_names_with_dots_are_cut_where_words_begin(text, name):
    assert list(dotted_forms(text, load_lexicon())) == [name]


def test_two_names_with_and_between_are_two():
    found = dotted_forms("约翰·里德和保罗·格兰特", load_lexicon())
    assert list(found) == ["约翰·里德", "保罗·格兰特"]


def test_parts():
    assert name_parts("阿尔伯特·冯·霍恩") == ["阿尔伯特", "冯", "霍恩"]


def test_a_part_is_short_for_the_whole():
    text = "艾琳·沃克推开门。“艾琳！”有人喊。艾琳没有回头，她走了。\n沃克家的灯亮着。艾琳叹了口气。"
    names = names_of(text)
    assert names["艾琳"] is names["艾琳·沃克"]
    assert names["艾琳"].gender == "female"
