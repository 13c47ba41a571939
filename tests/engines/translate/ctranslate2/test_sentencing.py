import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.translate.ctranslate2.sentencing import as_it_is, cut, put_together
from storyport.kernel.locales import parse_locale

ZH, EN, JA, TH = (parse_locale(tag) for tag in ("zh-Hans", "en", "ja", "th"))


def joined(text, source, target, shown=None):
    cuts = cut(text, source)
    return put_together(cuts, shown or [each.core for each in cuts], target)


def test_sentences_are_joined_as_the_target_does():
    shown = ["He left.", "She laughed."]
    assert joined("他走了。她笑了。", ZH, EN, shown) == "He left. She laughed."
    assert joined("He left.  She laughed.", EN, ZH, ["他走了。", "她笑了。"]) == "他走了。她笑了。"
    assert joined("He left. She laughed.", EN, TH, ["ก", "ข"]) == "ก ข"


def test_line_breaks_and_margins_stay():
    assert joined("一。二。\n\n 三。\n", ZH, EN, ["a", "b", "", "c", ""]) == "a b\n\n c\n"
    assert joined("\u3000\u3000一。", ZH, EN, ["One."]) == "  One."
    assert joined("\u3000\u3000一。", ZH, JA, ["一。"]) == "\u3000\u3000一。"


def test_a_mark_alone_gets_no_gap():
    assert joined("一。\n</1>", ZH, EN, ["One.", "</1>"]) == "One.\n</1>"


@pytest.mark.parametrize(
    ("text", "speaks"), [("……", False), ("<1>！</1>", False), ("好", True), ("<12/>3", True)]
)
def test_what_says_nothing_is_not_translated(text, speaks):
    assert cut(text, ZH)[0].speaks is speaks


def test_signs_are_written_as_the_target_does():
    assert as_it_is("！？……", EN) == "!?……"
    assert as_it_is("！？", JA) == "！？"


def test_a_long_sentence_is_cut_at_its_clauses():
    cuts = cut("他走了很远很远的路，" * 60, ZH)
    assert all(20 <= len(each.core) <= 180 for each in cuts)
    assert all(each.core.endswith("，") for each in cuts)
    assert all(len(each.core) <= 180 for each in cut("山" * 5000, ZH))
    assert all(len(each.core) <= 600 for each in cut("mountain " * 500, EN))


@given(st.text(st.sampled_from("山水，。a. \n<1/></2>!“”"), max_size=600))
@settings(deadline=None)
def test_nothing_is_lost_by_cutting(text):
    cuts = cut(text, ZH)
    assert joined(text, ZH, JA).count("\n") == text.count("\n")
    assert "".join("".join(each.core.split()) for each in cuts) == "".join(text.split())
