from tests.language.names.stories import names_of


def test_techniques_and_things_by_their_endings():
    text = "他练的是听霜剑诀。听霜剑诀只有七式。\n洗尘丹只有一颗，他把洗尘丹递了过去。"
    names = names_of(text)
    assert (names["听霜剑诀"].kind, names["洗尘丹"].kind) == ("technique", "item")


def test_titles_in_angle_brackets():
    names = names_of("《渡鸦》拍了八个月。他翻开《太玄真经》。")
    assert (names["渡鸦"].kind, names["太玄真经"].kind) == ("item", "technique")
