import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.base import Term
from storyport.engines.translate.protecting import Protector, Way, missing, restore
from storyport.kernel.locales import parse_locale

ZH, EN, ES, RU, JA = (parse_locale(tag) for tag in ("zh-Hans", "en", "es", "ru", "ja"))
TERMS = (Term("林风", "Lin Feng"), Term("青云门", "Azure Cloud Sect"), Term("灵石", "spirit stone"))


def test_terms_become_codes_and_come_back():
    kept = Protector(TERMS, ZH).protect("林风拜入青云门，林风走了。")
    assert kept.text == "ZX1拜入ZX2，ZX1走了。"
    assert [(slot.code, slot.count) for slot in kept.slots] == [("ZX1", 2), ("ZX2", 1)]
    shown = restore("ZX1 joined ZX2, and ZX1 left.", kept, EN)
    assert shown == "Lin Feng joined Azure Cloud Sect, and Lin Feng left."


@pytest.mark.parametrize(
    "answer", ["zx1 ate", "Zx1 ate", "ZX 1 ate", "ZX-1 ate", "Z X1 ate", "¿ZX1 ate"]
)
def test_a_code_may_change_a_little(answer):
    kept = Protector(TERMS, ZH).protect("林风吃了")
    assert restore(answer, kept, EN).endswith("Lin Feng ate")


@pytest.mark.parametrize(
    "answer", ["He ate", "ZX1 and ZX1", "ZX1 met ZX2", "ZX11 ate", "AZX1 ate", "ZX ate", ""]
)
def test_a_code_that_is_lost_doubled_or_new_is_seen(answer):
    kept = Protector(TERMS, ZH).protect("林风吃了")
    assert restore(answer, kept, EN) is None


def test_codes_avoid_what_stands_in_the_text():
    kept = Protector(TERMS, ZH).protect("林风开着zx1和QZ车")
    assert kept.text == "XQ1开着zx1和QZ车"
    crowded = "林风 ZX QZ XQ VQ JX QJ"
    assert Protector(TERMS, ZH).protect(crowded).text == crowded


def test_a_rendering_that_begins_a_sentence_gets_its_capital():
    kept = Protector(TERMS, ZH).protect("灵石碎了")
    assert restore("“ZX1 broke", kept, EN) == "“Spirit stone broke"
    assert restore("The ZX1 broke", kept, EN) == "The spirit stone broke"


def test_words_do_not_run_together():
    kept = Protector(TERMS, ZH).protect("林风走")
    assert restore("ZX1走了", kept, EN) == "Lin Feng走了"
    assert restore("vonZX1", kept, EN) is None
    russian = Protector((Term("林风", "Линь Фэн"),), ZH).protect("林风走")
    assert restore("уZX1был", russian, RU) == "у Линь Фэн был"


def test_a_code_runs_into_nothing():
    kept = Protector(TERMS, ZH).protect("1灵石A林风灵石")
    assert kept.text == "1 ZX1 A ZX2 ZX1"
    assert [kept.text[kept.moved(at) :] for at in (0, 3, 8)] == [kept.text, "A ZX2 ZX1", ""]


def test_no_spaces_are_left_where_none_are_set():
    protector = Protector((Term("Lin Feng", "林风"),), EN)
    kept = protector.protect("Then Lin Feng left.")
    assert restore("然后 ZX1 走了。", kept, ZH) == "然后林风走了。"
    assert restore("OK ZX1 です", kept, JA) == "OK 林风です"


def test_a_binding_rendering_wins_over_a_hint():
    hint = Term("林风", "Forest Wind", binding=False)
    for terms in ((TERMS[0], hint), (hint, TERMS[0])):
        assert Protector(terms, ZH).protect("林风").slots[0].target == "Lin Feng"


def test_a_word_with_an_ending_is_left_to_the_engine():
    protector = Protector((Term("sword", "espada"), Term("Lin Feng", "Lin Feng")), EN)
    assert protector.protect("His swords fell.").text == "His swords fell."
    assert protector.protect("Sword in hand").text == "ZX1 in hand"
    assert protector.protect("Lin Feng's sword").text == "ZX1's ZX2"


@pytest.mark.parametrize(
    "kept", ["{name}", "${count}", "%d", "%(name)s", "[player]", "https://a.b/c?d=1", "<b>", "<1>"]
)
def test_what_no_engine_may_touch_is_kept(kept):
    protected = Protector((), EN).protect(f"Say {kept} now")
    assert protected.text == "Say ZX1 now"
    assert restore("Di ZX1 ahora", protected, ES) == f"Di {kept} ahora"


def test_a_term_inside_of_such_a_thing_is_left_alone():
    protected = Protector((Term("name", "nombre"),), EN).protect("{name} is a name")
    assert [slot.target for slot in protected.slots] == ["{name}", "nombre"]


def test_renderings_may_be_written_in_place():
    kept = Protector(TERMS, ZH).protect("林风进{x}。", Way.IN_PLACE)
    assert kept.text == "Lin Feng进{x}。"
    assert restore("Lin Feng enters {x}.", kept, EN) == "Lin Feng enters {x}."
    assert restore("Lin Fung enters {x}.", kept, EN) is None
    assert restore("Lin Feng enters.", kept, EN) is None
    assert restore("Lin Feng, Lin Feng enters {x}.", kept, EN) is None


def test_a_rendering_in_place_may_be_declined():
    kept = Protector((Term("林风", "Анна"),), ZH).protect("看林风", Way.IN_PLACE)
    assert restore("Он видит Анну", kept, RU) == "Он видит Анну"


def test_what_is_missing_is_told():
    kept = Protector(TERMS, ZH).protect("林风有灵石")
    assert missing(kept, "Lin Feng has a stone", EN) == ["spirit stone"]
    assert missing(kept, "Lin Feng has spirit stones", EN) == []


def test_a_term_parted_by_a_mark_is_left():
    protector = Protector(TERMS, ZH)
    assert protector.protect("林风走", breaks=[1]).text == "林风走"
    kept = protector.protect("见林风走", breaks=[1, 3])
    assert [kept.moved(at) for at in (0, 1, 3, 4)] == [0, 1, 4, 5]
    assert kept.text[kept.moved(3) :] == "走"


@given(st.text("林风青云门灵石走了ZX1 {n}。", max_size=30), st.sampled_from(list(Way)))
@settings(deadline=None)
def test_an_engine_that_copies_loses_nothing(text, way):
    kept = Protector(TERMS, ZH).protect(text, way)
    shown = restore(kept.text, kept, EN)
    if way is Way.IN_PLACE:
        return  # forms that touch other letters do not count as words there
    assert shown is not None
    for slot in kept.slots:
        assert slot.target.lower() in shown.lower()
    if not kept.slots:
        assert shown == text
