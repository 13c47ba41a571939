from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.formats.review.samples import EXTENSIONS, HEAD, REFERENCE, ROWS, row

from storyport.formats.review import open_review, write_review
from storyport.kernel.errors import BadInput

_MARKS = ("<1>", "</1>", "<2>", "</2>", "<3/>", "&lt;1>", "&amp;lt;1>")
_TEXTS = st.lists(
    st.one_of(
        st.sampled_from((*_MARKS, "=", "+", "-", "@", "\n", "\t", "_x0041_", "林风", "שלום")),
        st.text(max_size=4),
    ),
    max_size=8,
).map(lambda pieces: "".join(pieces).replace("\r", "").strip())


@pytest.mark.parametrize("extension", [*EXTENSIONS, ".xlf"])
def test_what_goes_out_comes_back(tmp_path, extension):
    path = tmp_path / f"review{extension}"
    written = write_review(path, HEAD, ROWS)
    assert (written.rows, written.left_out) == (5, ())
    file = open_review(path)
    assert (file.head.story, file.head.reference) == ("墨 & 云", REFERENCE)
    back = list(file.rows())
    assert [(r.id, r.source, r.target) for r in back] == [(r.id, r.source, r.target) for r in ROWS]
    assert not any(r.comment or r.trouble for r in back)
    assert file.notes == []


@pytest.mark.parametrize("extension", EXTENSIONS)
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=4))
def test_any_text_comes_back(tmp_path, extension, texts):
    path = tmp_path / f"any{extension}"
    rows = [row(n, f"源{source}", target) for n, (source, target) in enumerate(texts)]
    write_review(path, HEAD, rows)
    back = [(r.source, r.target) for r in open_review(path).rows()]
    assert back == [(r.source.strip(), r.target) for r in rows]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_rows_are_streamed(tmp_path, extension):
    path = tmp_path / f"many{extension}"
    given_ = iter([row(n, f"第{n}行", f"Line {n}") for n in range(300)])
    assert write_review(path, HEAD, given_).rows == 300
    rows = open_review(path).rows()
    assert next(rows).target == "Line 0"
    rows.close()
    assert sum(1 for _ in open_review(path).rows()) == 300


@pytest.mark.parametrize(
    ("name", "cure"), [("r.xls", ".xlsx"), ("r.csv", ".xlsx"), ("r.odt", ".docx"), ("r", ".xliff")]
)
def test_other_names_are_refused(tmp_path, name, cure):
    with pytest.raises(BadInput, match="a review table is no") as error:
        write_review(tmp_path / name, HEAD, ROWS)
    assert cure in error.value.do


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        open_review(tmp_path / "none.xlsx")


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("kept", [0, 1, 100, 0.5, 0.95])
def test_a_file_cut_short_is_an_error(tmp_path, extension, kept):
    path = tmp_path / f"cut{extension}"
    write_review(path, HEAD, ROWS)
    data = path.read_bytes()
    path.write_bytes(data[: int(kept * len(data)) if isinstance(kept, float) else kept])
    with pytest.raises(BadInput) as error:
        list(open_review(path).rows())
    assert str(path) in error.value.where


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_noise_is_an_error(tmp_path, extension):
    path = tmp_path / f"noise{extension}"
    path.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(BadInput):
        list(open_review(path).rows())
