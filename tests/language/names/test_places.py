import pytest
from tests.language.names.stories import names_of


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("他在听霜峰住了三年。听霜峰上没有雪。回到听霜峰，天已黑了。", "听霜峰", "place"),
        ("船到了沔州。沔州的水涨了，人都离开沔州。", "沔州", "place"),
        ("他拜入沧梧宗。沧梧宗弟子三千，沧梧宗的规矩多。", "沧梧宗", "faction"),
        ("她在恒屿集团上班。恒屿集团旗下有七家酒店。", "恒屿集团", "faction"),
        ("两人走进鹤来客栈。鹤来客栈里没有灯。", "鹤来客栈", "place"),
        ("她从屯溪来。屯溪的桥断了，回屯溪的路也断了。", "屯溪", "place"),
    ],
)
def test_a_name_by_its_ending_and_where_it_stands(text, name, kind):
    assert names_of(text)[name].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "他走进厨房，又走出厨房，在院子里站着。那座高山上有一座小庙，庙里没有人。",
        "他在门口站住，从客厅走到书房，又回到客厅。城外的大路上空空的。",
        "他们在一家饭馆里吃饭，又去了另一家饭馆，离开饭馆已经晚了。",
    ],
)
def test_ordinary_places_have_no_name(text):
    assert not names_of(text)


def test_what_stands_before_a_place_is_no_part_of_it():
    names = names_of("他爬上莲花峰。从莲花峰往下看，云在脚下。离开莲花峰时下雨了。")
    assert set(names) == {"莲花峰"}


def test_a_name_without_its_ending_is_the_same():
    text = "云汀江边起了雾。“云汀，今天晴。”\n他在云汀住了十年，从没离开过云汀。\n云汀江很宽。"
    names = names_of(text)
    assert names["云汀"] is names["云汀江"]


def test_a_house_called_after_a_person():
    text = "宁王站在阶上。“宁王爷。”他说。宁王笑了。宁王说：“坐。”\n他走进宁王府。宁王府里没有灯。宁王叹了口气。"
    names = names_of(text)
    assert (names["宁王"].kind, names["宁王府"].kind) == ("character", "place")
