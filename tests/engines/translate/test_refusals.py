import json

import pytest

from storyport.engines.base import BadAnswer, Declined, Refused, Throttled, TooLarge, Unavailable
from storyport.engines.translate.refusals import error_of, error_text_of, scrub, speaks_of_form


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (401, "Incorrect API key provided", Refused),
        (403, "Country not supported", Refused),
        (403, "Your input was flagged by moderation", Declined),
        (404, "The model `x` does not exist", Refused),
        (402, "Insufficient Balance", Refused),
        (429, "You exceeded your current quota · insufficient_quota", Refused),
        (429, "Rate limit reached for requests", Throttled),
        (429, "Request too large for gpt on tokens per min (TPM): Limit 30000", TooLarge),
        (413, "Payload Too Large", TooLarge),
        (
            400,
            "This model's maximum context length is 8192 tokens · context_length_exceeded",
            TooLarge,
        ),
        (400, "the request exceeds the available context size (2048 tokens)", TooLarge),
        (400, "Range of input length should be… input is too long", TooLarge),
        (400, "Content Exists Risk", Declined),
        (400, "Input data may contain inappropriate content. · data_inspection_failed", Declined),
        (400, "content_filter", Declined),
        (
            400,
            "Arrearage: Access denied, please make sure your account is in good standing",
            Refused,
        ),
        (400, "unknown parameter", Refused),
        (408, "timeout", Unavailable),
        (409, "conflict", Unavailable),
        (500, "oops", Unavailable),
        (503, "overloaded", Unavailable),
        (529, "overloaded", Unavailable),
    ],
)
def test_what_a_status_means(status, message, kind):
    assert type(error_of(status, {}, message, worked=False)) is kind


def test_a_plain_400_after_it_has_worked_is_about_the_text():
    assert type(error_of(400, {}, "bad character", worked=True)) is BadAnswer


def test_throttled_and_overloaded_say_how_long():
    assert error_of(429, {"retry-after": "3"}, "", worked=True).retry_after == 3
    assert error_of(503, {"retry-after": "4"}, "", worked=True).retry_after == 4
    assert error_of(429, {}, "try again in 20ms", worked=True).retry_after == 0.02


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"error": {"message": "No.", "type": "x", "code": "bad"}}, "No. · bad"),
        ({"error": "model not found"}, "model not found"),
        ({"detail": "Not Found"}, "Not Found"),
        ({"detail": [{"msg": "field required"}]}, "field required"),
        ([{"error": {"message": "quota"}}], "quota"),
        ({"weird": 1}, '{"weird": 1}'),
        (7, "7"),
    ],
)
def test_the_words_of_an_error(body, text):
    assert error_text_of(json.dumps(body).encode()) == text


def test_a_web_page_is_told_in_its_words():
    page = b"<html><head><style>x{}</style></head><body><h1>Bad\nGateway</h1></body></html>"
    assert error_text_of(page) == "Bad Gateway"
    assert len(error_text_of(b"x" * 5000)) < 400
    assert error_text_of(b"\xff\xfe") != ""


def test_no_key_is_ever_told():
    said = scrub("wrong key my-own-secret or sk-proj-abcdefgh12345678****wxyz", "my-own-secret")
    assert said == "wrong key *** or ***"
    assert scrub("fine", "") == "fine"


@pytest.mark.parametrize(
    ("status", "message", "speaks"),
    [
        (400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported.", True),
        (400, "This response_format type is unavailable now", True),
        (422, "unknown field json_schema", True),
        (400, "temperature", False),
        (429, "response_format", False),
    ],
)
def test_what_speaks_of_form(status, message, speaks):
    assert speaks_of_form(status, message) is speaks
