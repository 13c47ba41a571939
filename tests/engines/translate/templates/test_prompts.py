import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.contract import AR, EN, ZH, request

from storyport.engines.base import Request, Term
from storyport.engines.translate.templates import Passage, template_of
from storyport.kernel.locales import parse_locale

ES, TW, SW = (parse_locale(tag) for tag in ("es", "zh-Hant", "sw"))


def passage(text, source=ZH, target=EN, terms=(), style="", background="", wishes=()):
    asked = Request((), source, target, terms=tuple(terms), style=style)
    return Passage(text, asked, background, tuple(wishes))


def prompt(model, *args, **more):
    return template_of(model).prompt(passage(*args, **more))


LIN = Term("林风", "Lin Feng", note="hero", banned=("Forest Wind",))


# --- Hy-MT2 -------------------------------------------------------------------------------------


def test_hy_mt2_plain():
    assert prompt("hy-mt2", "今天天气真好。") == (
        "将以下文本翻译为英语，注意只需要输出翻译后的结果，不要额外解释：\n\n今天天气真好。"
    )
    assert prompt("hy-mt2", "It rains.", EN, ES) == (
        "Translate the following text into Spanish. Note that you should only output the"
        " translated result without any additional explanation:\n\nIt rains."
    )
    assert prompt("hy-mt2", "It rains.", EN, TW).startswith("将以下文本翻译为繁体中文，")


def test_hy_mt2_terms_in_its_own_form():
    assert prompt("hy-mt2", "林风走了。", terms=[LIN]).startswith(
        "参考下面的翻译：\n林风 翻译成 Lin Feng\n\n将以下文本翻译为英语，"
    )
    english = prompt("hy-mt2", "He left.", EN, ES, terms=[Term("He", "Él"), Term("left", "salió")])
    assert english.startswith(
        "Reference the following translations:\nHe translates to Él\nleft translates to salió\n\n"
    )


def test_hy_mt2_marks_are_told_as_delimiters():
    said = prompt("hy-mt2", "<1>林风</1>走了。<2/>")
    assert said.startswith("请将以下文本准确翻译为英语。\n你必须在译文中保留等量的分隔符，")
    assert said.endswith("\n\n<1>林风</1>走了。<2/>")
    assert "exact same number of delimiters" in prompt("hy-mt2", "<1>x</1>", EN, ES)


def test_hy_mt2_background_and_marks_together():
    said = prompt("hy-mt2", "<1>走了。</1>", background="他来了。", terms=[LIN])
    first, second, third, fourth = said.split("\n\n")
    assert first.startswith("参考下面的翻译：")
    assert second == "【背景信息】\n他来了。"
    assert third.startswith("请结合背景信息将以下文本翻译为英语。")
    assert "分隔符" in third
    assert fourth == "【待翻译文本】\n<1>走了。</1>"


def test_hy_mt2_style_and_wishes_are_tasks():
    said = prompt("hy-mt2", "Go.", EN, ES, style="Narra en pasado.\n\n", wishes=["keep it short"])
    assert said == (
        "[Source Text]\nGo.\n\n[Translation Tasks]\n1. Narra en pasado.\n2. keep it short\n"
        "3. Translate the [Source Text] into Spanish."
    )


def test_hy_mt2_parameters_by_size():
    assert template_of("Hy-MT2-7B").sampling["top_k"] == 20
    assert template_of("Hy-MT2-30B-A3B").sampling == {"temperature": 0.7, "top_p": 1.0}


# --- HY-MT1.5, Hunyuan-MT -----------------------------------------------------------------------


def test_hy_mt15_forms():
    assert prompt("hy-mt1.5", "It rains.", EN, ES) == (
        "Translate the following segment into Spanish, without additional explanation.\n\nIt rains."
    )
    assert "把下面的文本翻译成英语" in prompt("hy-mt1.5", "走了。", background="他来了。")
    said = prompt("hy-mt1.5", "He left.", EN, ES, terms=[Term("He", "Él")])
    assert said.startswith("参考下面的翻译：\nHe 翻译成 Él\n\n将以下文本翻译为西班牙语，")


def test_hy_mt15_marks_are_tags_of_its_own():
    template = template_of("hy-mt1.5")
    asked = passage("<1>林风</1>走了<2/>。<s9>")
    said = template.prompt(asked)
    assert said.endswith("<source><s1>林风</s1>走了<s2></s2>。<s9></source>")
    answer = "<target><s1>Lin Feng</s1> left<s2></s2>. <s9></target>"
    assert template.read(answer, asked) == "<1>Lin Feng</1> left<2/>. <s9>"
    assert template.read("Lin Feng left.", asked) == "Lin Feng left."
    assert template.read("<target>cut <s1>off", asked) == "cut <1>off"


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["<1>", "</1>", "<2/>", "<30/>", "山", "a b", "&lt;1>"]), max_size=9)
)
def test_hy_mt15_tags_come_back_as_the_marks_they_were(pieces):
    template = template_of("hy-mt1.5")
    asked = passage("".join(["<1>", *pieces, "</1>"]))
    tagged = template.prompt(asked).rpartition("<source>")[2].removesuffix("</source>")
    assert template.read(f"<target>{tagged}</target>", asked) == asked.text


def test_hunyuan_mt_knows_one_form():
    assert prompt("hunyuan-mt", "走了。", terms=[LIN], background="x") == (
        "把下面的文本翻译成英语，不要额外解释。\n\n走了。"
    )


# --- Seed-X -------------------------------------------------------------------------------------


def test_seed_x_ends_with_the_tag():
    assert prompt("seed-x:7b", "May the force be with you", EN, ZH, terms=[LIN]) == (
        "Translate the following English sentence into Chinese:\nMay the force be with you <zh>"
    )
    assert template_of("seed-x:7b").sampling == {"temperature": 0.0}


# --- what they cannot ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "source", "target", "why"),
    [
        ("hy-mt2", ZH, EN, ""),
        ("hy-mt2", EN, TW, ""),
        ("hy-mt2", EN, SW, "hy-mt2 does not know Swahili"),
        ("hunyuan-mt", SW, EN, "hunyuan-mt does not know Swahili"),
        ("seed-x", ZH, AR, ""),
        ("seed-x", SW, parse_locale("hi"), "seed-x does not know Swahili and Hindi"),
        ("seed-x", EN, TW, "seed-x writes Chinese in simplified characters only"),
    ],
)
def test_languages_beyond_them(model, source, target, why):
    assert template_of(model).cannot(source, target) == why


def test_every_template_names_where_it_stands():
    for model in ("hy-mt2", "hy-mt1.5", "hunyuan-mt", "seed-x"):
        assert template_of(model).source.startswith("https://github.com/")
    assert request("好")
