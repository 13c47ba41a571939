import asyncio
import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from storyport.checks import ExpectedTerm, Pair, blocking, run_checks
from storyport.engines.base import Line, Request, Term, Throttled
from storyport.engines.translate.fake import FakeTranslator
from storyport.engines.translate.pseudo import alphabet_of
from storyport.kernel.locales import parse_locale
from storyport.language import marks

TRANSLATOR = FakeTranslator()
HAN = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"
SENTENCE = (
    "“林风”看着<1>远处</1>的山门<2/>，心中激荡：3天、12.5%，NPC说“好！”……\n第二行{name}走了%d步。"
)
SCRIPTS = {
    "en": "LATIN",
    "es": "LATIN",
    "vi": "LATIN",
    "ja": "HIRAGANA",
    "ko": "HANGUL",
    "ru": "CYRILLIC",
    "el": "GREEK",
    "ar": "ARABIC",
    "he": "HEBREW",
    "th": "THAI",
    "hi": "DEVANAGARI",
    "zh-Hant": "CJK",
    "ka": "GEORGIAN",
}


def translate(text, target="en", source="zh-Hans", terms=()):
    asked = Request(
        (Line("1", text),), parse_locale(source), parse_locale(target), terms=tuple(terms)
    )
    return asyncio.run(TRANSLATOR.translate(asked)).texts["1"]


def fast(text, target="en", source="zh-Hans", terms=()):
    """Translate without an event loop, for property tests."""
    asked = Request(
        (Line("1", text),), parse_locale(source), parse_locale(target), terms=tuple(terms)
    )
    call = TRANSLATOR.translate(asked)
    try:
        call.send(None)
    except StopIteration as done:
        return done.value.texts["1"]
    raise AssertionError("the fake engine waits for something")


@pytest.mark.parametrize("target", SCRIPTS)
def test_words_stand_in_the_targets_script(target):
    text = translate("他走了很远的路，终于到了山门", target)
    scripts = {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}
    assert scripts == {SCRIPTS[target]}


@pytest.mark.parametrize("target", SCRIPTS)
def test_what_must_stay_stays(target):
    text = translate(SENTENCE, target)
    assert marks.marks_of(text) == marks.marks_of(SENTENCE)
    assert marks.well_formed(text)
    assert re.findall(r"\d+(?:\.\d+)?", marks.plain(text)) == ["3", "12.5"]
    assert text.count("\n") == 1
    assert "{name}" in text
    assert "%d" in text
    assert "NPC" in text


def test_a_translation_looks_like_text():
    assert translate("林风笑了。他说：“走！”他走了。").count(". ") >= 1
    assert re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*\.", translate("林风看着远处的山门。"))


@pytest.mark.parametrize(
    ("text", "source", "digits"),
    [
        ("第三十五章", "zh-Hans", "35"),
        ("1,000 万份", "zh-Hans", "10,000,000"),
        ("二〇二六年", "zh-Hans", "2026"),
        ("2.3 billion people", "en", "2,300,000,000"),
        ("３天", "zh-Hans", "3"),
    ],
)
def test_numbers_keep_their_value(text, source, digits):
    assert digits in translate(text, "es", source)


@pytest.mark.parametrize("target", SCRIPTS)
def test_its_work_passes_all_checks(target):
    lines = [
        SENTENCE,
        "是。",
        "第三十五章 <1>青云</1>门下",
        "他花了三百两银子。",
        "林风笑了：“你，是谁？”",
        "…………",
        "【系统】恭喜获得经验+100！",
        "哈哈哈哈哈哈哈哈哈！",
        "《九阳神功》第1卷",
        "约 1,000 万份文件，２０２６年１２月",
    ]
    terms = [Term("林风", "Lin Feng"), Term("青云", "Azure Cloud")]
    for line in lines:
        expected = tuple(
            ExpectedTerm((term.source,), term.target) for term in terms if term.source in line
        )
        pair = Pair(
            line,
            translate(line, target, terms=terms),
            parse_locale("zh-Hans"),
            parse_locale(target),
            terms=expected,
        )
        assert blocking(run_checks(pair)) == []


