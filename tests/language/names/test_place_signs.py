"""How candidates for places are weighed, by sentences of our own."""

import pytest
from tests.language.names.settings import SETTINGS
from tests.language.names.stories import names_of

from storyport.language.names import place_weights, places
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import load_lexicon
from storyport.language.names.people import Found
from storyport.language.names.place_forms import end_of, is_phrase
from storyport.language.names.places import set_apart


def _places(text):
    return {form for form, name in names_of(text).items() if name.kind == "place"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("运粮船去了木卫三，再没有回来。", "木卫三"),
        ("他在月球上住了十年，今年才回到地球。", "地球"),
        ("孔记油坊在桥的东头。他走进孔记油坊，要了一斤麻油。", "孔记油坊"),
        ("她从青溪埠来。船到了青溪埠，天已经黑了。", "青溪埠"),
        ("车队离开黑杉岭，往北开了一夜。", "黑杉岭"),
        ("他们搬到了五号穹顶。五号穹顶里没有树。", "五号穹顶"),
        ("姑娘是从凤凰岭来的。凤凰岭上没有井。", "凤凰岭"),
    ],
)
def test_where_one_goes(text, place):
    assert place in _places(text)


@pytest.mark.parametrize(
    "text",
    [
        "铁锤落下去，火星溅了一地。火星很亮，一闪就灭了。",
        "他上了七楼。七楼没有人，他又下到三楼。",
        "她站在楼梯口，没有动。楼梯口没有灯。",
        "他爬上后山，从后山往下看。",
    ],
)
def test_what_is_no_name(text):
    assert not _places(text)


def test_what_is_called_after_a_name_written_by_sound():
    names = names_of("渡船从斯科维尼船坞出发。斯科维尼船坞里没有灯。")
    assert names["斯科维尼船坞"].kind == "place"
    assert "斯科维尼" not in names


def test_endings_of_the_dictionary():
    lexicon = load_lexicon()
    assert end_of("北冠溜冰场", lexicon) == "溜冰场"
    assert end_of("青石滩", lexicon) == "滩"


@pytest.mark.parametrize("text", ["儿童医院", "晚高峰", "掉下水库", "楼梯口"])
def test_phrases_are_no_names_by_rule(text):
    assert is_phrase(text, load_lexicon())


def _found(text, score, count):
    return Found(text, "place", score, Gram(text, count, 0, {}))


def test_of_names_within_one_another_the_likeliest_stays():
    whole, end, alone = _found("听雪峰", 5.0, 3), _found("雪峰", 4.0, 3), _found("雪峰镇", 3.0, 2)
    assert [one.text for one in set_apart([end, whole, alone])] == ["听雪峰", "雪峰镇"]
    town, office = _found("石门镇", 5.0, 6), _found("石门镇医院", 4.0, 2)
    assert {one.text for one in set_apart([office, town])} == {"石门镇", "石门镇医院"}


def test_every_figure_has_a_weight(monkeypatch):
    seen: set[str] = set()
    plain = places.rate

    def recording(signs):
        seen.update(signs)
        return plain(signs)

    monkeypatch.setattr(places, "rate", recording)
    for setting in SETTINGS[:4]:
        names_of(setting.text)
    assert seen
    assert seen <= place_weights.WEIGHTS.keys()
