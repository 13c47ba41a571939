from decimal import Decimal

import pytest

from storyport.cli.wording import counted, usd


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (None, "not known"),
        ("0", "0"),
        ("0.00004", "under 0.0001"),
        ("0.0217", "0.0217"),
        ("0.4", "0.40"),
        ("1234.5", "1,234.50"),
    ],
)
def test_small_amounts_still_say_something(amount, told):
    assert usd(None if amount is None else Decimal(amount)) == told


def test_one_is_one():
    assert (counted(1, "request"), counted(1200, "request")) == ("1 request", "1,200 requests")
    assert counted(2, "entry", "entries") == "2 entries"