def test_binding_renderings_are_used_as_they_are():
    terms = [Term("林风", "Lin Feng"), Term("林", "Lin"), Term("青云门", "the Azure Cloud Sect")]
    text = translate("林风拜入青云门，林不语。林风走了。", terms=terms)
    assert text.count("Lin Feng") == 2
    assert "the Azure Cloud Sect" in text
    assert re.search(r"\bLin\b(?! Feng)", text)


def test_a_binding_rendering_wins_over_a_hint():
    terms = [Term("林风", "Lin Feng"), Term("林风", "Forest Wind", binding=False)]
    assert "Lin Feng" in translate("林风走了", terms=terms)
    assert "Lin Feng" in translate("林风走了", terms=reversed(terms))


def test_terms_of_spaced_languages_match_whole_words():
    terms = [Term("Art", "Kunst")]
    assert "Kunst" in translate("The Art of war", "de", "en", terms)
    assert "Kunst" not in translate("The Artist", "de", "en", terms)


def test_latin_sources_keep_their_shape():
    text = translate("Mr. Wu isn't far: <1>3 miles</1>, “he said”.", "es", "en")
    assert re.fullmatch(r"\w+\. \w+ \w+'\w \w+: <1>3 \w+</1>, “\w+ \w+”\.", text)
    assert "Mr" not in text


@given(
    st.text(st.sampled_from(HAN), min_size=1, max_size=12),
    st.text(st.sampled_from(HAN), min_size=1, max_size=12),
    st.sampled_from(list(SCRIPTS)),
)
@settings(deadline=None)
def test_different_texts_stay_different(one, other, target):
    assume(one != other)
    assert fast(one, target) != fast(other, target)


@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=4),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=4),
)
@settings(deadline=None)
def test_rare_characters_stay_different_too(one, other):
    assume(one != other)
    for target in ("en", "ja", "ko", "ru", "zh-Hant"):
        assert fast(one, target) != fast(other, target)


@given(
    st.text("abcdefghijkLMNOP", min_size=1, max_size=8),
    st.text("abcdefghijkLMNOP", min_size=1, max_size=8),
)
@settings(deadline=None)
def test_latin_texts_stay_different(one, other):
    assume(one != other)
    assert fast(one, "es", "en") != fast(other, "es", "en")
    if one.lower() != other.lower():
        for target in ("zh-Hans", "ja", "ko", "ru", "th"):
            assert fast(one, target, "en") != fast(other, target, "en")


@given(st.text(max_size=200), st.sampled_from(["en", "ja", "ar", "th", "zh-Hant"]))
@settings(deadline=None)
def test_anything_can_be_translated(text, target):
    shown = fast(text, target)
    assert shown.count("\n") == text.count("\n")
    assert marks.marks_of(shown) == marks.marks_of(text)
    assert fast(text, target) == shown
    if target == "en":
        assert not re.search(r"[\u3400-\u9fff\u3041-\u30fa\uac00-\ud7a3]", shown)


@pytest.mark.parametrize("script", ["Latn", "Cyrl", "Jpan", "Kore", "Hans", "Hant", "Arab", "Zzzz"])
def test_units_are_distinct(script):
    alphabet = alphabet_of(script)
    assert len({alphabet.unit(number) for number in range(alphabet.size)}) == alphabet.size


def test_what_it_is_is_said():
    abilities = TRANSLATOR.abilities
    assert abilities.draft
    assert not abilities.publishable
    assert abilities.follows_terms
    assert abilities.sends == ""


def test_faults_are_handed_in():
    def faults(request, answer):
        if request.lines[0].text == "慢":
            raise Throttled("slow down", retry_after=2)
        return answer

    translator = FakeTranslator(faults=faults)
    locales = (parse_locale("zh-Hans"), parse_locale("en"))
    with pytest.raises(Throttled):
        asyncio.run(translator.translate(Request((Line("1", "慢"),), *locales)))
    assert asyncio.run(translator.translate(Request((Line("1", "快"),), *locales))).texts["1"]
