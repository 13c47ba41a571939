from __future__ import annotations

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.settings import SETTINGS_FILE, read_settings


@pytest.fixture
def file(tmp_path):
    def write(text):
        (tmp_path / SETTINGS_FILE).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_the_defaults_need_nothing(tmp_path):
    settings = read_settings(tmp_path, environ={})
    assert settings.home == tmp_path / ".storyport"
    assert settings.database_file == tmp_path / ".storyport" / "storyport.sqlite3"
    assert (settings.translate, settings.workers, settings.database_url) == ("auto", 16, "")
    assert list(tmp_path.iterdir()) == []


def test_the_later_wins(file):
    folder = file('home = "from-file"\ntranslate = "openai:a"\nworkers = 4\n')
    environ = {"STORYPORT_HOME": "from-environment", "STORYPORT_TRANSLATE": "openai:b"}
    settings = read_settings(folder, environ, {"translate": "fake", "home": None})
    assert settings.home == folder / "from-environment"
    assert (settings.translate, settings.workers) == ("fake", 4)


def test_an_empty_variable_says_nothing(file):
    folder = file('translate = "openai:a"\n')
    assert read_settings(folder, {"STORYPORT_TRANSLATE": ""}).translate == "openai:a"


def test_an_absolute_home_stays(tmp_path):
    home = tmp_path / "elsewhere"
    assert read_settings(tmp_path, {"STORYPORT_HOME": str(home)}).home == home


def test_prices_are_read(file):
    folder = file('[prices."openai:m"]\ninput = 0.5\noutput = 2\n')
    assert read_settings(folder, {}).prices == {"openai:m": {"input": 0.5, "output": 2}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("home = ", "not TOML"),
        ('hoem = "x"', "unknown setting `hoem`"),
        ('workers = "many"', "`workers` must be of type int"),
        ('api_key = "sk-1"', "looks like a secret"),
        ('client_secret = "x"', "looks like a secret"),
        ('token = "x"', "looks like a secret"),
    ],
)
def test_what_means_nothing_is_refused_with_the_files_name(file, text, says):
    folder = file(text)
    with pytest.raises(BadInput, match=says) as caught:
        read_settings(folder, {})
    assert caught.value.where == str(folder / SETTINGS_FILE)
    assert "sk-1" not in str(caught.value)


def test_bytes_that_are_no_utf_8_are_no_toml(tmp_path):
    (tmp_path / SETTINGS_FILE).write_bytes(b'home = "\xff"')
    with pytest.raises(BadInput, match="not TOML"):
        read_settings(tmp_path, {})
