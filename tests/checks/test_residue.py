from __future__ import annotations

import pytest

from storyport.checks import ExpectedTerm, Pair
from storyport.checks.residue import check
from storyport.kernel.locales import parse_locale

ENGLISH_LINE = "The old man walked down to the river and sat there for a long time."
SPANISH_LINE = "El anciano bajó hasta el río y se quedó allí sentado mucho tiempo."
CASES = [
    ("zh", "en", "林风走了。", "Lin Feng left 走了.", ["residue.script"]),
    ("zh", "en", "林风走了。", "林风走了。", ["residue.script"]),
    ("zh", "en", "林风走了。", "Lin Feng left.", []),
    ("ja", "en", "「うん」", "“うん”", ["residue.script"]),
    ("ko", "es", "그래", "그래", ["residue.script"]),
    ("ru", "en", "Он ушёл.", "Он left.", ["residue.script"]),
    ("zh", "ru", "林风走了。", "Линь Фэн ушёл 了.", ["residue.script"]),
    ("zh", "ko", "林风走了。", "임풍(林風)은 떠났다.", []),
    ("zh", "ko", "林风走了。", "임풍은 走了.", ["residue.script"]),
    ("en", "es", "the letter α and the word λόγος", "la letra α y la palabra λόγος", []),
    ("zh", "ja", "林风推开门走了出去。", "林风推开门走了出去。", ["residue.identical"]),
    ("zh", "ja", "第一章 青云宗", "第一章 青雲宗", []),
    ("zh", "ja", "他们说了什么吗", "彼らは何を说了吗のか", ["residue.simplified"]),
    ("zh", "zh-Hant", "这是他们说的话。", "這是他們說的話。", []),
    ("zh", "zh-Hant", "这是他们说的话。", "这是他们說的話。", ["residue.simplified"]),
    ("ja", "zh", "彼は行った", "他は走了", ["residue.script"]),
    ("en", "es", ENGLISH_LINE, ENGLISH_LINE, ["residue.identical"]),
    (
        "en",
        "es",
        f"{ENGLISH_LINE} He wept.",
        f"{SPANISH_LINE} {ENGLISH_LINE}",
        ["residue.identical"],
    ),
    ("en", "es", ENGLISH_LINE, SPANISH_LINE, []),
    ("en", "es", "Los Angeles Lakers", "Los Angeles Lakers", []),
    ("en", "es", "Chapter I", "Chapter I", []),
    ("en", "de", ENGLISH_LINE, SPANISH_LINE, ["residue.language"]),
    ("zh", "en", "老人走到河边，坐了很久，一句话也没有说。", SPANISH_LINE, ["residue.language"]),
    ("zh", "en", "老人走到河边，坐了很久。", ENGLISH_LINE, []),
    ("en", "zh", ENGLISH_LINE, ENGLISH_LINE, ["residue.identical"]),
    (
        "en",
        "zh",
        ENGLISH_LINE,
        "老人 walked down to the river and sat there 很久。",
        ["residue.identical"],
    ),
    ("en", "zh", "The NBA and NATO met", "NBA 和 NATO 会面", []),
    ("en", "ru", "Harry Potter and Ron", "Гарри Поттер и Рон (Harry Potter)", []),
]


@pytest.mark.parametrize(("source_locale", "target_locale", "source", "target", "expected"), CASES)
def test_residue(source_locale, target_locale, source, target, expected):
    pair = Pair(source, target, parse_locale(source_locale), parse_locale(target_locale))
    assert expected == [finding.check for finding in check(pair)]


def test_a_name_that_is_agreed_to_stay_may_stay():
    term = ExpectedTerm(("林",), "林")
    pair = Pair(
        "他写下“林”字。",
        "He wrote the character 林.",
        parse_locale("zh"),
        parse_locale("en"),
        terms=(term,),
    )
    assert check(pair) == []


def test_an_author_in_his_own_script_is_minor():
    pair = Pair("鲁迅", "鲁迅", parse_locale("zh"), parse_locale("en"), kind="creator")
    assert [finding.severity for finding in check(pair)] == ["minor"]


def test_the_finding_points_at_what_was_left():
    (finding,) = check(
        Pair("林风走了。", "Lin <1>left</1> 走了.", parse_locale("zh"), parse_locale("en"))
    )
    assert finding.span == (16, 18)
