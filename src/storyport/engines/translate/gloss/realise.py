"""Renderings in order as one English text: spaces, capitals, punctuation, a or an."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyport.engines.translate.gloss.inflect import article_of
from storyport.engines.translate.gloss.nodes import Node
from storyport.language.marks import escape

__all__ = ["ENDS", "Piece", "realise"]


@dataclass(frozen=True)
class Piece:
    """One place and what was chosen for it."""

    node: Node
    text: str


ENDS = frozenset("。！？!?….｡\n\r\v\f\u2028\u2029\x85")
"""Signs after which a sentence begins; a full stop only where it is none within a number."""

_SIGNS = {
    "，": ",", "。": ".", "｡": ".", "、": ",", "；": ";", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")",
    "「": "“", "」": "”", "『": "‘", "』": "’", "《": "“", "》": "”", "〈": "‘", "〉": "’", "【": "[", "】": "]",
    "〔": "[", "〕": "]", "〖": "[", "〗": "]", "——": "—", "……": "…", "～": "~", "·": "", "•": "", "・": "", "‧": "", "％": "%", "．": ".", "－": "-",
}  # fmt: skip
_OPENING = frozenset("“‘([{«‹")
_CLOSING = frozenset("”’)]}»›,.;:!?…%")
_TIGHT = frozenset("-/+*=_@#&~–\\^|<>")
_FOREIGN = frozenset({"W", "PUNCT", "M"})


class _Text:
    """A text that grows: `held` are marks that wait for the word they stand before."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.plain: list[str] = []
        self.held: list[str] = []
        self.tight = True

    def add(self, text: str, before: str, *, tight_after: bool = False) -> None:
        self._write(before)
        self._mark()
        self._write(text)
        self.tight = tight_after

    def mark(self, mark: str) -> None:
        if self.held or (mark[1] != "/" and not mark.endswith("/>")):
            self.held.append(mark)
        else:
            self._flush()
            self.parts.append(mark)

    def done(self) -> str:
        self._mark()
        self._flush()
        return "".join(self.parts)

    def _write(self, text: str) -> None:
        if text:
            self.plain.append(text)

    def _mark(self) -> None:
        if self.held:
            self._flush()
            self.parts += self.held
            self.held = []

    def _flush(self) -> None:
        # Escaped in one go: what looks like a mark may come together from two pieces.
        if self.plain:
            self.parts.append(escape("".join(self.plain)))
            self.plain = []


def realise(pieces: Sequence[Piece]) -> str:
    """Return the text, marks in it, literal look-alikes escaped."""
    out = _Text()
    shown = [
        piece for piece in pieces if piece.text or piece.node.tag in {"PUNCT", "MARK", "BREAK"}
    ]
    capital = True
    quotes = 0
    colon = False
    last: Node | None = None
    for place, piece in enumerate(shown):
        node = piece.node
        if node.tag == "MARK":
            out.mark(node.text)
            continue
        if node.tag == "BREAK":
            out.add(node.text, "", tight_after=True)
            capital = capital or bool(ENDS.intersection(node.text))
        elif node.tag == "PUNCT":
            sign = _SIGNS.get(node.text, node.text)
            if sign == '"':
                quotes += 1
            following = shown[place + 1].node.start if place + 1 < len(shown) else -1
            _sign(
                out,
                sign,
                node,
                last,
                followed=following == node.end,
                opening=sign in _OPENING or (sign == '"' and quotes % 2 == 1),
            )
            capital = sign in {".", "!", "?"} or (capital and sign not in {",", ";", ":"})
            capital = capital or (colon and sign == "“")
            colon = sign == ":"
        else:
            text = piece.text if node.tag == "NR" else _word(piece.text, shown, place)
            joined = out.tight or text.startswith("'s") or _adjacent(last, node)
            if (
                node.tag == "HEAD"
                and place + 1 < len(shown)
                and shown[place + 1].node.tag not in {"PUNCT", "BREAK", "MARK"}
            ):
                text += ":"
            if capital and node.tag != "W":
                text = text[:1].upper() + text[1:]
            out.add(text, "" if joined else " ")
            capital = node.tag == "HEAD"
        last = node
    return out.done()


def _word(text: str, shown: Sequence[Piece], place: int) -> str:
    if text == "i" or text.startswith(("i ", "i'")):
        return "I" + text[1:]
    if text in {"a", "an"} or text.startswith("a "):
        following = next((each.text for each in shown[place + 1 :] if each.text), "")
        following = text[2:] if " " in text else following
        return article_of(following) + text[1:] if text != "an" else article_of(following)
    return text


def _adjacent(last: Node | None, node: Node) -> bool:
    """Tell whether two pieces that are no Chinese stood together in the source."""
    if last is None or last.end != node.start or last.end < 0:
        return False
    return (
        last.tag in _FOREIGN
        and node.tag in _FOREIGN
        and not _is_han(last)
        and not _is_han(node)
        and last.text not in _SIGNS
    )


def _is_han(node: Node) -> bool:
    return (
        bool(node.text)
        and node.tag != "PUNCT"
        and not node.text.isascii()
        and node.text[-1:] > "\u2e80"
    )


def _sign(
    out: _Text, sign: str, node: Node, last: Node | None, *, followed: bool, opening: bool
) -> None:
    if not sign:
        return
    touching = last is None or last.end == node.start
    if opening:
        out.add(sign, "" if out.tight or _adjacent(last, node) else " ", tight_after=True)
    elif sign in _CLOSING or sign == '"':
        out.add(sign, "")
    elif sign in {"—", "——"}:
        out.add(sign, "", tight_after=True)
    elif sign in _TIGHT:
        out.add(sign, "" if touching or out.tight else " ", tight_after=followed)
    else:
        out.add(
            sign,
            "" if out.tight or _adjacent(last, node) else " ",
            tight_after=sign == "'" and followed,
        )
