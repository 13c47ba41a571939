from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.kernel.digests import (
    digest_bytes,
    digest_file,
    digest_json,
    digest_text,
    digest_texts,
)

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
TEXTS = st.lists(st.text(st.characters(codec=None), max_size=5), max_size=4)


def test_it_is_sha_256_of_utf_8():
    # FIPS 180-2, appendix B.1.
    assert digest_bytes(b"abc") == digest_text("abc") == ABC
    assert digest_text("林风") == hashlib.sha256("林风".encode()).hexdigest()


def test_a_lone_surrogate_has_a_digest():
    assert digest_text("\ud800") != digest_text("\ud801")


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_only_equal_sequences_have_equal_digests(one, other):
    assert (digest_texts(one) == digest_texts(other)) == (one == other)


def test_where_one_text_ends_counts():
    assert digest_texts(["ab", "c"]) != digest_texts(["a", "bc"])
    assert digest_texts(["1:a"]) != digest_texts(["a"])
    assert digest_texts(iter(["a"])) == digest_texts(["a"])


def test_plain_data_ignores_the_order_of_keys_and_nothing_else():
    assert digest_json({"a": 1, "林": [1, None]}) == digest_json({"林": [1, None], "a": 1})
    different = [{"a": 1}, {"a": "1"}, {"a": True}, {"a": 1.5}, {"a": [1]}, [1], [], {}, None, ""]
    assert len({digest_json(value) for value in different}) == len(different)


def test_a_file_is_its_bytes(tmp_path):
    path = tmp_path / "file"
    data = b"0123456789abcdef" * ((1 << 16) + 3)
    path.write_bytes(data)
    assert digest_file(path) == digest_bytes(data)
    path.write_bytes(b"")
    assert digest_file(path) == digest_bytes(b"")
