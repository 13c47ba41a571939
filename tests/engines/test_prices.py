from datetime import date
from decimal import Decimal

import pytest

from storyport.engines.base import Usage
from storyport.engines.prices import (
    Price,
    batched,
    cost,
    example_model,
    price_of,
    shipped_prices,
)
from storyport.kernel.errors import BadInput

D = Decimal


def test_cost_is_exact():
    price = Price(D("0.30"), D("1.20"), D("0.006"))
    assert cost(Usage(1_000_000, 250_000, 500_000), price) == D("0.8265")
    assert cost(Usage(1, 0, 0), price) == D("0.0000003")
    assert cost(Usage(), price) == 0


def test_what_is_put_into_a_cache_costs_more():
    price = Price(D("4"), D("20"), D("0.20"), written=D("5"))
    usage = Usage(prompt_tokens=10_000, cached_tokens=6_000, completion_tokens=1_000)
    assert cost(usage, price) == D("0.0372")
    usage = Usage(10_000, 0, 1_000, written_tokens=6_000)
    assert cost(usage, price) == D("0.066")
    without = Price(D("4"), D("20"), D("0.20"))
    assert cost(usage, without) == D("0.06")
    assert usage + usage == Usage(20_000, 0, 2_000, 12_000)


@pytest.mark.parametrize(
    "name", ["anthropic:claude-opus-5-5", "anthropic:claude-haiku-4-5", "openai:gpt-5.6-luna"]
)
def test_shipped_cache_writes_cost_a_quarter_more(name):
    price = price_of(name)
    assert price.written == price.input * D("1.25")


def test_a_batch_costs_what_the_table_says_or_else_the_engine():
    shipped = price_of("anthropic:claude-opus-5-5")
    half = batched(shipped, D(1))
    assert (half.input, half.output) == (shipped.input / 2, shipped.output / 2)
    assert (half.cached, half.written) == (shipped.cached / 2, shipped.written / 2)
    assert batched(half, D("0.5")) == half
    own = price_of("openai:mine", {"openai:mine": {"input": 1, "output": 2}})
    assert batched(own, D("0.5")).input == D("0.5")
    own = price_of("openai:mine", {"openai:mine": {"input": 1, "output": 2, "batch": 0.4}})
    assert batched(own, D("0.5")).input == D("0.4")
    assert batched(price_of("openai:deepseek-flash"), D(1)).input == D("0.30")


def test_the_example_is_priced_and_dated():
    price = price_of(example_model())
    assert price
    assert price.as_of
    assert price.as_of > date(2026, 1, 1)
    assert price.source.startswith("https://")


def test_every_shipped_price_is_sane():
    for name, price in shipped_prices():
        assert 0 <= price.cached <= price.input <= price.output < 100, name
        assert price.written is None or price.input < price.written < price.output, name
        assert price.batch is None or 0 < price.batch <= 1, name
        assert all(
            isinstance(amount, Decimal) for amount in (price.cached, price.input, price.output)
        )


@pytest.mark.parametrize(
    ("name", "dated"),
    [
        ("openai:gpt-4o-mini", "openai:gpt-4o-mini-2024-07-18"),
        ("anthropic:claude-haiku-4-5", "anthropic:claude-haiku-4-5-20251001"),
    ],
)
def test_a_snapshot_costs_what_its_model_costs(name, dated):
    assert price_of(dated) == price_of(name) is not None


@pytest.mark.parametrize(
    "name", ["openai:nobody-knows", "openai:gpt-4o-mini-deluxe", "openai:", ""]
)
def test_what_nobody_knows_has_no_price(name):
    assert price_of(name) is None


@pytest.mark.parametrize("name", ["fake", "memory", "ctranslate2:models/zh-en", "openai:qwen3:8b"])
def test_ones_own_machine_is_free(name):
    assert cost(Usage(10**6, 0, 10**6), price_of(name)) == 0


def test_a_price_announced_ahead_begins_on_its_day():
    name = "openai:gemini-3.8-flash"
    assert price_of(name, today=date(2026, 12, 31)).input == D("0.75")
    assert price_of(name, today=date(2027, 1, 1)).input == D("1.50")


def test_ones_own_price_goes_first():
    overrides = {
        "openai:mine": {"input": 1, "output": 2.5},
        "openai:gpt-4o-mini": {"input": "9", "output": 9, "cached": 3},
    }
    assert price_of("openai:mine", overrides) == Price(
        D(1), D("2.5"), D(1), source="storyport.toml"
    )
    assert price_of("openai:gpt-4o-mini", overrides).cached == 3
    written = price_of("openai:w", {"openai:w": {"input": 4, "output": 9, "written": 5}}).written
    assert written == 5


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({"input": 1}, "needs input and output"),
        ({"input": -1, "output": 1}, "-1 is no price"),
        ({"input": "free", "output": 1}, "'free' is no price"),
        ({"input": True, "output": 1}, "True is no price"),
        ({"input": 1, "output": float("nan")}, "nan is no price"),
        ({"input": 1, "output": 1, "outputs": 1}, "unknown entry 'outputs'"),
    ],
)
def test_overrides_that_are_no_prices(table, what):
    with pytest.raises(BadInput, match=what) as caught:
        price_of("openai:m", {"openai:m": table})
    assert "openai:m" in caught.value.where
