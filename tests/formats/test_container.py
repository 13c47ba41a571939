"""Containers: read without trust, copied without change."""

from __future__ import annotations

import contextlib
import errno
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.epub_samples import chinese, unpack

from storyport.formats import container as reading
from storyport.formats import container_writing as writing
from storyport.formats import zip_records
from storyport.formats.container import Container
from storyport.formats.container_writing import copy_container, replacing
from storyport.kernel.errors import BadInput


def zipped(path: Path, *files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return path


def read_all(path: Path) -> None:
    with Container(path) as container:
        for name in container.members:
            container.read(name)


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        read_all(path)
    assert caught.value.where.startswith(str(path))
    assert caught.value.do
    return caught.value.what


def copied(path: Path, out: Path, **changes: bytes) -> Path:
    with Container(path) as container:
        copy_container(container, out, lambda name: changes.get(name.partition(".")[0]))
    return out


def test_an_unchanged_copy_is_the_same_file(tmp_path):
    book = chinese(tmp_path / "a.epub")

    assert book.read_bytes() == copied(book, tmp_path / "b.epub").read_bytes()


def test_changed_members_change_and_nothing_else_does(tmp_path):
    book = zipped(tmp_path / "a.zip", ("mimetype", b"m"), ("a.txt", b"one"), ("b.txt", b"two"))

    out = copied(book, tmp_path / "b.zip", mimetype=b"n", a=b"three" * 100)

    assert unpack(out) == {"mimetype": b"n", "a.txt": b"three" * 100, "b.txt": b"two"}
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out) as new:
        assert [one.date_time for one in old.infolist()] == [
            one.date_time for one in new.infolist()
        ]
        assert [one.external_attr for one in old.infolist()] == [
            one.external_attr for one in new.infolist()
        ]
        assert new.getinfo("mimetype").compress_type == zipfile.ZIP_STORED


def test_streamed_members_keep_their_descriptors(tmp_path):
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.seekable = lambda: False  # type: ignore[method-assign]
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", b"a" * 1000)
            archive.writestr("b.txt", b"b" * 1000)

    assert path.read_bytes() == copied(path, tmp_path / "b.zip").read_bytes()
    changed = copied(path, tmp_path / "c.zip", a=b"A")
    assert unpack(changed) == {"a.txt": b"A", "b.txt": b"b" * 1000}


