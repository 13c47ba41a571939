import pytest
from tests.language.names.stories import names_of
from tests.language.names.strangers import STRANGERS

from storyport.language.names.bynames import titled_form
from storyport.language.names.lexicon import load_lexicon
from storyport.language.names.people import full_name_prior


@pytest.mark.parametrize("genre", STRANGERS)
def test_people_of_a_genre_are_found_and_nobody_else(genre):
    stranger = STRANGERS[genre]
    names = names_of(stranger.text, stranger.locale)
    people = [forms.split() for forms, _ in stranger.people]
    found = [forms for forms in people if any(form in names for form in forms)]
    learned = {names[form].name for form in names if names[form].kind == "character"}
    known = {form for forms in people for form in forms}
    assert len(found) >= 0.8 * len(people)
    assert len(learned - known) <= 1


@pytest.mark.parametrize("genre", STRANGERS)
def test_genders_of_a_genre_are_seldom_wrong(genre):
    stranger = STRANGERS[genre]
    names = names_of(stranger.text, stranger.locale)
    told = [
        (names[forms.split()[0]].gender, gender)
        for forms, gender in stranger.people
        if gender and forms.split()[0] in names and names[forms.split()[0]].gender
    ]
    assert sum(ours != gender for ours, gender in told) <= 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("门口有个叫苏敬的姑娘。", "苏敬"),
        ("老头本名邢万里，道上没人敢提。", "邢万里"),
        ("“我姓江，江月娥。”老太太说。", "江月娥"),
        ("“乔……乔三元！”有人喊。", "乔三元"),
        ("服务员小翠一边换床单一边哼歌。小翠手里的枕头掉了。", "小翠"),
        ("金胖子蹲在台阶上，他旁边没有人。“金胖子，起来！”", "金胖子"),
        ("玄清真人看了他一眼。玄清真人说：“去吧。”", "玄清真人"),
        ("福伯点了点头，没有说话。福伯的手一直在抖。", "福伯"),
    ],
)
def test_one_sign_that_is_beyond_doubt(text, name):
    assert name in names_of(text)


def test_who_stands_in_a_list_with_known_people_is_one_of_them():
    text = "赵根生站起来。“是我。”赵根生说。\n名单上是四个人：李铁柱、孙大有、王来福、赵根生。"
    assert {"李铁柱", "孙大有", "王来福", "赵根生"} <= names_of(text).keys()


def test_a_post_right_before_a_name_is_the_same_person():
    text = (
        "三长老百里崇站了起来。三长老说：“不行。”\n三长老摇了摇头，他看着门外。\n"
        "“三长老，”有人问，“为什么？”\n百里崇说：“没有为什么。”百里崇转过身去。"
    )
    names = names_of(text)
    assert names["三长老"] is names["百里崇"]


def test_a_title_that_only_the_narration_has_is_another_person():
    told = "叶五爷走进来，叶五爷没有说话。叶蘅站起来。\n叶五爷坐下。叶蘅低下头，叶五爷笑了。\n"
    text = told * 2 + "叶蘅说：“是。”\n叶五爷看着叶蘅，叹了口气。"
    names = names_of(text)
    assert names["叶五爷"] is not names["叶蘅"]


@pytest.mark.parametrize(
    ("form", "parts"),
    [("柳十三娘", ("柳", "十三娘")), ("独孤少卿", ("独孤", "少卿")), ("燕瞎子", ("燕", "瞎子"))],
)
def test_a_surname_and_what_one_is_called(form, parts):
    assert titled_form(form) == parts


def test_given_names_that_many_bear_and_words_that_parents_choose():
    lexicon = load_lexicon()
    assert full_name_prior("孟秀英", lexicon) > full_name_prior("孟秀柱", lexicon)
    assert full_name_prior("李铁柱", lexicon) > full_name_prior("李石头", lexicon) - 3


@pytest.mark.parametrize("word", ["那个", "拓跋部的", "别先", "家姐"])
def test_words_of_closed_classes_and_houses_are_nobody(word):
    text = f"{word}在门口。“先看，{word}说。”\n{word}站着，{word}笑了。“{word}，{word}！”"
    assert word not in {name for name, one in names_of(text).items() if one.kind == "character"}
