import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.names import Passage, learn_names

HANS = parse_locale("zh-Hans")


def scales(text, **more):
    return [scale.steps for scale in learn_names([Passage(1, 1, text)], HANS, **more).scales]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "宗门里把修行分作六境，由低到高是引息、凝脉、筑台、结丹、照神、归真，一境压着一境。",
            ("引息", "凝脉", "筑台", "结丹", "照神", "归真"),
        ),
        ("军衔从高到低是上将、中将、少将，没有别的。", ("少将", "中将", "上将")),
        ("新来的是烟子，往上是混烟、清烟；再往上是顶烟。", ("烟子", "混烟", "清烟", "顶烟")),
    ],
)
def test_a_scale_that_the_text_gives_in_order(text, steps):
    assert scales(text) == [steps]


def test_a_list_without_order_is_no_scale():
    assert scales("桌上有苹果、梨子、葡萄、西瓜。") == []


def test_known_ranks_need_no_other_cue():
    ranks = dict.fromkeys(["练气", "筑基", "金丹"], "rank")
    assert scales("练气、筑基、金丹，一步一重天。", lexicon=ranks) == [("练气", "筑基", "金丹")]


def test_steps_are_names_of_the_kind_rank():
    text = "修行由低到高是引息、凝脉、筑台。他还在凝脉。"
    kinds = {name.name: name.kind for name in learn_names([Passage(1, 1, text)], HANS).names}
    assert kinds == {"引息": "rank", "凝脉": "rank", "筑台": "rank"}
