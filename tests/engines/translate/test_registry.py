import pytest

from storyport.engines.translate import (
    Settings,
    describe,
    make_translator,
    resolve,
    settings_from,
)
from storyport.kernel.errors import BadInput, Unconfigured


def test_fake_needs_nothing():
    assert make_translator("fake", Settings()).name == "fake"


def test_openai_needs_a_key_or_an_address():
    with pytest.raises(Unconfigured, match="neither a key nor an address") as caught:
        make_translator("openai:m", Settings())
    assert caught.value.exit_code == 2
    assert "OPENAI_BASE_URL" in caught.value.do
    assert make_translator("openai:m", Settings(api_key="k")).name == "openai:m"
    assert (
        make_translator("openai:a/b:8b", Settings(base_url="http://x/v1")).name == "openai:a/b:8b"
    )


def test_claude_needs_its_own_key():
    with pytest.raises(Unconfigured, match="has no key") as caught:
        make_translator("anthropic:claude-opus-5-5", settings_from({"OPENAI_API_KEY": "k"}))
    assert "ANTHROPIC_API_KEY" in caught.value.do
    env = {"ANTHROPIC_API_KEY": "sk-ant-1", "ANTHROPIC_BASE_URL": "https://proxy.test"}
    translator = make_translator("anthropic:claude-opus-5-5", settings_from(env))
    assert translator.name == "anthropic:claude-opus-5-5"
    assert translator.abilities.sends.endswith("to proxy.test")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("magic", "unknown translation engine"),
        ("magic:x", "unknown translation engine"),
        ("openai", "needs a model"),
        ("openai:", "needs a model"),
        ("fake:x", "takes no model"),
    ],
)
def test_names_that_mean_nothing(name, what):
    for attempt in (lambda: make_translator(name, Settings()), lambda: resolve(name, {})):
        with pytest.raises(BadInput, match=what) as caught:
            attempt()
        assert caught.value.do
    with pytest.raises(BadInput) as caught:
        resolve("magic", {})
    assert "openai:MODEL, " in caught.value.do
    assert ", fake" in caught.value.do


@pytest.mark.parametrize("name", ["auto", "", "  "])
def test_auto_asks_the_environment(name):
    assert resolve(name, {"STORYPORT_TRANSLATE": "openai:m"}) == "openai:m"
    assert resolve(name, {"STORYPORT_TRANSLATE": " fake "}) == "fake"


@pytest.mark.parametrize("env", [{}, {"STORYPORT_TRANSLATE": "auto"}, {"OPENAI_API_KEY": "k"}])
def test_auto_without_a_model_says_how_to_configure_one(env):
    with pytest.raises(Unconfigured) as caught:
        resolve("auto", env)
    assert caught.value.exit_code == 2
    for word in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "STORYPORT_TRANSLATE",
        "Ollama",
        "llama-server",
        "vLLM",
    ):
        assert word in caught.value.do


def test_what_is_named_goes_before_the_environment():
    assert resolve("fake", {"STORYPORT_TRANSLATE": "openai:m"}) == "fake"


def test_the_environment_goes_before_the_file():
    table = {"base_url": "http://file/v1", "temperature": 0.7, "timeout": 5, "extra": {"x": 1}}
    settings = settings_from({"OPENAI_BASE_URL": "http://env/v1", "OPENAI_API_KEY": "k"}, table)
    assert settings == Settings("http://env/v1", "k", 0.7, 5, {"x": 1})
    assert settings_from({}, table).base_url == "http://file/v1"
    assert settings_from({}).api_key == ""
    assert settings_from({"STORYPORT_TEMPLATE": "seed-x"}, {"template": "hy-mt2"}).template == (
        "seed-x"
    )
    assert settings_from({}, {"template": "hy-mt2"}).template == "hy-mt2"


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({"api_key": "sk-1"}, "a key stands in"),
        ({"colour": 1}, "unknown engine setting"),
        ({"temperature": "hot"}, "wrong type"),
        ({"timeout": True}, "wrong type"),
    ],
)
def test_settings_that_cannot_be(table, what):
    with pytest.raises(BadInput, match=what) as caught:
        settings_from({}, table)
    assert "sk-1" not in str(caught.value)


def test_engines_are_described():
    by_name = {status.name: status for status in describe({})}
    assert {"openai:MODEL", "ctranslate2:DIR", "apertium", "fake"} <= set(by_name)
    assert by_name["fake"].ready
    assert not by_name["openai:MODEL"].ready
    assert "OPENAI_API_KEY" in by_name["openai:MODEL"].missing
    assert not by_name["anthropic:MODEL"].ready
    assert "ANTHROPIC_API_KEY" in by_name["anthropic:MODEL"].missing
    ready = {status.name: status for status in describe({"OPENAI_API_KEY": "sk-1"})}
    assert ready["openai:MODEL"].ready
    assert not ready["anthropic:MODEL"].ready
    assert "sk-1" not in repr(ready)
    assert ready["openai:MODEL"].abilities.sends
