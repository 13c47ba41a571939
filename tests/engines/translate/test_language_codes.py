import pytest

from storyport.engines.translate.language_codes import best_match, language_of, read_code
from storyport.kernel.locales import parse_locale


@pytest.mark.parametrize(
    ("code", "language"),
    [("zho", "zh"), ("cmn", "zh"), ("eng", "en"), ("arb", "ar"), ("iw", "he"), ("zsm", "ms"),
     ("no", "nb"), ("tl", "fil"), ("hbs", "sr"), ("prs", "fa"), ("es", "es"), ("yue", "yue")],
)  # fmt: skip
def test_codes_become_languages(code, language):
    assert language_of(code) == language


def test_a_code_is_read():
    found = read_code("zho_Hans")
    assert (found.token, found.language, found.script, found.region) == (
        "zho_Hans",
        "zh",
        "Hans",
        "",
    )
    assert read_code("pt_br", ">>pt_br<<").region == "BR"
    assert read_code("mul-something") is None
    assert read_code("") is None


@pytest.mark.parametrize(
    ("locale", "known", "expected"),
    [
        ("zh-Hans", ("zho_Hant", "zho_Hans"), "zho_Hans"),
        ("zh-TW", ("zho_Hans", "zho_Hant"), "zho_Hant"),
        ("zh-Hant", ("zh",), None),
        ("zh", ("zh",), "zh"),
        ("ko", ("kor_Hang",), "kor_Hang"),
        ("ja", ("jpn_Jpan",), "jpn_Jpan"),
        ("pt-BR", ("por", "pt_br"), "pt_br"),
        ("pt", ("pt_br", "por"), "por"),
        ("pt-PT", ("pt_br",), "pt_br"),
        ("sr-Latn", ("srp_Cyrl",), None),
        ("he", ("iw",), "iw"),
        ("nb", ("no",), "no"),
        ("id", ("in",), "in"),
        ("es", ("en", "fr"), None),
    ],
)
def test_a_locale_finds_its_language(locale, known, expected):
    found = best_match(parse_locale(locale), [read_code(code) for code in known])
    assert (found.token if found else None) == expected


def test_a_source_may_be_in_another_script():
    known = [read_code("zh")]
    assert best_match(parse_locale("zh-Hant"), known, reads=True) is known[0]
