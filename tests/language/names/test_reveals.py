import pytest
from tests.language.names.stories import names_of


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (
            (
                "老葛扫着地。“老葛，喝酒么？”老葛摇了摇头。\n裴照死了二十年了。“裴照！”他喊。裴照没有应。\n"
                "原来老葛就是裴照。"
            ),
            "老葛 裴照",
        ),
        (
            "罗大嘴放下相机。“罗大嘴，你来干什么？”罗大嘴笑了。他本名罗胜，四十出头。",
            "罗大嘴 罗胜",
        ),
        (
            "鲁惊蛰坐着。鲁惊蛰说：“我不去。”\n鲁惊蛰，外号漏雨手，江湖上没人不知道。",
            "鲁惊蛰 漏雨手",
        ),
    ],
)
def test_what_the_text_calls_one_is_one(text, forms):
    names = names_of(text)
    assert len({names[form].name for form in forms.split()}) == 1


def test_what_belongs_to_a_person_is_not_the_person():
    text = "周砚站着。“周砚，走了。”周砚没有动。\n郑凯笑了。“郑凯，你笑什么？”郑凯说。\n周砚就是郑凯的师父。"
    names = names_of(text)
    assert names["周砚"] is not names["郑凯"]
