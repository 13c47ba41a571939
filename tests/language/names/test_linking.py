from tests.language.names.stories import names_of

from storyport.language.names.linking import nicknames


def test_nicknames_of_a_full_name():
    assert {"阿渡", "小闻", "老闻", "渡哥"} <= nicknames("闻渡").keys()
    assert {"小满", "满满", "小满师妹"} <= nicknames("陆小满").keys()


def test_a_woman_with_a_title_of_men_is_one_person():
    text = (
        "欧阳锦走进来，她的头发剪得很短。“欧阳师兄！”众人行礼。\n欧阳锦没有说话。她拿起铁尺，看了看。\n"
        "“欧阳师兄，如何？”有人问。\n欧阳锦放下铁尺，她说：“是真的。”"
    )
    names = names_of(text)
    assert names["欧阳师兄"] is names["欧阳锦"]
    assert names["欧阳锦"].gender == "female"


def test_a_wife_is_not_her_husband():
    text = (
        "“常平！”有人喊。常平跪了下来，他说：“臣有罪。”\n常平哭了。他低着头，常平的手在抖。\n"
        "常夫人跪在火盆前。“常夫人，”他问，“你烧的是谁的纸？”\n常夫人抬起头来，她没有哭。"
    )
    names = names_of(text)
    assert names["常平"] is not names["常夫人"]
    assert (names["常平"].gender, names["常夫人"].gender) == ("male", "female")


def test_titles_go_to_the_person_of_that_surname():
    text = (
        "周砚站着。“周队，”小王说，“人来了。”\n周砚说：“让他进来。”\n赵磊推门进来。“赵队，坐。”周砚说。\n"
        "赵磊坐下了。“周队，我来晚了。”赵磊说。\n“赵队，喝水。”周砚看着赵磊。"
    )
    names = names_of(text)
    assert names["周队"] is names["周砚"]
    assert names["赵队"] is names["赵磊"]
    assert names["周砚"] is not names["赵磊"]


def test_kin_who_only_come_up_as_such_keep_to_themselves():
    text = (
        "秦三爷坐在船头剥豆子。“秦三爷，”他说，“借个路。”\n秦三爷笑了。她爹秦老斗死得早。\n"
        "秦三爷说：“路不借。”\n秦三爷站起来，她看着水。"
    )
    names = names_of(text)
    assert "秦老斗" not in names["秦三爷"].forms
