from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.base import Term
from storyport.engines.translate.gloss.glossing import gloss_words


def test_every_word_with_its_place_reading_and_senses():
    text = "他<1>慢慢</1>走进青云宗。"
    glosses = gloss_words(text, [Term("青云宗", "Azure Cloud Sect")])
    assert [text[gloss.start : gloss.end] for gloss in glosses] == ["他", "慢慢", "走进", "青云宗"]
    assert [gloss.pinyin for gloss in glosses] == ["tā", "màn màn", "zǒu jìn", "qīng yún zōng"]
    assert glosses[3].senses[0] == "Azure Cloud Sect"
    assert glosses[1].senses[0] == "slowly"


def test_names_and_numbers_are_words_too():
    glosses = {gloss.word: gloss.senses for gloss in gloss_words("林雪有一百二十个铜板")}
    assert glosses["林雪"][0] == "Lin Xue"
    assert glosses["一百二十"] == ("120",)


def test_traditional_text_keeps_its_own_characters():
    glosses = gloss_words("他沒有回頭")
    assert [gloss.word for gloss in glosses] == ["他", "沒有", "回頭"]
    assert all(gloss.senses for gloss in glosses)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_places_are_true_for_any_text(text):
    end = 0
    for gloss in gloss_words(text):
        assert end <= gloss.start < gloss.end <= len(text)
        end = gloss.end
