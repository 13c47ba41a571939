import pytest

from storyport.engines.translate.apertium.modes import find_modes, read_modes, route
from storyport.kernel.locales import parse_locale

LISTED = """  eco-es-fr
  eng-spa
  eng-cat
  es-fr
  es-pt
  es-pt_BR
  cat-por
  spa-eng
  spa-eng_US
  spa-ita
  spa-cat_valencia
"""


def test_a_listing_is_read():
    modes = {mode.name: mode for mode in read_modes(LISTED)}
    assert "eco-es-fr" not in modes
    assert "spa-cat_valencia" not in modes
    assert (modes["eng-spa"].source.language, modes["eng-spa"].target.language) == ("en", "es")
    assert modes["es-pt_BR"].target.region == "BR"
    assert read_modes("") == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("en", "es", ("eng-spa",)),
        ("en-GB", "es-MX", ("eng-spa",)),
        ("es", "en", ("spa-eng",)),
        ("es", "en-US", ("spa-eng_US",)),
        ("es", "pt-BR", ("es-pt_BR",)),
        ("es", "pt", ("es-pt",)),
        ("en", "pt-BR", ("eng-spa", "es-pt_BR")),
        ("en", "it", ("eng-spa", "spa-ita")),
        ("en", "fr", ("eng-spa", "es-fr")),
        ("en", "id", ()),
        ("zh-Hans", "es", ()),
        ("fr", "en", ()),
    ],
)
def test_a_way_is_found(source, target, expected):
    assert route(read_modes(LISTED), parse_locale(source), parse_locale(target)) == expected


def test_a_program_that_is_not_there_has_no_modes(tmp_path):
    assert find_modes(str(tmp_path / "absent")) == []
