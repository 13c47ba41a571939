from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.intensity import tone_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“滚！给我滚出去！”他吼道。", "shouted"),
        ("他低声说：“别怕。”", "in a low voice"),
        ("“你他妈的找死！”", "heated, swearing 3 of 4"),
        ("林风来了。", ""),
    ],
)
def test_only_what_stands_out_is_told(text, said):
    assert tone_words(text, parse_locale("zh-Hans")) == said


def test_a_language_without_a_table_has_no_words():
    assert tone_words("Aiuta!!!", parse_locale("fi")) == ""
