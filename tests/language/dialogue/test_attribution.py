import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.dialogue import Person, attribute_speakers

LIN = Person("林风", ("小风",), "male")
XU = Person("许令仪", ("令仪",), "female")
HU = Person("胡半斤", ("老胡",), "male")
FANG = Person("方既明", ("方长老",), "male")
PEOPLE = (LIN, XU, HU, FANG)
CHINESE = parse_locale("zh-Hans")


def speakers(*paragraphs: str, people=PEOPLE, tag="zh-Hans", narrator="") -> list[str]:
    lines = attribute_speakers(paragraphs, people, parse_locale(tag), narrator=narrator)
    return [line.speaker for line in lines]


@pytest.mark.parametrize(
    "paragraph",
    [
        "“走吧。”林风说。",
        "“走吧。”林风冷冷地说道。",
        "林风道：“走吧。”",
        "林风看着许令仪，低声说：“走吧。”",
        "林风：“走吧。”",
        "许令仪没有动，林风笑道：“走吧。”",
        "林风放下碗。“走吧。”",
        "“走吧。”林风放下碗，站了起来。",
        "“走吧。”坐在一旁的林风说。",
        "只听林风道：“走吧。”",
        "“走吧。”林风的声音很轻。",
        "“走吧。”说话的是林风。",
        "“走吧。”林风对许令仪说。",
        "“走吧。”小风喊道。",
    ],
)
def test_a_tag_or_a_beat_beside_the_quote(paragraph):
    assert speakers(paragraph) == ["林风"]


def test_a_tag_in_the_middle_serves_both_halves():
    assert speakers("“走吧，”林风说，“天黑了。”") == ["林风", "林风"]
    assert (
        speakers("“小满了。”林风收起伞，对凳子上的许令仪点了点头，“我没有来晚吧？”") == ["林风"] * 2
    )


def test_a_tag_ends_the_paragraph_above():
    assert speakers("林风回过头来，说：", "“走吧。”") == ["林风"]


def test_two_speakers_in_one_paragraph():
    assert speakers("“走不走？”林风问。许令仪摇头道：“不走。”") == ["林风", "许令仪"]


def test_pronouns_follow_gender():
    assert speakers("林风和许令仪坐在桥上。", "“冷么？”他问。", "“不冷。”她低声道，“你呢？”") == [
        "林风",
        "许令仪",
        "许令仪",
    ]


def test_two_people_take_turns():
    assert speakers(
        "“你去哪里？”林风问。", "“下山。”许令仪说。", "“带伞了么？”", "“带了。”", "“早些回来。”"
    ) == ["林风", "许令仪", "林风", "许令仪", "林风"]


def test_who_is_called_does_not_speak_and_answers():
    assert speakers(
        "林风、许令仪和胡半斤围着灶。", "“老胡，汤好了没有？”许令仪问。", "“好了。”"
    ) == ["许令仪", "胡半斤"]
    assert speakers("林风看着许令仪。", "“林风，你看够了没有？”")[0] == "许令仪"


def test_a_speech_that_goes_on_over_paragraphs():
    assert speakers("林风说：“我先去北边。", "“再去南边。", "“最后回家。”", "“好。”许令仪说。") == [
        "林风",
        "林风",
        "林风",
        "许令仪",
    ]


def test_who_hears_a_line_has_not_spoken_it():
    assert speakers(
        "林风推开门。许令仪回过头。", "“你怎么来了？”许令仪问。", "“路过。”林风说。", "“路过？”"
    ) == [
        "许令仪",
        "林风",
        "许令仪",
    ]
    assert speakers("许令仪看了看林风。", "“你走吧。”林风闻言一怔，没有说话。") == ["许令仪"]


def test_crowds_are_nobody():
    lines = attribute_speakers(["“打起来了！”众人齐声喊道。"], PEOPLE, CHINESE)
    assert [(line.speaker, line.confidence, line.how) for line in lines] == [("", 0.0, "crowd")]


def test_a_role_that_is_not_among_the_people():
    (line,) = attribute_speakers(["“客官里面请。”掌柜笑道。"], PEOPLE, CHINESE)
    assert (line.speaker, line.how) == ("掌柜", "role")


def test_a_role_word_means_who_bears_it():
    assert speakers("方长老走上高台。", "“安静。”长老说。") == ["方既明"]
    assert speakers("掌柜胡半斤掀开帘子。", "“打烊了。”掌柜说。") == ["胡半斤"]


def test_a_stranger_who_is_named_later():
    assert speakers(
        "门口进来一个女人。", "“还有房么？”女人问。", "“怎么称呼？”胡半斤问。", "“许令仪。”"
    ) == ["许令仪", "胡半斤", "许令仪"]


def test_own_words_are_learned_from_tagged_lines():
    emperor = Person("魏昭", (), "male")
    assert speakers(
        "“朕不去。”魏昭说。",
        "林风退了一步。许令仪看着魏昭。",
        "第二天，林风、许令仪和魏昭又见了面。",
        "“朕想了一夜。”",
        people=(*PEOPLE, emperor),
    ) == ["魏昭", "魏昭"]


