"""What engines cost: a dated table that ships, one's own prices over it, Decimal USD."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase
from importlib.resources import files
from typing import Any

from storyport.engines.base import Usage
from storyport.kernel.errors import BadInput

__all__ = ["Price", "batched", "cost", "example_model", "price_of", "shipped_prices"]

_MILLION = Decimal(1_000_000)
_DATED = re.compile(r"-(?:\d{4}-\d\d-\d\d|\d{8})$")
_KINDS = ("input", "output", "cached", "written", "batch")


@dataclass(frozen=True)
class Price:
    """USD per million tokens.

    Attributes:
        input, output: of the prompt, and of what is written.
        cached: of the part of the prompt that a cache held already.
        written: of the part that was put into a cache; None: as much as `input`.
        batch: what a batched request costs, as a share of this; None: not known.
        as_of: when it was looked up; None for one's own.
        source: page it stands on, or who set it. note: what it holds for.
        begins: first day it holds.
    """

    input: Decimal
    output: Decimal
    cached: Decimal
    as_of: date | None = None
    source: str = ""
    note: str = ""
    begins: date = date.min
    written: Decimal | None = None
    batch: Decimal | None = None


def cost(usage: Usage, price: Price) -> Decimal:
    """Return USD, exact."""
    written = price.input if price.written is None else price.written
    fresh = usage.prompt_tokens - usage.cached_tokens - usage.written_tokens
    total = (
        fresh * price.input
        + usage.cached_tokens * price.cached
        + usage.written_tokens * written
        + usage.completion_tokens * price.output
    )
    return total / _MILLION


def batched(price: Price, discount: Decimal) -> Price:
    """Return what batched requests cost.

    Args:
        price: of ordinary requests.
        discount: the engine's own share, where the price does not say one.
    """
    share = discount if price.batch is None else price.batch
    return replace(
        price,
        input=price.input * share,
        output=price.output * share,
        cached=price.cached * share,
        written=None if price.written is None else price.written * share,
        batch=Decimal(1),
    )


def price_of(
    name: str,
    overrides: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    today: date | None = None,
) -> Price | None:
    """Return an engine's price, None where nobody knows it.

    Args:
        name: as on the command line, such as `openai:gpt-6-luna`; a dated snapshot of a model
            (`-2026-05-01`, `-20260501`) costs what the model costs.
        overrides: `storyport.toml`'s `prices` table: name -> input, output, cached, written,
            batch.
        today: for prices that were announced ahead; None: the clock.

    Raises:
        BadInput: an override is no price.
    """
    for known, table in (overrides or {}).items():
        if known == name:
            return _override(known, table)
    day = today or datetime.now(UTC).date()
    for candidate in (name, _DATED.sub("", name)):
        for pattern, price in reversed(shipped_prices()):
            if price.begins <= day and fnmatchcase(candidate, pattern):
                return price
    return None


@functools.cache
def shipped_prices() -> tuple[tuple[str, Price], ...]:
    """Return (name or pattern, price) of the table that ships, a later price after an earlier."""
    table = _table()
    rows = [
        (
            str(row["name"]),
            Price(
                input=Decimal(row["input"]),
                output=Decimal(row["output"]),
                cached=Decimal(row.get("cached", row["input"])),
                written=_decimal(row.get("written")),
                batch=_decimal(row.get("batch", provider.get("batch"))),
                as_of=table["as_of"],
                source=provider["source"],
                note=provider["note"],
                begins=row.get("from", date.min),
            ),
        )
        for provider in table["provider"]
        for row in provider["prices"]
    ]
    return tuple(sorted(rows, key=lambda row: row[1].begins))


def example_model() -> str:
    """Return the model that a dry run prices where no engine is configured."""
    return str(_table()["example"])


@functools.cache
def _table() -> dict[str, Any]:
    text = (files("storyport.engines") / "data" / "prices.toml").read_text("utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _override(name: str, table: Mapping[str, Any]) -> Price:
    where = f'[prices."{name}"]'
    amounts = {}
    for kind, value in table.items():
        if kind not in _KINDS:
            raise BadInput(
                f"unknown entry {kind!r}.", where=where, do=f"Known: {', '.join(_KINDS)}."
            )
        amounts[kind] = _amount(value, f"{where} {kind}")
    if "input" not in amounts or "output" not in amounts:
        raise BadInput(
            "a price needs input and output.", where=where, do="USD per million tokens each."
        )
    return Price(
        amounts["input"],
        amounts["output"],
        amounts.get("cached", amounts["input"]),
        source="storyport.toml",
        written=amounts.get("written"),
        batch=amounts.get("batch"),
    )


def _amount(value: Any, where: str) -> Decimal:
    try:
        amount = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise BadInput(
            f"{value!r} is no price.", where=where, do="Write USD per million tokens, such as 0.30."
        )
    return amount
