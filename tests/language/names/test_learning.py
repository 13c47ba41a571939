import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.names.stories import (
    DETECTIVE,
    SPACE,
    TRADITIONAL,
    VILLAGE,
    WEST,
    names_of,
    passages,
)

from storyport.kernel.locales import parse_locale
from storyport.language.names import Passage, learn_names

HANS = parse_locale("zh-Hans")


@pytest.mark.parametrize(
    ("story", "locale", "people", "places"),
    [
        (DETECTIVE, "zh-Hans", "周砚 宋知微 孟长河 何婆婆 董万山 郑凯", "滨江市 云栖路"),
        (SPACE, "zh-Hans", "林北辰 叶蓁 秦若水 阿木 陆沉", "天枢空间站"),
        (VILLAGE, "zh-Hans", "王桂香 刘二柱 赵满仓", "青石镇"),
        (TRADITIONAL, "zh-Hant", "沈雲舒 陸長風 阿福", "雁門關"),
        (WEST, "zh-Hans", "艾伦 伊莎贝拉 戈登 阿尔伯特 托马斯", "灰岩城 银月森林"),
    ],
)
def test_people_and_places_of_a_short_story(story, locale, people, places):
    names = names_of(story, locale)
    assert {form: names[form].kind for form in people.split() if form in names} == dict.fromkeys(
        people.split(), "character"
    )
    assert all(names[form].kind == "place" for form in places.split())


@pytest.mark.parametrize("story", [DETECTIVE, SPACE, VILLAGE, TRADITIONAL, WEST])
def test_ordinary_words_are_nobody(story):
    names = names_of(story)
    words = "于是 高兴 白天 安静 方才 何况 时候 这时候 不可能 老太太 老支书 法医 舰长 队长 古董店 手套 没有"
    assert not names.keys() & set(words.split())


@pytest.mark.parametrize(
    ("story", "forms"),
    [
        (DETECTIVE, "周砚 周队 老周"),
        (DETECTIVE, "宋知微 宋法医"),
        (DETECTIVE, "郑凯 小郑"),
        (SPACE, "林北辰 林舰长"),
        (SPACE, "秦若水 秦舰长"),
        (SPACE, "陆沉 陆医生"),
        (VILLAGE, "王桂香 桂香"),
        (VILLAGE, "赵满仓 赵叔"),
        (VILLAGE, "刘二柱 二柱哥"),
        (WEST, "艾伦·雷文斯 艾伦"),
    ],
)
def test_forms_of_one_person_are_one_entry(story, forms):
    names = names_of(story)
    assert len({names[form].name for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("story", "name", "gender"),
    [
        (DETECTIVE, "周砚", "male"),
        (DETECTIVE, "宋知微", "female"),
        (DETECTIVE, "何婆婆", "female"),
        (SPACE, "叶蓁", "female"),
        (SPACE, "林北辰", "male"),
        (VILLAGE, "刘二柱", "male"),
        (WEST, "伊莎贝拉", "female"),
        (WEST, "阿尔伯特", "male"),
    ],
)
def test_gender_from_the_text(story, name, gender):
    assert names_of(story)[name].gender == gender


def test_traditional_names_come_back_as_they_stand():
    names = names_of(TRADITIONAL, "zh-Hant")
    assert names["沈雲舒"].gender == "female"
    assert {"陸長風", "陸總鏢頭"} <= set(names["陸長風"].forms)
    assert names["鎮遠鏢局"].kind == names["青城派"].kind == "faction"


def test_a_settled_form_keeps_its_kind_and_is_counted():
    learned = learn_names(passages(SPACE), HANS, known={"启明号": "item"})
    ship = next(name for name in learned.names if name.name == "启明号")
    assert (ship.kind, ship.count) == ("item", 3)


def test_a_word_of_the_genre_is_no_name():
    before = {name.name for name in learn_names(passages(WEST), HANS).names}
    after = learn_names(passages(WEST), HANS, lexicon={"暗影议会": "faction"}).names
    assert "暗影议会" in before
    assert "暗影议会" not in {name.name for name in after}


def test_evidence_says_where():
    name = names_of(DETECTIVE)["宋知微"]
    assert name.evidence[0].reason == "first mention"
    assert "宋知微" in name.evidence[0].excerpt
    assert any(one.reason.startswith("female") for one in name.evidence)


def test_nothing_is_learned_from_nothing():
    assert learn_names([], HANS).names == ()
    assert learn_names([Passage(1, 1, "  ")], HANS).names == ()


LETTERS = st.text(
    st.sampled_from("林风说道，。“”他她的在山城王小明老阿·\n師兄a1《》、 "), max_size=60
)


@given(st.lists(LETTERS, max_size=6))
@settings(deadline=None, max_examples=60)
def test_any_text_gives_names_that_stand_in_it(texts):
    given_passages = [Passage(1, number, text) for number, text in enumerate(texts, 1)]
    learned = learn_names(given_passages, HANS)
    whole = "\n".join(texts)
    for name in learned.names:
        assert all(form in whole for form in name.forms)
        assert name.count >= 1
        assert 0.0 <= name.confidence <= 1.0
        assert bool(name.gender) == (name.gender_confidence > 0.0)
    forms = [form for name in learned.names for form in name.forms]
    assert len(forms) == len(set(forms))


def test_the_same_text_gives_the_same_names():
    assert learn_names(passages(DETECTIVE), HANS) == learn_names(passages(DETECTIVE), HANS)
