import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyport.formats.txt import lines
from storyport.formats.txt.encoding import Encoding
from storyport.formats.txt.lines import byte_lines, read_lines, split_lines

TEXT = st.text(st.sampled_from("a第\r\n\u2028\x0b \U0001f600"), max_size=60)


@settings(deadline=None)
@given(
    text=TEXT,
    codec=st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le"]),
    block=st.integers(1, 9),
)
def test_lines_cover_the_file_whatever_the_blocks(
    text: str, codec: str, block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.txt"
    data = text.encode(codec)
    path.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_BLOCK", block)
        found = list(read_lines(path, Encoding(codec)))
    assert b"".join(line.data for line in found) == data
    assert [line.text for line in found] == split_lines(text)
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    assert all(data[line.offset :].startswith(line.data) for line in found)
    assert byte_lines(data, codec) == [(line.offset, line.text) for line in found]


def test_only_cr_and_lf_end_a_line() -> None:
    assert split_lines("a\u2028b\x0bc\x85d\r\ne\rf\n\ng") == [
        "a\u2028b\x0bc\x85d\r\n",
        "e\r",
        "f\n",
        "\n",
        "g",
    ]
