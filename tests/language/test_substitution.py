from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.language.substitution import substitute

SAFE = [
    (
        "en",
        "Lin Feng's sword. <1>Lin Feng</1> ran.",
        "Lin Feng",
        "Lin Phong",
        2,
        "Lin Phong's sword. <1>Lin Phong</1> ran.",
    ),
    (
        "en",
        "Spirit stone! A spirit stone.",
        "spirit stone",
        "soul stone",
        2,
        "Soul stone! A soul stone.",
    ),
    ("en", "LIN FENG", "Lin Feng", "Lin Phong", 1, "LIN PHONG"),
    ("en", "James' and James’", "James", "Charles", 2, "Charles' and Charles’"),
    ("en", "Lin Feng met Lin.", "Lin", "Lin Feng", 1, "Lin Feng met Lin Feng."),
    ("en", "Lin Phong met Lin Feng.", "Lin Feng", "Lin Phong", 1, "Lin Phong met Lin Phong."),
    ("en", "an Elin fan", "Elin", "Alin", 1, "an Alin fan"),
    ("en", "Lin ran.", "Lin", "<1>", 1, "&lt;1> ran."),
    ("es", "Vio a Lin Feng y corrió", "Lin Feng", "Lin Phong", 1, "Vio a Lin Phong y corrió"),
    ("fr", "l'épée de Lin", "Lin", "Ling", 1, "l'épée de Ling"),
    ("ko", "린펑은 갔다", "린펑", "린퐁", 1, "린퐁은 갔다"),
    ("ko", "린펑의 검", "린펑", "린포", 1, "린포의 검"),
    ("ar", "قال لين فنغ", "لين فنغ", "لين فونغ", 1, "قال لين فونغ"),
    ("ru", "Линь Фэн ушёл", "Линь Фэн", "Линь Фонг", 1, "Линь Фонг ушёл"),
    ("de", "Da kam Lin Feng.", "Lin Feng", "Lin Fong", 1, "Da kam Lin Fong."),
    ("tr", "Lin Feng geldi", "Lin Feng", "Lin Fong", 1, "Lin Fong geldi"),
    ("ja", "林風は", "林風", "リン・フォン", 1, "リン・フォンは"),
    ("vi", "Lâm Phong đến", "Lâm Phong", "Lâm Phùng", 1, "Lâm Phùng đến"),
    ("sw", "Lin Feng alikuja", "Lin Feng", "Lin Fong", 1, "Lin Fong alikuja"),
]
UNSAFE = [
    ("en", "Lin Feng's sword", "Lin Feng", "James", 1),
    ("en", "He was a Lin Feng fan", "Lin Feng", "Elin", 1),
    ("en", "<1>Lin</1> Feng ran", "Lin Feng", "Elin", 1),
    ("en", "Lin Feng ran", "Lin Feng", "Elin", 2),
    ("en", "Lin Feng ran", "Lin Feng", "Elin", 0),
    ("en", "spirit stones", "spirit stone", "soul stone", 1),
    ("en", "the spirit stone is", "spirit stone", "soul shards", 1),
    ("en", "Lin Feng met Lin.", "Lin", "Lin Feng", 2),
    ("en", "Lin and Linfeng", "Lin", "Wang", 1),
    ("en", "a Lin-like man", "Lin", "Wang", 1),
    ("es", "la Ciudad Azul", "Ciudad Azul", "Reino Azul", 1),
    ("es", "piedra espiritual", "piedra espiritual", "cristal espiritual", 1),
    ("es", "Lin y Feng", "Feng", "Ilin", 1),
    ("pt", "o Lin Feng", "Lin Feng", "Lin Fong", 1),
    ("fr", "l'épée d'Alin", "Alin", "Lin", 1),
    ("fr", "l'épée de Lin", "Lin", "Alin", 1),
    ("it", "la spada del Lin", "Lin", "Ling", 1),
    ("ko", "린펑은 갔다", "린펑", "린포", 1),
    ("ko", "‘린펑’은 갔다", "린펑", "린포", 1),
    ("ko", "린펑은 갔다", "린펑", "Lin Feng", 1),
    ("ar", "قال ولين فنغ", "لين فنغ", "لين فونغ", 1),
    ("ru", "Линя Фэна", "Линь Фэн", "Линь Фонг", 1),
    ("ru", "дал Ли", "Ли", "Линь Фэн", 1),
    ("ru", "духовный камень", "духовный камень", "душевный камень", 1),
    ("de", "Lin Fengs Schwert", "Lin Feng", "Lin Fong", 1),
    ("de", "das Azurschloss", "Azurschloss", "Azurtor", 1),
    ("tr", "Lin Feng'in", "Lin Feng", "Lin Fong", 1),
    ("tr", "Lin Feng mi geldi", "Lin Feng", "Lin Fung", 1),
    ("hu", "a Lin", "Lin", "Alin", 1),
    ("id", "Lin Feng-nya", "Lin Feng", "Lin Fong", 1),
]


@pytest.mark.parametrize(("locale", "target", "old", "new", "count", "expected"), SAFE)
def test_safe(locale, target, old, new, count, expected):
    assert expected == substitute(target, old, new, parse_locale(locale), count)


@pytest.mark.parametrize(("locale", "target", "old", "new", "count"), UNSAFE)
def test_unsafe(locale, target, old, new, count):
    assert substitute(target, old, new, parse_locale(locale), count) is None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Lin Feng",
                "ran",
                "the",
                "<1>",
                "</1>",
                "<2/>",
                "to",
                ",",
                "Wang",
                "Linfeng",
                "&lt;3>",
            ]
        ),
        max_size=12,
    )
)
def test_what_is_not_the_name_stays(words):
    target = " ".join(words)
    count = words.count("Lin Feng")
    result = substitute(target, "Lin Feng", "Mo Ran", parse_locale("en"), count)
    if result is not None:
        assert result.replace("Mo Ran", "Lin Feng") == target
        assert result.count("Mo Ran") == count
