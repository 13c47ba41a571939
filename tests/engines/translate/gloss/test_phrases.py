import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.base import Term
from storyport.engines.translate.gloss.drafting import load_drafter
from storyport.language.inflection import form_pattern
from storyport.language.marks import marks_of, plain, well_formed

NAMES = (
    Term("林雪", "Lin Xue", note="character, female"),
    Term("林风", "Lin Feng", note="character, male"),
)
PHRASES = {
    term.source: term
    for term in (
        Term("倒吸一口凉气", "draw a sharp breath", False, word_class="verb"),
        Term("眉头紧锁", "knit one's brows", False, word_class="verb"),
        Term("束手就擒", "give oneself up without a fight", False, word_class="verb"),
        Term("在劫难逃", "be doomed", False, word_class="verb"),
        Term("找死", "have a death wish", False, word_class="verb"),
        Term("冷哼一声", "give a contemptuous snort", False, word_class="verb"),
        Term("落荒而逃", "turn tail and run", False, word_class="verb"),
        Term("秒杀", "kill in one hit", False, word_class="verb"),
        Term("一刀两断", "break with someone for good", False, word_class="verb"),
        Term("目瞪口呆", "gape in astonishment", False, word_class="verb"),
        Term("四海为家", "make one's home wherever one goes", False, word_class="verb"),
        Term("脸色一沉", "one's face darkens", False, word_class="clause"),
        Term("嘴角抽搐", "the corner of one's mouth twitches", False, word_class="clause"),
        Term("恍然大悟", "the truth dawns on one", False, word_class="clause"),
        Term("全场哗然", "the crowd erupts", False, word_class="clause"),
        Term("隔墙有耳", "loose talk brings disaster", False, word_class="clause"),
        Term("强者为尊", "might makes right", False, word_class="clause"),
        Term("深不可测", "unfathomable", False, word_class="adjective"),
        Term("面无表情", "expressionless", False, word_class="adjective"),
        Term("遍体鳞伤", "covered in wounds", False, word_class="adjective"),
        Term("鸦雀无声", "dead silent", False, word_class="adjective"),
        Term("蹑手蹑脚", "on tiptoe", False, word_class="adverb"),
        Term("不费吹灰之力", "without breaking a sweat", False, word_class="adverb"),
        Term("后会有期", "until we meet again", False, word_class="interjection"),
        Term("恭喜宿主", "congratulations, Host", False, word_class="interjection"),
        Term("叮！", "ding", False, word_class="interjection"),
        Term("灵石", "spirit stone", False, word_class="noun"),
        Term("剑气", "sword qi", False, word_class="noun"),
    )
}


