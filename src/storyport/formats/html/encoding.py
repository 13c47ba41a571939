"""Encodings of web pages: what a page is written in, and a UTF-8 view of it.

Sources: the WHATWG Encoding Standard (labels mean wider encodings than they say: `gb2312` is
GB18030, `iso-8859-1` is windows-1252); HTML, section 13.2.3.2 (a byte order mark, then what
the page declares). What a page declares is believed only where its octets agree.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storyport.formats.txt.encoding import detect
from storyport.formats.xml_encoding import Utf8View
from storyport.formats.xml_spans import Patch

__all__ = ["CHARSET", "HtmlView", "view_page"]

CHARSET = re.compile(
    rb"""charset[\t\n\f\r ]*=[\t\n\f\r ]*["']?[\t\n\f\r ]*([^\t\n\f\r "';/>]+)""", re.IGNORECASE
)
_HEAD = 4096
_HIGH = bytes(range(128, 256))
_FEW = 2
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"<meta[\t\n\f\r /][^>]*>", re.IGNORECASE)
_XML = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]+)["']""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN, _BIG5 = ("cp1252",), ("cp950", "big5hkscs")
# Not every reader of `gb2312` knows the four octets in which GB18030 writes other scripts.
_GBK = ("gbk", "gb18030")
_ASCII = ("utf-8", *_WESTERN)
_WIDER = {
    "ascii": _ASCII, "us-ascii": _ASCII,
    "iso-8859-1": _WESTERN, "latin1": _WESTERN, "iso8859-1": _WESTERN,
    "iso-8859-9": ("cp1254",), "iso-8859-11": ("cp874",), "tis-620": ("cp874",),
    "gb2312": _GBK, "gbk": _GBK, "gb_2312-80": _GBK, "x-gbk": _GBK,
    "big5": _BIG5, "big5-hkscs": _BIG5, "x-x-big5": _BIG5,
    "shift_jis": ("cp932",), "shift-jis": ("cp932",), "sjis": ("cp932",), "x-sjis": ("cp932",),
    "euc-kr": ("cp949",), "ks_c_5601-1987": ("cp949",),
    # A declaration that can be read as ASCII cannot be true.
    "utf-16": ("utf-8",), "utf-16le": ("utf-8",), "utf-16be": ("utf-8",),
}  # fmt: skip
# Escape sequences make an octet's meaning depend on those before it.
_STATEFUL = ("iso2022", "hz", "utf_7", "utf-7")
_NO_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})


@dataclass(frozen=True)
class HtmlView(Utf8View):
    """A page as UTF-8, in which octets that are no text of its encoding stand as they are.

    Attributes:
        data, original, encoding: as in `Utf8View`. bom: the original's byte order mark.
        declared: what a browser may take its declaration for; none where it declares nothing.
        exact: whether the view, encoded again, gives the original's octets.
    """

    bom: bytes = b""
    exact: bool = True
    declared: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the page begins in the view, a byte order mark left out."""
        return len(self.bom) if self.data is self.original else 0

    def splice(self, patches: Sequence[Patch], encoding: str) -> bytes:
        """Return the page with patches (in order, not overlapping) in an encoding."""
        pieces = []
        at = 0
        for patch in patches:
            if patch.start < at:
                raise ValueError(patch)
            pieces += [self.data[at : patch.start], patch.text.encode("utf-8", "surrogateescape")]
            at = patch.end
        whole = b"".join([*pieces, self.data[at:]])
        if self.data is self.original:
            return whole
        if encoding == "utf-8":
            return whole
        return self.bom + whole.decode("utf-8", "surrogateescape").encode(
            encoding, "surrogateescape"
        )

    def holds(self, patches: Sequence[Patch]) -> bool:
        """Tell whether the page's encoding can hold what patches bring."""
        if self.encoding == "utf-8":
            return True
        try:
            for patch in patches:
                patch.text.encode(self.encoding, "surrogateescape")
        except UnicodeEncodeError:
            return False
        return self.exact and not self.encoding.startswith(_STATEFUL)


def view_page(data: bytes, path: Path) -> HtmlView:
    """Return the view of a page's octets.

    Args:
        path: where they come from, for errors and for telling an encoding that is not declared.

    Raises:
        BadInput: empty, or no text in any encoding.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _view(data, codec, bom)
    declared = _declared(data[:_HEAD])
    found = next((codec for codec in (*declared, "utf-8") if _is_in(data, codec)), None)
    if found is None:
        found = next((codec for codec in declared if _is_nearly_in(data, codec)), None)
    # To a browser, what says it is ASCII is windows-1252.
    named = _WESTERN if declared == _ASCII else declared
    if not data or found is None:
        encoding = detect(path)
        return _view(data, encoding.codec, encoding.bom, named)
    return _view(data, found, b"", named)


def _declared(head: bytes) -> tuple[str, ...]:
    """Return the codecs that a page's declaration may mean."""
    head = _COMMENT.sub(b"", head)
    labels = [match[1] for match in (_XML.match(head.lstrip()),) if match]
    labels += [found[1] for tag in _META.finditer(head) if (found := CHARSET.search(tag[0]))]
    for label in labels:
        name = label.decode("ascii", "replace").strip().lower()
        if name in _WIDER:
            return _WIDER[name]
        try:
            codec = codecs.lookup(name)
            "<".encode(codec.name)
        except (LookupError, UnicodeError, ValueError):
            continue
        if codec.name not in _NO_TEXT and codec._is_text_encoding:  # noqa: SLF001 -- how Python itself tells text encodings from others
            return (codec.name,)
    return ()


def _is_in(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeError, ValueError):
        return False
    return True


def _is_nearly_in(data: bytes, codec: str) -> bool:
    """Tell whether a page has a few octets that its encoding does not know, and no more."""
    try:
        faults = data.decode(codec, "replace").count("\ufffd")
    except (UnicodeError, ValueError):
        return False
    high = len(data) - len(data.translate(None, _HIGH))
    return faults <= _FEW or faults * 20 <= high


def _view(data: bytes, codec: str, bom: bytes, declared: tuple[str, ...] = ()) -> HtmlView:
    if codec == "utf-8":
        return HtmlView(data, data, codec, bom=bom, declared=declared)
    body = data[len(bom) :]
    text = body.decode(codec, "surrogateescape")
    view = text.encode("utf-8", "surrogateescape")
    again = view.decode("utf-8", "surrogateescape")
    try:
        exact = again.encode(codec, "surrogateescape") == body
    except UnicodeEncodeError:
        exact = False
    return HtmlView(view, data, codec, bom=bom, exact=exact, declared=declared)
