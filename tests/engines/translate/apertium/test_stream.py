import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.engines.translate.apertium.stream import (
    from_stream,
    tidy,
    to_stream,
    without_blanks,
)


@pytest.mark.parametrize(
    ("text", "stream", "blanks"),
    [
        ("He said.", "He said.", ()),
        ("“Go!” he said", "[0]Go![1] he said", ("“", "”")),
        ("a *b* #c", "a [0]b[1] [2]c", ("*", "*", "#")),
        ("I don’t know", "I don't know", ()),
        ("\ue000red\ue001 car", "[0]red[1] car", ("\ue000", "\ue001")),
        ("[1] a\\b", "[0]1[1] a[2]b", ("[", "]", "\\")),
        ("e\u0301 👩‍👧", "é [0]", ("👩‍👧",)),
        ("5% off", "5% off", ()),
    ],
)
def test_a_text_becomes_a_stream(text, stream, blanks):
    assert to_stream(text) == (stream, blanks)


def test_a_stream_becomes_text_again():
    assert from_stream("[0]Vete![1] dijo[][\n]".replace("[\n]", ""), ("“", "”")) == "“Vete!” dijo"
    assert from_stream(r"100\$ \[x\]", ()) == "100$ [x]"


@pytest.mark.parametrize("stream", ["[0]a", "[0]a[0]", "[0]a[1][2]", "a"])
def test_superblanks_that_are_lost_or_doubled_are_seen(stream):
    assert from_stream(stream, ("“", "”")) is None


def test_superblanks_may_be_left_out():
    assert without_blanks(r"[0]Vete![][1] \$5") == "Vete! $5"


@given(st.text(max_size=80).filter(lambda text: "\n" not in text))
@settings(deadline=None)
def test_nothing_is_lost_on_the_way(text):
    stream, blanks = to_stream(text)
    again = from_stream(stream, blanks)
    assert to_stream(again) == (stream, blanks)
    plain = text.isascii() and "'" not in text
    assert not plain or again == text


@pytest.mark.parametrize(
    ("shown", "source", "expected"),
    [
        (" Dijo: “ morirás!” ", "He said: “You die!”", "Dijo: “morirás!”"),
        ("ZX1  espada", "ZX1's sword", "ZX1 espada"),
        ("a  b", "a  b", "a  b"),
        (" Fue", "  He went ", "  Fue "),
        ('" Vete !"', '"You go!"', '"Vete!"'),
        ('5" tall', '5" tall', '5" tall'),
        ("( nada )", "(it is nothing)", "(nada)"),
    ],
)
def test_gaps_of_dropped_words_are_closed(shown, source, expected):
    assert tidy(shown, source) == expected