def draft(text, *terms):
    return load_drafter().draft([text], (*NAMES, *(terms or PHRASES.values())))[0]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("林雪倒吸一口凉气。", "Lin Xue drew a sharp breath."),
        ("“你倒吸一口凉气。”", "“You draw a sharp breath.”"),
        ("他不会束手就擒。", "give himself up without a fight."),
        ("林雪只能束手就擒。", "Lin Xue can only give herself up without a fight."),
        ("林雪没有束手就擒。", "Lin Xue did not give herself up without a fight."),
        ("“我在劫难逃。”", "“I am doomed.”"),
        ("“你这是找死！”", "“You have a death wish!”"),
        ("“找死！”", "“You have a death wish!”"),
        ("他落荒而逃。", "He turned tail and ran."),
        ("林雪四海为家。", "Lin Xue made her home wherever she went."),
        ("林雪被他秒杀了。", "Lin Xue was killed in one hit by him."),
        ("他秒杀了三个敌人。", "He killed three enemies in one hit."),
        ("林雪与他一刀两断。", "Lin Xue broke with him for good."),
        ("林风冷哼一声道：", "Lin Feng gave a contemptuous snort and said:"),
    ],
)
def test_a_verb_phrase_fits_its_sentence(source, target):
    assert target in draft(source)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("林雪眉头紧锁。", "her brows"),
        ("林风眉头紧锁。", "his brows"),
        ("弟子们眉头紧锁。", "their brows"),
        ("“我们眉头紧锁。”", "our brows"),
        ("林雪走了，眉头紧锁。", "her brows"),
        ("那少女眉头紧锁。", "her brows"),
        ("林雪的眼睛很红，眉头紧锁。", "her brows"),
        ("你以为我会束手就擒吗？", "myself"),
        ("山，眉头紧锁。", "his brows"),
    ],
)
def test_whose_it_is(source, target):
    assert target in draft(source)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("林雪脸色一沉。", "Lin Xue's face darkened."),
        ("他脸色一沉。", "His face darkened."),
        ("“你脸色一沉。”", "“Your face darkens.”"),
        ("林雪嘴角抽搐。", "The corner of Lin Xue's mouth twitched."),
        ("林风恍然大悟。", "The truth dawned on Lin Feng."),
        ("全场哗然。", "The crowd erupted."),
        ("隔墙有耳。", "Loose talk brings disaster."),
        ("林雪，隔墙有耳。", "Lin Xue, loose talk brings disaster."),
        ("强者为尊的世界", "where might makes right"),
        ("林雪脸色一沉，倒吸一口凉气。", "darkened, and she drew a sharp breath."),
    ],
)
def test_a_clause_takes_its_subject_in(source, target):
    assert target in draft(source)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("林雪深不可测。", "Lin Xue was unfathomable."),
        ("“你深不可测！”", "“You are unfathomable!”"),
        ("林雪遍体鳞伤。", "Lin Xue was covered in wounds."),
        ("遍体鳞伤的林雪", "Lin Xue covered in wounds"),
        ("目瞪口呆的林雪", "Lin Xue gaping in astonishment"),
        ("在劫难逃的林雪", "Lin Xue doomed"),
        ("林雪面无表情地走了。", "Lin Xue expressionlessly "),
        ("房间里鸦雀无声。", "it was dead silent."),
        ("林风蹑手蹑脚地走了。", r" on tiptoe."),
        ("林雪不费吹灰之力，就打败了他。", "him without breaking a sweat."),
    ],
)
def test_qualities_and_manners(source, target):
    assert target in draft(source)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("“后会有期。”林风说。", "“Until we meet again.” Lin Feng "),
        ("“恭喜宿主获得灵石！”", "“Congratulations, Host, "),
        ("叮！他走了。", "Ding! He "),
    ],
)
def test_calls_stand_apart(source, target):
    assert draft(source).startswith(target)


def test_common_nouns_are_counted():
    assert "three spirit stones" in draft("他有三枚灵石。").replace("pieces of ", "")
    assert "sword qis" not in draft("剑气很强，他有三道剑气。")


def test_what_is_no_verb_is_a_name():
    assert "Breakthrough" in draft("他突破了。", Term("突破", "Breakthrough", word_class="verb"))


def test_a_proverb_of_no_class_stands_as_before():
    assert "knit one's brows" in draft("林雪眉头紧锁。", Term("眉头紧锁", "knit one's brows"))


FRAMES = st.sampled_from(
    (
        "林雪{}。", "“{}！”林雪说。", "他{}地看着林雪。", "{}的林雪走了。", "林雪没有{}，他{}了。", "林雪把他{}了，被他{}。",
        "<1>林雪</1>看着<2>{}的人</2>{}，<3/>走了", "{}，{}。", "是{}的", "{}", "“你这是{}”", "他们都{}着，{}。",
    )
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(PHRASES)), FRAMES)
def test_what_binds_is_said_letter_for_letter(phrase, frame):
    hint = PHRASES[phrase]
    term = Term(phrase, hint.target, word_class=hint.word_class)
    source = frame.format(phrase, phrase)
    answer = plain(draft(source, term))
    found = list(form_pattern(term.target, "en").finditer(answer))
    assert len(found) >= source.count(phrase)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(PHRASES)), st.sampled_from(sorted(PHRASES)), FRAMES)
def test_hints_leave_nobody_unnamed(one, other, frame):
    source = frame.format(one, other)
    answer = draft(source)
    assert not re.search(r"\bone(?:'s|self)\b", answer)
    assert marks_of(answer) == marks_of(source)
    assert well_formed(answer)
    assert answer == draft(source)
