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


def test_a_day_of_the_year_is_nobody():
    text = "谷雨那天没有下雨。谷雨前要把麦子收完。\n“谷雨呢？”他问。谷雨那天，渠里有了水。"
    assert "谷雨" not in names_of(text)


def test_an_herb_is_nobody():
    text = "“雪蕊草。”他低声说，“三年没见人卖过了。”\n“雪蕊草一株，九叶，带根。”雪蕊草放在盘子里。"
    assert names_of(text).get("雪蕊草") is None or names_of(text)["雪蕊草"].kind != "character"


def test_a_word_that_keeps_doing_what_people_do_is_a_name():
    lines = [
        "木头点了点头。",
        "木头笑了，他没有说话。",
        "“木头，走了。”她说。木头站起来，跟在后面。",
    ]
    lines += ["木头想了想。", "木头说：“好。”", "木头抬头看着她。", "木头接过灯。木头的眼睛很亮。"]
    assert names_of("\n".join(lines))["木头"].kind == "character"


def test_the_end_of_a_given_name_with_a_form_of_address():
    text = (
        "孟振东推开门。“东哥来了。”有人说。孟振东坐下，孟振东没有说话。\n"
        "“东哥，”她问，“还打吗？”孟振东摇头。孟振东说：“打。”\n“东哥！”孟振东回头。"
    )
    names = names_of(text)
    assert names["东哥"] is names["孟振东"]
