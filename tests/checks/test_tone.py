"""Tone: flat, shrill, swearing, register; and few false findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.checks.fiction import GOOD
from tests.checks.planted import good_pairs
from tests.checks.strong_lines import STRONG

from storyport.checks import Pair, blocking
from storyport.checks.tone import check
from storyport.formats.tmx import read_tmx
from storyport.kernel.locales import parse_locale
from storyport.language.intensity import LANGUAGES

MOST_PER_PAIR = 0.02
STORY = Path(__file__).resolve().parents[2] / "examples" / "ink-and-cloud"


def pair_of(source, target, source_tag="zh", target_tag="en", **more):
    return Pair(source, target, parse_locale(source_tag), parse_locale(target_tag), **more)


def found(source, target, source_tag="zh", target_tag="en", **more):
    pair = pair_of(source, target, source_tag, target_tag)
    return [(finding.check, finding.severity) for finding in check(pair, **more)]


@pytest.mark.parametrize(
    ("target_tag", "target"),
    [
        ("en", "“Help. He has gone mad.”"),
        ("en", "“Perhaps somebody could help. He may have gone mad.”"),
        ("es", "—Ayuda. Se ha vuelto loco."),
        ("pt", "— Ajuda. Ele enlouqueceu."),
        ("fr", "« Il est devenu fou. »"),
        ("de", "»Er ist verrückt geworden.«"),
        ("ru", "— Он сошёл с ума."),
        ("id", "“Dia sudah tidak waras.”"),
        ("vi", "“Hắn mất trí rồi.”"),
        ("th", "“เขาเสียสติไปแล้ว”"),
        ("ja", "「彼は正気を失いました。」"),
        ("ko", "“그는 미쳤습니다.”"),
        ("ar", "«لقد جنّ الرجل.»"),
    ],
)
def test_a_strong_line_gone_flat(target_tag, target):
    assert found("“救命啊！！他简直疯了！”", target, "zh", target_tag) == [("tone.flat", "minor")]


def test_one_exclamation_lost_is_only_advice():
    assert found("“走！”", "“We are leaving.”") == [("tone.flat", "advice")]


@pytest.mark.parametrize(
    ("target_tag", "target"),
    [
        ("en", "“Oh my God!! He utterly, utterly drank his tea!!!”"),
        ("es", "—¡¡Dios mío!! ¡¡Se bebió el té!!"),
        ("ja", "「うわあ！！なんてこと！！」"),
        ("ar", "«يا إلهي!! شرب الشاي!!»"),
    ],
)
def test_a_calm_line_gone_shrill(target_tag, target):
    assert found("他喝了一口茶。", target, "zh", target_tag) == [("tone.shrill", "minor")]


def test_capitals_are_shrill():
    assert found("他在门口等了很久。", "HE WAITED A LONG TIME AT THE DOOR.")[0][0] == "tone.shrill"


def test_a_question_that_became_a_cry_is_no_finding():
    assert found("“还不快走？”", "“Get going!”") == []


@pytest.mark.parametrize(
    ("source", "target", "check_name"),
    [
        ("“走。”他喊道。", "“Go,” he whispered.", "tone.flat"),
        ("“走。”他低声说。", "“Go,” he shouted.", "tone.shrill"),
    ],
)
def test_shouting_and_whispering(source, target, check_name):
    assert found(source, target) == [(check_name, "advice")]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("“你这个王八蛋。”", "“You are a difficult person.”", [("tone.swearing", "minor")]),
        ("“你这个人真难缠。”", "“You son of a bitch.”", [("tone.swearing", "minor")]),
        ("“你这个笨蛋。”", "“You idiot.”", []),
        ("“你这个混蛋。”", "“You bastard.”", []),
        ("“你这个混蛋。”", "“You wretch.”", []),
    ],
)
def test_levels_of_swearing(source, target, expected):
    assert found(source, target) == expected


@pytest.mark.parametrize(("limit", "expected"), [(None, 0), (4, 0), (3, 1), (0, 1)])
def test_a_rating_limits_swearing(limit, expected):
    findings = found("“操你妈！”", "“Fuck you!”", swearing_limit=limit)
    assert [name for name, _ in findings] == ["tone.swearing"] * expected


def test_what_the_rating_forbids_is_not_missed():
    source, target = "“你这个王八蛋。”", "“You are a difficult person.”"
    assert found(source, target, swearing_limit=1) == []


@pytest.mark.parametrize(
    ("speech", "target_tag", "target", "word"),
    [
        ("formal", "en", "“Yeah, we gotta go.”", "yeah"),
        ("formal", "es", "—Tú mismo.", "tú"),
        ("formal", "fr", "« Tu viens avec nous. »", "tu"),
        ("formal", "ko", "“너는 누구냐.”", "너는"),
        ("dry, archaic", "en", "“Okay, guys.”", "okay"),
        ("casual", "en", "“Thou shalt follow.”", "thou"),
        ("casual", "es", "—Venga usted.", "usted"),
        ("vulgar", "en", "“Nevertheless, we shall go.”", "nevertheless"),
        ("childlike", "en", "“Furthermore, we must go.”", "furthermore"),
    ],
)
def test_a_voice_out_of_register(speech, target_tag, target, word):
    findings = check(pair_of("“我们走。”", target, "zh", target_tag), speech=speech)
    assert [(finding.check, finding.severity) for finding in findings] == [
        ("tone.register", "advice")
    ]
    assert f"“{word}”" in findings[0].message


@pytest.mark.parametrize(
    ("speech", "source", "target"),
    [
        ("", "“我们走。”", "“Yeah, we gotta go.”"),
        ("clipped", "“我们走。”", "“Yeah, we gotta go.”"),
        ("never formal", "“我们走。”", "“Yeah, we gotta go.”"),
        ("formal", "“我们走。”她说。", "“Let us go.” She thought it was cool."),
        ("casual and archaic", "“我们走。”", "“Let us go hither.”"),
        ("formal", "“咋回事？”", "“What's this stuff?”"),
        ("casual", "“您请。”", "“After you, sir.”"),
    ],
)
def test_what_fits_the_voice(speech, source, target):
    assert check(pair_of(source, target), speech=speech) == []


@pytest.mark.parametrize("kind", ["heading", "label", "creator"])
def test_headings_and_names_are_left_alone(kind):
    assert check(pair_of("出发！！", "Departure", kind=kind)) == []


def test_languages_without_a_table_and_empty_targets():
    assert found("出发！！", "चलो", "zh", "hi") == []
    assert found("चलो!!", "Let us go.", "hi", "en") == []
    assert found("出发！！", "") == []


@pytest.mark.parametrize(("source_tag", "target_tag", "source", "target"), STRONG)
def test_strong_lines_translated_well(source_tag, target_tag, source, target):
    assert found(source, target, source_tag, target_tag) == []


def test_good_fiction_has_few_findings():
    findings = [
        finding
        for source_tag, target_tag, source, target, _ in GOOD
        for finding in found(source, target, source_tag, target_tag)
    ]
    assert len(findings) <= MOST_PER_PAIR * len(GOOD), findings


@pytest.mark.parametrize(
    ("folder", "source", "target"),
    [("zh-en", "zh", "en"), ("zh-en", "en", "zh"), ("en-es", "en", "es"), ("en-es", "es", "en")],
)
def test_human_translations_have_few_findings(folder, source, target):
    pairs = good_pairs(folder, source, target)
    findings = [finding for pair in pairs for finding in check(pair)]
    assert len(findings) <= MOST_PER_PAIR * len(pairs), findings


@pytest.mark.parametrize("tag", ["en", "es", "ar"])
def test_the_sample_story_has_few_findings(tag):
    source, target = parse_locale("zh-Hans"), parse_locale(tag)
    pairs = [
        Pair(unit.source, unit.target, source, target)
        for _, unit in read_tmx(STORY / f"memory.{tag}.tmx", source, [target])
    ]
    findings = [finding for pair in pairs for finding in check(pair)]
    assert len(findings) <= MOST_PER_PAIR * len(pairs), findings


LINE = st.lists(
    st.sampled_from(
        [
            "!",
            "?",
            "!!",
            "…",
            "。",
            "！",
            "damn",
            "fuck",
            "oh",
            "very",
            "utterly",
            "perhaps",
            "shouted",
            "whispered",
            "太",
            "啊",
            "混蛋",
            "他妈的",
            "简直",
            "喊",
            "低声",
            "，",
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map(" ".join)


@given(text=LINE, language=st.sampled_from(sorted(LANGUAGES)))
@settings(deadline=None)
def test_a_line_is_as_strong_as_itself(text, language):
    assert found(text, text, language, language) == []


@given(source=LINE, target=LINE, speech=st.sampled_from(["", "formal", "vulgar"]))
@settings(deadline=None)
def test_nothing_blocks(source, target, speech):
    pair = pair_of(source, target)
    assert blocking(check(pair, swearing_limit=1, speech=speech)) == []
