import pytest
from tests.language.names.stories import names_of

from storyport.language.names.lexicon import load_lexicon
from storyport.language.names.people import full_name_prior, surname_of


@pytest.mark.parametrize("name", ["陆小满", "闻渡", "欧阳锦", "沈清秋", "郑凯", "司徒峻"])
def test_names_are_likelier_as_names(name):
    assert full_name_prior(name, load_lexicon()) > 0


@pytest.mark.parametrize("word", ["高兴", "于是", "时候", "方才", "白天", "安静", "常常", "那个"])
def test_words_are_likelier_as_words(word):
    assert full_name_prior(word, load_lexicon()) < -4


@pytest.mark.parametrize(
    ("name", "surname"),
    [("林风", "林"), ("欧阳锦", "欧阳"), ("上官鹤年", "上官"), ("欧阳", "欧"), ("铁门闩", "")],
)
def test_surname_of(name, surname):
    assert surname_of(name) == surname


def test_a_verb_behind_a_name_is_no_part_of_it():
    text = "林风说：“走。”\n林风道：“不走。”\n林风笑了。\n林风看着门外。\n“林风，”她说，“你来。”"
    assert set(names_of(text)) == {"林风"}


def test_two_people_with_one_surname_stay_apart():
    text = (
        "沈既明推开门。沈既明说：“谁在那里？”\n沈既白站在窗前，她没有回头。“是我。”沈既白说。\n"
        "沈既明皱眉。“姐，你怎么来了？”\n“我不能来么？”沈既白冷笑。\n沈既明没有说话。"
    )
    names = names_of(text)
    assert names["沈既明"] is not names["沈既白"]
    assert names["沈既白"].gender == "female"


def test_an_everyday_word_may_be_a_name_where_it_acts_like_one():
    text = (
        "“高兴，你过来！”导演喊。\n高兴腾地站起来。高兴说：“我没有动。”\n高兴挠了挠头：“真的没有。”\n"
        "高兴低声说：“信不信由你。”\n“高兴，坐下。”"
    )
    assert names_of(text)["高兴"].kind == "character"
    assert "高兴" not in names_of("他很高兴。大家都高兴起来，高兴地说着话。她高兴得哭了。")


def test_a_name_of_one_character():
    text = (
        "鸢坐在车轮旁边。“我怕。”鸢说。\n陆先生看着鸢，叹了口气。“鸢，过来。”\n鸢摇了摇头，没有动。"
        "\n“鸢，”他又说，“天黑了。”\n鸢站起来，鸢的手是凉的。"
    )
    assert names_of(text)["鸢"].kind == "character"


def test_a_post_used_as_a_name_is_a_title():
    text = (
        "掌墨师站了起来。“封窑。”掌墨师说。\n掌墨师看了看山，她没有回头。\n掌墨师说：“今晚不许点灯。”\n"
        "“掌墨师，”有人问，“为什么？”\n掌墨师摇了摇头。她走了。"
    )
    name = names_of(text)["掌墨师"]
    assert (name.kind, name.gender) == ("title", "female")
