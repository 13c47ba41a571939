from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale, parse_locales
from storyport.story.actions.set_style import reset_style, set_style, story_styles, style_of
from storyport.story.models import StyleChange
from storyport.story.styles import LocaleStyle, changed, default_style, styled_languages

SHIPPED = "en,es,pt-BR,fr,de,ru,id,vi,th,ja,ko,ar"


@pytest.mark.parametrize("locale", parse_locales(SHIPPED), ids=str)
def test_every_shipped_locale_says_what_its_readers_expect(locale):
    style = default_style(locale)
    for field in ("register", "tense", "honorifics", "romanization", "name_order", "units"):
        assert getattr(style, field), field
    opening, closing = style.quotes.split()
    assert opening != closing


def test_what_ships_is_what_was_promised():
    assert sorted(SHIPPED.split(",")) == list(styled_languages())


def test_a_region_takes_its_language_s_style_and_others_say_nothing():
    assert default_style(parse_locale("es-MX")) == default_style(parse_locale("es"))
    assert default_style(parse_locale("sw")).lines == LocaleStyle().lines


def test_lines_are_what_an_engine_is_told():
    style = LocaleStyle(register="plain", quotes="« »", inner_quotes="“ ”", dont=("Slang.",))
    assert style.lines == (
        "Register: plain",
        "Quotation marks: « », within it “ ”",
        "Swearing: strong swearing where the source has it, nothing obscene",
        "Do not: Slang.",
    )
    assert LocaleStyle(profanity=4).lines == ()


def test_the_digest_changes_with_what_is_said():
    assert LocaleStyle().digest == LocaleStyle().digest != LocaleStyle(tense="past").digest


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"colour": "red"}, "no 'colour'"),
        ({"profanity": 9}, "level of swearing"),
        ({"quotes": "“"}, "pair of quotation marks"),
        ({"register": "x" * 401}, "400 is the limit"),
        ({"do": 7}, "list"),
    ],
)
def test_what_cannot_be_used_is_refused(values, says):
    with pytest.raises(BadInput, match=says):
        changed(LocaleStyle(), values)


@pytest.mark.database
class TestOfAStory:
    """A story's own styles."""

    def test_only_what_differs_is_kept(self, scribe):
        style = set_style(scribe.story, parse_locale("en"), {"register": "wry", "do": ["Joke."]})
        assert (style.register, style.tense) == ("wry", "past tense")
        assert story_styles(scribe.story) == {"en": {"register": "wry", "do": ["Joke."]}}
        assert style_of(parse_locale("en-GB"), story_styles(scribe.story)).register == "wry"

    def test_rules_can_be_added(self, scribe):
        english = parse_locale("en")
        before = default_style(english).do
        assert set_style(scribe.story, english, {"do": "Joke."}, add=True).do == (*before, "Joke.")

    def test_fields_go_back_to_the_defaults(self, scribe):
        english = parse_locale("en")
        set_style(scribe.story, english, {"register": "wry", "tense": "present"})
        assert reset_style(scribe.story, english, ["register"]).tense == "present"
        assert reset_style(scribe.story, english) == default_style(english)
        assert not StyleChange.objects.exists()

    def test_a_bad_value_changes_nothing(self, scribe):
        with pytest.raises(BadInput):
            set_style(scribe.story, parse_locale("en"), {"tense": "past", "quotes": "x"})
        assert story_styles(scribe.story) == {}
