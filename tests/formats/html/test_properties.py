"""What holds for any page: octets come back, spans do not overlap, targets arrive."""

import tempfile
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.formats.html.pages import edition, page, sources

from storyport.formats.html import HtmlDocument
from storyport.kernel.errors import BadInput
from storyport.language import marks

_TAGS = ("p", "b", "i", "a", "div", "li", "ul", "td", "tr", "table", "h1", "span", "ruby", "rt", "br",
         "pre", "script", "title", "svg", "textarea", "html", "body", "head", "option", "select")  # fmt: skip
_PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from([
        "<p class=x id=y>", "<a href='x'>", '<img alt="pic ture">', "<img title=tip>", "<b/>", "<!--", "-->",
        "<![CDATA[", "]]>", "<!doctype html>", "<", "</", ">", "&amp;", "&#x41;", "&", "\r\n", "\0", "<1>", "=", '"', "'",
    ]),
    st.text(max_size=6),
    st.sampled_from(["word ", "中文", "words here "]),
)  # fmt: skip
PAGES = st.lists(_PIECES, max_size=30).map("".join)


@given(PAGES)
@settings(deadline=None, max_examples=150)
def test_any_page_comes_back_and_can_be_written(markup: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            document = page(Path(folder), markup)
        except BadInput:
            return
        out = Path(folder) / "same.html"
        document.write_unchanged(out)
        assert out.read_bytes() == document.path.read_bytes()
        found = sources(document)
        assert all(marks.well_formed(one) and one == one.strip() and one for one in found)
        for bilingual in (False, True):
            edition(document, bilingual=bilingual)
            HtmlDocument.open(Path(folder) / "out.html")


@given(PAGES, st.text(min_size=1, max_size=12))
@settings(deadline=None, max_examples=150)
def test_any_target_is_read_back(markup: str, target: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            document = page(Path(folder), markup)
        except BadInput:
            return
        assume("<rt>" not in markup)  # readings go, with all that is in them
        before = sources(document)
        edition(document, lambda source: f"Qx {marks.escape(target)} {source} xQ")
        again = "\n".join(map(marks.plain, sources(HtmlDocument.open(Path(folder) / "out.html"))))
        assert again.count("Qx ") >= len(before)


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=150)
def test_any_octets_come_back_or_are_refused(octets: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            document = page(Path(folder), b"<p>text</p>" + octets)
        except BadInput:
            return
        out = Path(folder) / "same.html"
        document.write_unchanged(out)
        assert out.read_bytes() == document.path.read_bytes()
        edition(document, raw=True)
