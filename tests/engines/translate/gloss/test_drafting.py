import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.base import Term
from storyport.engines.translate.gloss.drafting import Stopped, load_drafter
from storyport.kernel.locales import parse_locale
from storyport.language.marks import marks_of, plain, well_formed
from storyport.language.numbers import numbers_agree

ZH, EN = parse_locale("zh-Hans"), parse_locale("en")
HAN = re.compile("[々〇\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def draft(text, *terms):
    return load_drafter().draft([text], terms)[0]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("第十二章　风起", "Chapter 12: "),
        ("他给了我三百万美元。", "3 million dollars"),
        ("2008年5月12日", "May 12, 2008"),
        ("他没有回头。", "He did not look back."),
        ("三百年前", "300 years ago"),
        ("他爹走了。", "His father"),
        ("林雪的剑", "Lin Xue's sword"),
        ("帕塔维 (Pattavee) 走了。", "Pattavee "),
        ("欧阳锋走了。", "Ouyang Feng "),
        ("“你好，”他说，“再见！”", "“"),
        ("他说……", "…"),
        ("五十来岁的男人", "about 50 years old"),
        ("十三四岁", "13 or 14 years old"),
    ],
)
def test_what_it_says(source, target):
    assert target in draft(source)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("山、水。", r"[\w ]+, [\w ]+\."),
        ("走！", r"\w+!"),
        ("谁？", r"\w+\?"),
        ("“走吧。”", r"“\w+\.”"),
        ("「走吧。」", r"“\w+\.”"),
        ("《山》", r"“[\w ]+”"),
        ("山——水", r"[\w ]+—[\w ]+"),
        ("走……", r"\w+…"),
        ("UTC+1", r"UTC\+1"),
        ("5-3", "5-3"),
        ("https://a.example/b?c=1", r"https://a\.example/b\?c=1"),
        ("3.5%", r"3\.5%"),
        ("  山  ", r" *[\w ]+ *"),
    ],
)
def test_punctuation_is_english(source, target):
    assert re.fullmatch(target, draft(source))


def test_marks_stand_around_their_words():
    text = draft("他<1>慢慢地</1>走进<2>林雪</2>的房间<3/>。")
    assert text == "He <1>slowly</1> walked into <2>Lin Xue</2>'s room<3/>."


def test_a_pair_that_rules_would_tear_apart_stays_whole():
    text = draft("<1>他写的</1>书很好。")
    assert marks_of(text) == {"<1>": 1, "</1>": 1}
    assert well_formed(text)


def test_what_looks_like_a_mark_stays_escaped():
    text = draft("&lt;1> 不<1>好</1>")
    assert text.startswith("&lt;1> ")
    assert marks_of(text) == {"<1>": 1, "</1>": 1}


def test_agreed_renderings_are_used_letter_for_letter():
    terms = [Term("青云宗", "the aZure CLOUD 宗"), Term("师父", "Shifu", binding=False)]
    text = draft("师父说青云宗很大。", *terms)
    assert "the aZure CLOUD 宗" in text
    assert "Shifu" in text


def test_a_binding_rendering_wins():
    terms = [Term("青云", "Wrong", binding=False), Term("青云", "Right")]
    assert "Right" in draft("青云走了。", *terms)
    assert "Right" in draft("青云走了。", *reversed(terms))


def test_traditional_characters_say_the_same():
    assert draft("他沒有回頭。") == draft("他没有回头。")


def test_terms_are_found_in_the_script_they_are_written_in():
    assert "Cloud Gate" in draft("他到了雲門。", Term("雲門", "Cloud Gate"))


def test_a_sentence_is_the_same_whatever_stands_beside_it():
    texts = [f"第{number}章，他走进房间，看了看{number}本书。" for number in range(70)]
    together = load_drafter().draft(texts)
    assert together == [draft(text) for text in texts]


def test_nobody_waits():
    with pytest.raises(Stopped):
        load_drafter().draft(["山"], (), lambda: True)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60))
def test_any_text_comes_back_without_han(text):
    answer = draft(text)
    assert not HAN.search(plain(answer))
    assert answer == draft(text)
    for mark, count in marks_of(text).items():
        assert marks_of(answer)[mark] == count


CHINESE = st.text(
    st.sampled_from(
        "的了是在他她我你不没有这那一二三百年月个把被对从上里说走看人山书大好红慢，。？！“”《》…、—·1 9A"
    ),
    max_size=40,
)


@st.composite
def marked(draw):
    """Chinese with well-formed marks."""
    inner = draw(CHINESE)
    before, middle, after = draw(CHINESE), draw(CHINESE), draw(CHINESE)
    return f"{before}<1>{inner}<2>{middle}</2></1>{after}<3/>{draw(CHINESE)}"


@settings(deadline=None, max_examples=150)
@given(marked())
def test_marks_survive(text):
    answer = draft(text)
    assert marks_of(answer) == marks_of(text)
    assert well_formed(answer)
    assert not HAN.search(plain(answer))


NUMBERS = st.one_of(
    st.integers(0, 10**7).map(str),
    st.decimals(0, 1000, places=1, allow_nan=False, allow_infinity=False).map(str),
    st.sampled_from(("十二", "三百", "一百二十", "两千零五", "三万", "一亿", "百分之五十")),
    st.tuples(st.integers(1, 9999), st.sampled_from("万亿")).map(
        lambda pair: f"{pair[0]}{pair[1]}"
    ),
)
FRAMES = st.sampled_from(
    (
        "他有{}本书。", "第{}章", "花了{}美元", "{}人的村子", "在{}座山上走", "把{}个人送走", "被{}个人看见",
        "{}岁的孩子写的书", "她走了{}公里才回来", "{}%的水",
    )
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(NUMBERS, FRAMES)
def test_numbers_survive(number, frame):
    text = frame.format(number)
    assert numbers_agree(text, draft(text), ZH, EN) == []
