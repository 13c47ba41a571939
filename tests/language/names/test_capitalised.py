from tests.language.names.stories import names_of, passages

from storyport.kernel.locales import parse_locale
from storyport.language.names import learn_names

ENGLISH = """\
It was Elizabeth Bennet who spoke first. The rain had stopped. “Come in,” said Elizabeth.
The door was open. Everyone looked at Mr. Darcy, and Mr. Darcy looked at Elizabeth.
The next day he left for London. The road to London was long. We never saw it.
"""


def test_capitals_within_a_sentence():
    names = names_of(ENGLISH, "en")
    assert set(names) == {"Elizabeth Bennet", "Elizabeth", "Darcy", "London"}
    assert names["Elizabeth"] is names["Elizabeth Bennet"]
    assert names["Darcy"].gender == "male"


def test_cyrillic():
    text = "За ней шёл Пётр. Тогда Анна сказала, что Пётр прав. Утро было серым, и Анна молчала."
    assert set(names_of(text, "ru")) == {"Анна", "Пётр"}


def test_german_nouns_are_no_names():
    text = "Der Hund lief zu Anna. Der Hund bellte. Als der Hund kam, lachte Anna, und Anna schlief, als der hund lief."
    assert "Anna" in names_of(text, "de")


def test_katakana():
    text = "エレナさんは窓を開けた。コーヒーがある。\n「エレナ」とリオが言った。エレナは笑った。"
    assert set(names_of(text, "ja")) == {"エレナ"}


def test_a_script_without_capitals_says_so():
    learned = learn_names(passages("철수가 말했다. 영희는 웃었다."), parse_locale("ko"))
    assert learned.names == ()
    assert "Korean" in learned.notes[0]
