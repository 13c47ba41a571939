import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storyport.kernel.errors import BadInput
from storyport.kernel.files import whole_file, write_whole


def test_chunks_become_a_file_in_a_new_folder(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b.txt"
    write_whole(out, [b"one ", b"two"])
    assert out.read_bytes() == b"one two"
    assert list(out.parent.iterdir()) == [out]


def test_what_stood_there_stays_when_the_writing_breaks_off(tmp_path: Path) -> None:
    out = tmp_path / "b.txt"
    out.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(out, chunks())
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_full_disk_is_said_clearly(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(BadInput, match="disk is full") as caught:
        write_whole(tmp_path / "b.txt", chunks())
    assert "Free some space" in caught.value.do
    assert list(tmp_path.iterdir()) == []


def test_trouble_with_another_file_is_not_blamed_on_this_one(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield (tmp_path / "absent").read_bytes()

    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "b.txt", chunks())


def test_a_folder_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(BadInput, match="folder stands in the way"):
        write_whole(tmp_path / "b.txt", [b"x"])
    with pytest.raises(BadInput):
        write_whole(tmp_path / "b.txt" / ("x" * 300), [b"x"])


def test_a_whole_file_can_be_sought_in(tmp_path: Path) -> None:
    with whole_file(tmp_path / "b.bin") as file:
        file.write(b"abc")
        file.seek(1)
        file.write(b"B")
    assert (tmp_path / "b.bin").read_bytes() == b"aBc"
