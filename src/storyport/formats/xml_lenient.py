"""XML parsed by lxml, which the writers do not use, as far as our own parser goes.

What is read and written must be countable too: a name that only HTML knows, or a label that
is narrower than the octets, would else end a run after all its work is done.
"""

from __future__ import annotations

import html.entities
import re

from lxml import etree

__all__ = ["parse_leniently"]

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARED = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])([A-Za-z0-9._-]+)""")
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "sjis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
_XML_NAMES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def parse_leniently(data: bytes) -> etree._Element:
    """Return the root of a document; names of characters that HTML knows need no DTD.

    Raises:
        etree.XMLSyntaxError: broken XML.
    """
    data = _as_utf8(data)
    if b"&" in data and data.isascii() | (b"\x00" not in data[:64]):
        data = _NAMED.sub(_character, data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    return etree.fromstring(data, parser)


def _as_utf8(data: bytes) -> bytes:
    """Return XML whose label is narrower than its octets (GBK under `gb2312`) as UTF-8."""
    declared = _DECLARED.match(data)
    wider = _WIDER.get(declared[2].decode("ascii").lower()) if declared else None
    if declared is None or wider is None:
        return data
    head = declared[1] + b"utf-8"
    return head + data[declared.end() :].decode(wider, "replace").encode()


def _character(match: re.Match[bytes]) -> bytes:
    # Browsers know these names without a DTD; libxml2 does not. A name that nobody knows is text.
    if match[1] in _XML_NAMES:
        return match[0]
    known = html.entities.html5.get(match[1].decode() + ";")
    return "".join(f"&#{ord(one)};" for one in known).encode() if known else b"&amp;" + match[0][1:]