def test_comments_and_extra_fields_stay(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.extra = struct.pack("<2H4s", 0x7777, 4, b"kept")
        info.comment = b"about a"
        archive.writestr(info, b"a")
        archive.comment = b"about all"

    out = copied(path, tmp_path / "b.zip", a=b"new")

    with zipfile.ZipFile(out) as archive:
        info = archive.getinfo("a.txt")
        assert (archive.comment, info.comment) == (b"about all", b"about a")
        assert b"kept" in info.extra


def test_zip64_records_are_read_and_written(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_records, "_MANY", 3)
    path = zipped(tmp_path / "a.zip", *[(f"{n}.txt", bytes([n])) for n in range(5)])

    out = copied(path, tmp_path / "b.zip", **{"1": b"new"})

    assert b"PK\x06\x06" in out.read_bytes()
    assert unpack(out)["1.txt"] == b"new"
    with Container(out) as container:
        assert list(container.members) == [f"{n}.txt" for n in range(5)]


def test_entries_beyond_four_gigabytes_get_zip64_fields():
    entry = zip_records.parse_entries(_central(), 0)[0]
    far = entry.central_at(5 << 30)

    again = zip_records.parse_entries(far, 0)[0]

    assert (5 << 30, entry.size, entry.name) == (again.offset, again.size, again.name)
    assert len(entry.raw) == len(again.central_at(entry.offset))


def _central() -> bytes:
    head = (b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 1, 1, 5, 0, 0, 0, 0, 0, 7)
    return struct.pack("<4s6H3I5H2I", *head) + b"a.txt"


def test_a_prefix_before_the_archive_is_no_trouble(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.txt", b"a"))
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())

    assert unpack(copied(path, tmp_path / "b.zip")) == {"a.txt": b"a"}


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "a\\b", "..", "a/.."], ids=repr
)
def test_unsafe_names_are_refused(tmp_path, name):
    assert "unsafe name" in refused(zipped(tmp_path / "a.zip", (name, b"a")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_stand_twice_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.txt", b"a"), ("a.txt", b"b"))

    assert "stands twice" in refused(path)


def test_what_is_no_zip_file_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"no zip at all")

    assert "no zip file" in refused(path)


def test_an_empty_file_and_a_missing_one_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    assert "cannot be read" in refused(path)
    path.write_bytes(b"")

    assert "no zip file" in refused(path)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_truncated_book_is_refused_whatever_is_left(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("cut")
    whole = chinese(folder / "a.epub").read_bytes()
    cut = folder / "b.epub"
    cut.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])

    refused(cut)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_damaged_book_is_read_or_refused_but_nothing_else(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("hurt")
    octets = bytearray(chinese(folder / "a.epub").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    hurt = folder / "b.epub"
    hurt.write_bytes(octets)

    with contextlib.suppress(BadInput):
        read_all(hurt)
        copied(hurt, folder / "c.epub")


def test_encrypted_members_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.txt", b"a"))
    octets = bytearray(path.read_bytes())
    octets[6] |= 1
    octets[octets.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(octets)

    assert "encrypted" in refused(path)


def test_other_methods_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.txt", b"a" * 100), method=zipfile.ZIP_BZIP2)

    assert "method 12" in refused(path)


def test_a_bomb_is_refused_by_what_it_declares(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_RATIO_COUNTS_FROM", 1 << 20)
    path = zipped(tmp_path / "a.zip", ("a.txt", bytes(4 << 20)))

    assert "zip bomb" in refused(path)


def test_pictures_of_a_gigabyte_are_no_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "_RATIO_COUNTS_FROM", 1 << 10)
    path = zipped(tmp_path / "a.zip", ("a.png", bytes(1 << 20)), method=zipfile.ZIP_STORED)

    with Container(path) as container:
        assert len(container.read("a.png")) == 1 << 20


def test_a_member_that_unpacks_to_more_than_it_declares_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.txt", b"a" * 5000))
    octets = bytearray(path.read_bytes())
    at = octets.index(b"PK\x01\x02") + 24
    octets[at : at + 4] = (10).to_bytes(4, "little")
    path.write_bytes(octets)

    assert "more than it declares" in refused(path)


def test_texts_have_a_limit_of_their_own(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.txt", b"a" * 5000))

    with Container(path) as container, pytest.raises(BadInput, match="larger than"):
        container.read("a.txt", limit=4999)


def test_members_that_overlap_are_refused(tmp_path):
    path = zipped(
        tmp_path / "a.zip", ("a.txt", b"a" * 50), ("b.txt", b"b"), method=zipfile.ZIP_STORED
    )
    octets = bytearray(path.read_bytes())
    second = octets.index(b"PK\x01\x02", octets.index(b"PK\x01\x02") + 1)
    octets[second + 42 : second + 46] = (10).to_bytes(4, "little")
    path.write_bytes(octets)

    assert "overlaps" in refused(path)


def test_a_wrong_checksum_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", ("a.txt", b"abc"), method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"abc", b"abd"))

    assert "checksum" in refused(path)


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "cannot be written")]
)
def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch, number, words):
    book = chinese(tmp_path / "a.epub")
    out = tmp_path / "out" / "b.epub"

    def full(_file: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(writing.os, "fsync", full)

    with pytest.raises(BadInput, match=words) as caught:
        copied(book, out)
    assert str(out) == caught.value.where
    assert list(out.parent.iterdir()) == []


def test_what_goes_wrong_inside_leaves_the_old_file_alone(tmp_path):
    out = tmp_path / "a.txt"
    out.write_bytes(b"old")

    def half_written() -> None:
        with replacing(out) as file:
            file.write(b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_written()

    assert [out] == list(tmp_path.iterdir())
    assert out.read_bytes() == b"old"


def test_a_book_may_be_written_over_itself(tmp_path):
    book = chinese(tmp_path / "a.epub")
    before = unpack(book)

    copied(book, book, mimetype=b"application/epub+zip")

    assert before == unpack(book)
