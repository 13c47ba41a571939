from pathlib import Path

import pytest

from storyport.formats import find_documents, natural_key, open_document, supported_extensions
from storyport.kernel.errors import BadInput


def write(path: Path, text: str = "第一章 少年\n\n他走了。\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_text_file_opens_whatever_the_case_of_its_extension(tmp_path: Path) -> None:
    assert open_document(write(tmp_path / "novel.TXT")).format == "txt"


def test_a_text_file_without_extension_opens(tmp_path: Path) -> None:
    assert open_document(write(tmp_path / "novel")).format == "txt"


def test_unsupported_names_what_is_supported(tmp_path: Path) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(BadInput, match="not supported") as caught:
        open_document(path)
    assert ".txt" in caught.value.do
    assert ".epub" in caught.value.do
    assert caught.value.where == str(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        open_document(tmp_path / "none.txt")
    with pytest.raises(BadInput, match="folder"):
        open_document(tmp_path)
    with pytest.raises(BadInput, match="cannot be read"):
        find_documents(tmp_path / "none.txt")


def test_documents_of_a_folder_come_in_natural_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in (
        "ch10.txt",
        "ch2.txt",
        "Ch1.txt",
        "b/1.txt",
        "a/2.txt",
        ".hidden.txt",
        ".git/x.txt",
    ):
        write(tmp_path / name)
    (tmp_path / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "nowhere")
    write(tmp_path / "README")
    found = [path.relative_to(tmp_path).as_posix() for path in find_documents(tmp_path)]
    assert found == ["a/2.txt", "b/1.txt", "Ch1.txt", "ch2.txt", "ch10.txt"]


def test_a_file_is_found_as_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "novel.txt")
    assert find_documents(path) == [path]


def test_a_folder_without_supported_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no supported file"):
        find_documents(tmp_path)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("ch2.txt", "ch10.txt"),
        ("第二章.txt", "第十章.txt"),
        ("第九十九章 归来.txt", "第一百章 风起.txt"),
        ("第９章.txt", "第10章.txt"),
        ("a1b2", "a1b10"),
        ("1.txt", "a.txt"),
    ],
)
def test_natural_order(earlier: str, later: str) -> None:
    assert natural_key(earlier) < natural_key(later)


def test_every_format_says_its_extensions() -> None:
    assert {".txt", ".epub"} <= set(supported_extensions())
