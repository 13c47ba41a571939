"""Amounts and counts as a person reads them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from storyport.kernel.errors import BadInput

__all__ = ["counted", "money", "usd"]

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


def money(text: str | None) -> Decimal | None:
    """Return the amount of a --budget, None where none was given.

    Raises:
        BadInput: it is no amount.
    """
    if text is None:
        return None
    try:
        amount = Decimal(text.strip().removeprefix("$"))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0:
        raise BadInput(f"{text!r} is no amount.", where="--budget", do="Write USD, such as 5.00.")
    return amount
