from storyport.kernel.locales import parse_locale
from storyport.language.names import Passage, learn_names


def test_what_comes_back_is_a_phrase():
    text = "人磨墨，墨磨人。他字正腔圆地念。\n她字正腔圆。老话说，人磨墨，墨磨人。"
    phrases = {
        phrase.text: (phrase.count, phrase.listed)
        for phrase in learn_names([Passage(1, 1, text)], parse_locale("zh-Hans")).phrases
    }
    assert phrases == {"字正腔圆": (2, True), "人磨墨，墨磨人": (2, False)}


def test_names_are_no_phrases():
    text = "“欧阳若水，走。”欧阳若水说。\n欧阳若水，你来。欧阳若水，坐下。"
    learned = learn_names([Passage(1, 1, text)], parse_locale("zh-Hans"))
    assert not learned.phrases
