"""Places and groups over passages of many genres, and the rules that find them."""

import pytest
from tests.language.names.settings import SETTINGS, Setting
from tests.language.names.stories import names_of

from storyport.kernel.locales import parse_locale
from storyport.language.names import Passage, learn_names


def _found(setting: Setting, kind: str) -> list[frozenset[str]]:
    script = "zh-Hant" if "traditional" in setting.genre else "zh-Hans"
    lines = [line for line in setting.text.splitlines() if line.strip()]
    passages = [Passage(1, number, line) for number, line in enumerate(lines, 1)]
    learned = learn_names(passages, parse_locale(script)).names
    return [frozenset(name.forms) for name in learned if name.kind == kind]


@pytest.mark.parametrize(
    ("kind", "column", "recall"), [("place", "places", 0.55), ("faction", "groups", 0.55)]
)
def test_settings_of_many_genres(kind, column, recall):
    right = learned = true = 0
    for setting in SETTINGS:
        wanted = getattr(setting, column).split()
        found = _found(setting, kind)
        right += sum(any(name in forms for forms in found) for name in wanted)
        learned += len(found)
        true += len(wanted)
    assert right >= recall * true
    assert right >= 0.85 * learned


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("两人走进拾光书屋。灯还亮着。", "拾光书屋", "place"),
        ("他在第三人民医院的走廊里等了一夜。", "第三人民医院", "place"),
        ("车停在建设西路，雨没有停。", "建设西路", "place"),
        ("前方到站，枣树沟。没有人下车。", "枣树沟", "place"),
        ("她把箱子送到七号仓库。七号仓库里没有人。", "七号仓库", "place"),
        ("会议在B座开，从B座出来天已经黑了。", "B座", "place"),
        ("船到了回雁岛。回雁岛上没有人。离开回雁岛的时候天黑了。", "回雁岛", "place"),
        ("他是从东荒来的人。东荒的雪比这里大。回到东荒，他什么也没有说。", "东荒", "place"),
        ("她在鼎澜科技上班。鼎澜科技的总裁换了人。", "鼎澜科技", "faction"),
        ("圣旨送到大理寺。大理寺的人都跪下了。", "大理寺", "faction"),
    ],
)
def test_names_by_class_of_ending(text, name, kind):
    assert names_of(text)[name].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "他在儿童医院等了一夜。第二天又去了私立学校。",
        "附近的购物中心关了门，他们去了地下仓库。",
        "车门关上，他在后座睡着了。晚高峰的车流没有尽头。",
        "那座山很高，前面的村子很小。几大家族都来了人。",
        "他擅闯禁地，掉下悬崖，没有人去找他。",
        "老李站在门口，小王站在他旁边。",
    ],
)
def test_what_describes_does_not_name(text):
    assert not [name for name in names_of(text).values() if name.kind in {"place", "faction"}]


def test_a_town_is_no_part_of_what_is_called_after_it():
    text = "石嘴镇派出所来了人。他最远到石嘴镇。从石嘴镇回来已经晚了。"
    names = names_of(text)
    assert (names["石嘴镇"].kind, names["石嘴镇派出所"].kind) == ("place", "faction")
    assert names["石嘴镇"] is not names["石嘴镇派出所"]


def test_a_family_called_after_a_surname_of_the_story():
    text = (
        "沈既明笑了笑。“沈既明！”她喊。沈既明说：“坐。”\n人人都怕沈家。沈家的规矩多。沈家会挑地方。"
    )
    assert names_of(text)["沈家"].kind == "faction"
