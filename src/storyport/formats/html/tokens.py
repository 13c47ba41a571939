"""The tags of a page with their offsets, over whatever octets it holds.

Nothing here can fail, and each octet is looked at a bounded number of times: patterns are
possessive, and what is not closed reaches to the end of the page, as in a browser.

Source: HTML, section 13.2.5 (tokenization).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

__all__ = ["RAW_TEXT", "Token", "TokenKind", "attribute_spans", "clean", "resolve", "tokenize"]

RAW_TEXT = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"}
)
"""Elements in which no tag stands but their own end tag."""

_SPACE = rb"[\t\n\f\r ]"
_NAME_END = rb"[^\t\n\f\r />]"
_TAG = re.compile(
    rb"<(/?)([A-Za-z]" + _NAME_END + rb"*+)"
    rb"(?>[\t\n\f\r /]*+(?>"
    + _NAME_END
    + rb"[^\t\n\f\r />=]*+(?>"
    + _SPACE
    + rb"*+="
    + _SPACE
    + rb"*+"
    rb"""(?>"[^"]*+"|'[^']*'|[^\t\n\f\r >"'][^\t\n\f\r >]*+|(?=>)))?+))*+[\t\n\f\r /]*+>"""
)
_ATTRIBUTE = re.compile(
    rb"[\t\n\f\r /]*+(" + _NAME_END + rb"[^\t\n\f\r />=]*+)(?:" + _SPACE + rb"*+=" + _SPACE + rb"*+"
    rb"""(?:"([^"]*+)"|'([^']*+)'|([^\t\n\f\r >"'][^\t\n\f\r >]*+)|(?=>)))?+"""
)
_COMMENT_END = re.compile(rb"--!?>")
_ENDS = {
    name: re.compile(rb"</" + name.encode() + rb"(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in RAW_TEXT
}
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]{0,31});?")
_LONGEST_NUMBER = 12
_CONTROLS: dict[int, str | None] = {
    **dict.fromkeys((*range(9), 11, *range(14, 32), 127)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


class TokenKind(Enum):
    """What stands between `<` and `>`."""

    START = "start"
    END = "end"
    OTHER = "other"
    """A comment, a doctype, an instruction, a tag that the page's end cuts off."""
    CDATA = "cdata"
    """Text, in XHTML."""


class Token(NamedTuple):
    """One tag or comment; text is what stands between tokens.

    Attributes:
        name: in lower case; empty where it is no tag. closed: it ends with `/>`.
    """

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    closed: bool = False


def tokenize(data: bytes, start: int, *, xml: bool) -> Iterator[Token]:
    """Give the tokens of a page in order.

    Args:
        data: UTF-8, or nearly. start: where to begin. xml: whether it is XHTML, in which `/>`
            closes and CDATA is text.
    """
    at = data.find(b"<", start)
    while at >= 0:
        token = _token(data, at, xml=xml)
        if token is None:
            at = data.find(b"<", at + 1)
            continue
        yield token
        at = token.end
        if token.kind is TokenKind.START and token.name in RAW_TEXT and not (xml and token.closed):
            end = _ENDS[token.name].search(data, at)
            at = end.start() if end else len(data)
        at = data.find(b"<", at)


def _token(data: bytes, at: int, *, xml: bool) -> Token | None:
    sign = data[at + 1 : at + 2]
    if sign in {b"!", b"?"}:
        return _declaration(data, at, xml=xml)
    if not (sign.isalpha() or sign == b"/") or not sign.isascii():
        return None
    match = _TAG.match(data, at)
    if match is not None:
        kind = TokenKind.END if match[1] else TokenKind.START
        name = match[2].lower().decode("utf-8", "replace")
        closed = data[match.end() - 2 : match.end() - 1] == b"/"
        return Token(kind, at, match.end(), name, closed)
    after = data[at + 2 : at + 3]
    if sign == b"/" and not after.isalpha():
        return _until(data, at, b">", 2) if after else None
    return Token(TokenKind.OTHER, at, len(data))


def _declaration(data: bytes, at: int, *, xml: bool) -> Token:
    if data.startswith(b"<!--", at):
        if data.startswith((b"<!-->", b"<!--->"), at):
            return _until(data, at, b">", 4)
        end = _COMMENT_END.search(data, at + 4)
        return Token(TokenKind.OTHER, at, end.end() if end else len(data))
    if xml and data.startswith(b"<![CDATA[", at):
        return _until(data, at, b"]]>", 9)._replace(kind=TokenKind.CDATA)
    if xml and data.startswith(b"<?", at):
        return _until(data, at, b"?>", 2)
    head = data[at : at + 2048]
    subset = head.find(b"[")
    if xml and head[:9].upper() == b"<!DOCTYPE" and 0 <= subset < head.find(b">"):
        return _until(data, at, b"]>", 9)
    return _until(data, at, b">", 2)


def _until(data: bytes, at: int, close: bytes, skip: int) -> Token:
    end = data.find(close, at + skip)
    return Token(TokenKind.OTHER, at, end + len(close) if end >= 0 else len(data))


def attribute_spans(data: bytes, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Give name and span of the value, quotes left out, of each attribute with a value.

    Args:
        start, end: of a start tag; of names that stand twice the first counts.
    """
    at = start + 1
    while data[at : at + 1] not in b"\t\n\f\r />":
        at += 1
    seen: set[bytes] = set()
    for match in _ATTRIBUTE.finditer(data, at, end - 1):
        group = next((number for number in (2, 3, 4) if match[number] is not None), 0)
        name = match[1].lower()
        if name not in seen and group:
            yield name.decode("utf-8", "replace"), *match.span(group)
        seen.add(name)


def resolve(raw: str) -> str:
    """Return text or a value with its references resolved, and without what is no text.

    Names without a semicolon count where HTML knows them so; control characters go, octets
    that are no text become U+FFFD.
    """
    if "\r" in raw:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in raw:
        raw = _REFERENCE.sub(_referred, raw)
    return clean(raw)


def clean(text: str) -> str:
    """Return text without control characters; octets that are no text become U+FFFD."""
    return text.translate(_CONTROLS) if _STRANGE.search(text) else text


def _referred(match: re.Match[str]) -> str:
    if match[0][1] == "#" and len(match[0]) > _LONGEST_NUMBER:
        return "\ufffd"
    return html.unescape(match[0])
