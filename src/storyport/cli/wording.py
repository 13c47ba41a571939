"""Amounts and counts as a person reads them."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["counted", "usd"]

_CENT = Decimal("0.01")


def usd(amount: Decimal | None) -> str:
    """Return an amount in USD: to the cent, below a tenth of a dollar as far as it says something."""
    if amount is None:
        return "not known"
    if not amount:
        return "0"
    if amount >= 10 * _CENT:
        return f"{amount:,.2f}"
    if amount < Decimal("0.0001"):
        return "under 0.0001"
    return f"{amount:.4f}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: `1 request`, `1,200 requests`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
