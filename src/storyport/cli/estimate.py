"""`translate --dry-run`: what it would take, with nothing sent and nothing stored."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from storyport.cli.console import CONSOLE
from storyport.cli.wording import usd
from storyport.kernel.errors import StoryportError

if TYPE_CHECKING:
    from storyport.fiction.estimating import Estimated
    from storyport.fiction.translating import Wish

__all__ = ["tell_estimate"]

_TITLES = ("locale", "segments", "known", "characters", "requests", "tokens in", "tokens out")


def tell_estimate(wish: Wish) -> int:
    """Show segments, tokens and cost for every locale."""
    found = _estimated(wish)
    rows = found.rows
    costs = [row.cost for row in rows]
    total = None if None in costs else sum((cost for cost in costs if cost), Decimal(0))
    named = len({priced.engine for priced in found.prices.values()}) > 1
    CONSOLE.table(
        (*_TITLES, "USD", *(["engine"] if named else [])),
        [
            (
                row.locale,
                f"{row.segments:,}",
                f"{row.reused:,}",
                f"{row.characters:,}",
                f"{row.requests:,}",
                f"{row.input_tokens:,}",
                f"{row.output_tokens:,}",
                usd(row.cost),
                *([found.prices[row.locale].engine] if named else []),
            )
            for row in rows
        ],
    )
    if len(rows) > 1:
        CONSOLE.say(f"Together: {usd(total)} USD.")
    _tell_prices(found)
    CONSOLE.result(
        {
            "dry_run": True,
            "engine": ", ".join(dict.fromkeys(each.engine for each in found.prices.values())),
            "example": any(each.example for each in found.prices.values()),
            "locales": [
                {**row.as_dict(), "engine": found.prices[row.locale].engine} for row in rows
            ],
            "segments": sum(row.segments for row in rows),
            "requests": sum(row.requests for row in rows),
            "input_tokens": sum(row.input_tokens for row in rows),
            "output_tokens": sum(row.output_tokens for row in rows),
            "cost": None if total is None else str(total),
        }
    )
    return 0


def _tell_prices(found: Estimated) -> None:
    told = {priced.engine: priced for priced in found.prices.values()}
    for name, priced in told.items():
        if priced.example:
            CONSOLE.say(
                f"No engine is configured; priced as an example: {name}."
                " Another: --engine openai:MODEL. All there are: storyport engines"
            )
        if priced.missing:
            CONSOLE.say(f"Not ready yet: {priced.missing} See: storyport engines")
        price = priced.price
        if price is None:
            CONSOLE.say(
                f'The price of {name} is not known: write [prices."{name}"] into storyport.toml.'
            )
        elif price.as_of and price.source:
            CONSOLE.say(f"Price of {name} as of {price.as_of}: {price.source}")


def _estimated(wish: Wish) -> Estimated:
    from storyport.fiction.estimating import estimate

    known = _has_database()
    if known:
        from storyport.work.database import open_database

        try:
            open_database()
        except StoryportError:
            known = False
    return estimate(wish, story=known)


def _has_database() -> bool:
    """Tell whether there is a database to look into; a dry run makes none."""
    from pathlib import Path

    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or "mode=memory" in name or Path(name).exists()
