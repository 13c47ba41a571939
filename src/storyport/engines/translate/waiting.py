"""How long an endpoint asks to wait, in the ways that endpoints say it.

Sources: RFC 9110 10.2.3 (Retry-After), OpenAI's rate limit headers
(`x-ratelimit-remaining-requests`, `x-ratelimit-reset-requests: 6m0s`, the same for tokens),
Google's `retryDelay` in error details, and the sentences of 429 messages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["retry_after_of", "seconds_of"]

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_WHOLE = re.compile(rf"(?:{_DURATION.pattern})+")
_SAID = re.compile(
    rf"(?:try again in|retry (?:after|in)|retryDelay\W+)\s*"
    rf"({_WHOLE.pattern}|\d+(?:\.\d+)?(?=\s*seconds?))",
    re.IGNORECASE,
)
_EPOCH = 1e9


def retry_after_of(
    headers: Mapping[str, str], message: str = "", now: datetime | None = None
) -> float | None:
    """Return the seconds asked for, None if nothing is said.

    Args:
        headers: of the response; names in any case if the mapping allows it, else lower case.
        message: the error's text.
        now: for HTTP dates; else the response's Date, else the clock.
    """
    if (asked := _number(headers.get("retry-after-ms"))) is not None:
        return asked / 1000
    if (value := headers.get("retry-after")) is not None:
        asked = _number(value)
        return asked if asked is not None else _until(value, headers.get("date"), now)
    if (asked := _reset(headers)) is not None:
        return asked
    match = _SAID.search(message)
    return seconds_of(match[1]) if match else None


def seconds_of(duration: str) -> float | None:
    """Return the seconds of a duration such as `6m0s`, `1.5s`, `20ms` or `3`."""
    text = duration.strip().lower()
    if (plain := _number(text)) is not None:
        return plain
    if not _WHOLE.fullmatch(text):
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in _DURATION.findall(text))


def _reset(headers: Mapping[str, str]) -> float | None:
    """Return when the limits that are used up are refilled."""
    waits = [
        seconds_of(headers.get(f"x-ratelimit-reset-{kind}", ""))
        for kind in ("requests", "tokens")
        if _number(headers.get(f"x-ratelimit-remaining-{kind}")) == 0
    ]
    known = [wait for wait in waits if wait is not None and wait < _EPOCH]
    return max(known) if known else None


def _until(date: str, sent: str | None, now: datetime | None) -> float | None:
    until = _date(date)
    if until is None:
        return None
    since = now or _date(sent or "") or datetime.now(UTC)
    return max(0.0, (until - since).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text is not None else None
    except ValueError:
        return None
    return number if number is not None and 0 <= number < float("inf") else None