def test_the_narrator_speaks_in_the_first_person():
    story = (
        "我推开门，我看见桌上摆着两碗面。",
        "“回来了？”许令仪问。",
        "“回来了。”我说。",
        "“林风，吃面。”",
        "我坐下来，我饿了。",
        "“林风，慢点吃。”她笑道。",
    )
    expected = ["许令仪", "林风", "许令仪", "许令仪"]
    assert speakers(*story, narrator="林风") == expected
    assert speakers(*story) == expected
    assert speakers(*story[:3], people=(XU,)) == ["许令仪", "我"]


def test_a_new_scene_begins_anew():
    assert speakers(
        "“走吧。”林风说。", "“好。”许令仪说。", "***", "胡半斤生起火。", "“冷啊。”"
    ) == [
        "林风",
        "许令仪",
        "胡半斤",
    ]


def test_traditional_characters():
    people = (Person("林風", (), "male"), Person("許令儀", ("令儀",), "female"))
    story = ("「你來了？」林風問道。", "「我來了。」她低聲說：「你等了多久？」", "「三天。」")
    assert speakers(*story, people=people, tag="zh-Hant") == ["林風", "許令儀", "許令儀", "林風"]


def test_thoughts_have_a_thinker_and_letters_no_speaker():
    (line,) = attribute_speakers(["“就是这里。”林风心想。"], PEOPLE, CHINESE)
    assert (line.speaker, line.kind) == ("林风", "thought")
    assert attribute_speakers(["林风展开信，信上写着：“今晚三更。”"], PEOPLE, CHINESE) == []


ANNA, TOM = Person("Anna Gray", ("Anna",), "female"), Person("Tom Reed", ("Tom",), "male")


def test_english():
    assert speakers(
        "Anna put down the lamp. “You came back,” she said. “I did not think you would.”",
        "“I promised,” said Tom Reed.",
        "“You promised last year.”",
        "“And here I am.”",
        "“Is the captain in, Miss Gray?” the boatman asked.",
        "“Ask Tom,” Anna whispered.",
        people=(ANNA, TOM),
        tag="en",
    ) == ["Anna Gray"] * 2 + ["Tom Reed", "Anna Gray", "Tom Reed", "boatman", "Anna Gray"]


@pytest.mark.parametrize(
    ("tag", "paragraphs"),
    [
        ("es", ("—Has vuelto —dijo Anna—. Bien.", "—Sí —respondió Tom.", "—¿Y el barco?")),
        ("pt", ("— Voltaste — disse Anna. — Bom.", "— Sim — respondeu Tom.", "— E o barco?")),
        ("fr", ("— Te voilà, dit Anna. Bien.", "— Oui, répondit Tom.", "— Et le bateau ?")),
        ("ru", ("— Ты здесь, — сказала Anna. — Хорошо.", "— Да, — ответил Tom.", "— А лодка?")),
    ],
)
def test_dashes(tag, paragraphs):
    people = (ANNA, TOM)
    expected = ["Anna Gray", "Anna Gray", "Tom Reed", "Anna Gray"]
    assert speakers(*paragraphs, people=people, tag=tag) == expected


def test_a_language_without_a_table_still_finds_names():
    people = (Person("林"), Person("雪"))
    assert speakers(
        "「来たのか」と林が言った。", "「ええ」雪は頷いた。", people=people, tag="ja"
    ) == ["林", "雪"]


def test_nobody_known():
    lines = attribute_speakers(["“谁？”", "没有人答。"], (), CHINESE)
    assert [(line.speaker, line.confidence) for line in lines] == [("", 0.0)]
    assert attribute_speakers([], PEOPLE, CHINESE) == []


PIECES = st.sampled_from(
    [
        "“",
        "”",
        "林风",
        "许令仪",
        "他",
        "她",
        "我",
        "众人",
        "老者",
        "说",
        "：",
        "，",
        "。",
        "走吧",
        "？",
        "***",
        "「",
        "」",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=8))
def test_every_line_lies_in_its_paragraph_and_no_sure_guess_is_empty(paragraphs):
    lines = attribute_speakers(paragraphs, PEOPLE, CHINESE)
    assert lines == attribute_speakers(paragraphs, PEOPLE, CHINESE)
    assert [(line.paragraph, line.start) for line in lines] == sorted(
        (line.paragraph, line.start) for line in lines
    )
    for line in lines:
        assert 0 <= line.start < line.end <= len(paragraphs[line.paragraph])
        assert 0 <= line.confidence <= 1
        assert line.speaker or line.confidence == 0


def test_an_epithet_means_somebody_named_or_somebody_else():
    emperor = Person("魏昭", (), "male")
    scene = ("魏昭拍了拍桌子。许令仪看着他。", "“为什么不可？”少年的脸涨红了。")
    assert speakers(*scene, people=(XU, emperor)) == ["魏昭"]
    apart = ("许令仪看了看那女人。", "许令仪给那女人倒了茶。", "“多谢。”那女人说。")
    assert speakers(*apart) == ["女人"]
