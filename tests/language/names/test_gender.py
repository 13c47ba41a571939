from tests.language.names.stories import names_of


def test_a_pronoun_in_the_clause_of_its_subject_is_somebody_else():
    text = "林霜看着他。林霜说：“走。”\n林霜推开他，走了。“林霜！”\n林霜摇头。林霜没有看他。"
    assert names_of(text)["林霜"].gender == ""


def test_a_pronoun_behind_another_person_is_theirs():
    text = "周砚说：“走。”一个女人走过来，她没有说话。\n周砚抬头。门口站着一个姑娘，她笑了。\n“周砚！”周砚回头。"
    assert names_of(text)["周砚"].gender == ""


def test_words_that_tell():
    text = "韩烈是个汉子。“韩烈！”韩烈说：“在。”\n杜三娘笑了。“杜三娘，”他说，“上酒。”杜三娘点头。"
    names = names_of(text)
    assert (names["韩烈"].gender, names["杜三娘"].gender) == ("male", "female")


def test_thin_evidence_decides_nothing():
    assert names_of("“陈默，走。”陈默没有动。陈默说：“等等。”")["陈默"].gender == ""


def test_a_pronoun_within_a_quotation_that_names_one_person():
    text = "“沈念呢？”\n“沈念走了，她没有留话。”老板说。\n“沈念！”\n“我见过沈念，那天她在桥上。”"
    assert names_of(text)["沈念"].gender == "female"


def test_titles_that_no_woman_bears():
    text = "安公公进了屋。安公公说：“娘娘请。”\n“安公公，”她问，“皇上呢？”安公公摇头。"
    assert names_of(text)["安公公"].gender == "male"
