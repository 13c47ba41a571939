from datetime import UTC, datetime

import pytest

from storyport.engines.translate.waiting import retry_after_of, seconds_of


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("6m0s", 360),
        ("1.5s", 1.5),
        ("20ms", 0.02),
        ("1h2m3s", 3723),
        ("3", 3),
        ("", None),
        ("soon", None),
        ("5 s", None),
    ],
)
def test_durations(duration, seconds):
    assert seconds_of(duration) == seconds


NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "message", "seconds"),
    [
        ({}, "", None),
        ({"retry-after": "7"}, "", 7),
        ({"retry-after": "0.25"}, "", 0.25),
        ({"retry-after-ms": "1500", "retry-after": "9"}, "", 1.5),
        ({"retry-after": "Fri, 02 Jan 2026 03:05:05 GMT"}, "", 60),
        ({"retry-after": "Fri, 02 Jan 2026 03:00:00 GMT"}, "", 0),
        ({"retry-after": "nonsense"}, "", None),
        ({"retry-after": "nan"}, "", None),
        ({"retry-after": "-3"}, "", None),
        (
            {
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-requests": "12ms",
                "x-ratelimit-remaining-tokens": "0",
                "x-ratelimit-reset-tokens": "6m0s",
            },
            "",
            360,
        ),
        (
            {"x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "6m0s"},
            "Please try again in 1.2s. Visit",
            1.2,
        ),
        ({}, "Please try again in 6m0s", 360),
        ({}, '"retryDelay": "17s"', 17),
        ({}, "Please retry after 26 seconds.", 26),
        ({}, "retry after 3 times", None),
    ],
)
def test_asked_to_wait(headers, message, seconds):
    assert retry_after_of(headers, message, NOW) == seconds


def test_a_date_is_read_against_the_servers_own_clock():
    headers = {
        "retry-after": "Fri, 02 Jan 2026 03:05:05 GMT",
        "date": "Fri, 02 Jan 2026 03:05:00 GMT",
    }
    assert retry_after_of(headers) == 5
