"""`translate --dry-run`: what it would take, with nothing sent and nothing stored."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING

from storyport.cli.console import CONSOLE
from storyport.kernel.errors import StoryportError
from storyport.kernel.settings import Settings

if TYPE_CHECKING:
    from storyport.engines.prices import Price
    from storyport.fiction.translating import Wish
    from storyport.localize.estimating import Estimate

__all__ = ["tell_estimate"]


def tell_estimate(wish: Wish, engine: str, settings: Settings) -> int:
    """Show segments, tokens and cost for every locale."""
    from storyport.engines.prices import price_of

    name, example = _priced(engine, settings)
    price = price_of(name, settings.prices)
    rows = _estimates(wish, price, name)
    CONSOLE.table(
        (
            "locale",
            "segments",
            "reused",
            "characters",
            "requests",
            "tokens in",
            "tokens out",
            "USD",
        ),
        [
            (
                row.locale,
                f"{row.segments:,}",
                f"{row.reused:,}",
                f"{row.characters:,}",
                f"{row.requests:,}",
                f"{row.input_tokens:,}",
                f"{row.output_tokens:,}",
                "not known" if row.cost is None else f"{row.cost:.2f}",
            )
            for row in rows
        ],
    )
    if example:
        CONSOLE.say(f"No engine is configured; priced as an example: {name}.")
    if price is not None and price.as_of:
        CONSOLE.say(f"Price of {name} as of {price.as_of}: {price.source}")
    total = (
        None
        if any(row.cost is None for row in rows)
        else sum((row.cost or Decimal(0) for row in rows), Decimal(0))
    )
    CONSOLE.result(
        {
            "dry_run": True,
            "engine": name,
            "example": example,
            "locales": [row.as_dict() for row in rows],
            "segments": sum(row.segments for row in rows),
            "requests": sum(row.requests for row in rows),
            "input_tokens": sum(row.input_tokens for row in rows),
            "output_tokens": sum(row.output_tokens for row in rows),
            "cost": None if total is None else str(total),
        }
    )
    return 0


def _priced(engine: str, settings: Settings) -> tuple[str, bool]:
    """Return the engine to price, and whether it is only an example."""
    from storyport.engines.prices import example_model
    from storyport.engines.translate import resolve
    from storyport.kernel.errors import Unconfigured

    wanted = engine if engine != "auto" else settings.translate
    if wanted == "memory":
        return wanted, False
    try:
        return resolve(wanted, os.environ), False
    except Unconfigured:
        return example_model(), True


def _estimates(wish: Wish, price: Price | None, engine: str) -> list[Estimate]:
    from storyport.fiction.estimating import estimate

    known = _has_database()
    if known:
        from storyport.work.database import open_database

        try:
            open_database()
        except StoryportError:
            known = False
    return estimate(wish, price, engine, story=known)


def _has_database() -> bool:
    """Tell whether there is a database to look into; a dry run makes none."""
    from pathlib import Path

    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or "mode=memory" in name or Path(name).exists()
