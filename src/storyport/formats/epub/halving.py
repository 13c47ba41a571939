"""Lines too long for one unit: a whole chapter in a single paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storyport.formats.epub.lines import Node
from storyport.formats.xml_spans import XmlSpans
from storyport.formats.xml_tree import Text

__all__ = ["halve"]

_STOP = "(?:。|！|？|…)"  # alternatives, not a class: octets are searched
_CLOSED = r"(?:”|’|」|』|）|\)|\"|')"
_SENTENCE_END = re.compile(rf"(?:{_STOP}|[.!?](?=\s|{_CLOSED}|$))(?:{_STOP}|{_CLOSED})*".encode())


def halve(spans: XmlSpans, nodes: Sequence[Node]) -> tuple[list[Node], list[Node]] | None:
    """Split a line after a sentence near its middle, else between two tags; None: neither."""
    middle = (nodes[0].start + nodes[-1].end) // 2
    cuts = list(_cuts(spans, nodes))
    if cuts:
        at, cut = min(cuts, key=lambda one: abs(one[1] - middle))
        return _split(nodes, at, cut)
    if len(nodes) == 1:
        return None
    at = next((i for i, node in enumerate(nodes) if node.start > middle), len(nodes) - 1)
    at = max(1, at)
    return list(nodes[:at]), list(nodes[at:])


def _cuts(spans: XmlSpans, nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Give (index of a text, offset in it) of each end of a sentence, the last one's left out."""
    for at, node in enumerate(nodes):
        if not isinstance(node, Text) or node.cdata:
            continue
        for match in _SENTENCE_END.finditer(spans.data, node.start, node.end):
            if nodes[0].start < match.end() < nodes[-1].end:
                yield at, match.end()


def _split(nodes: Sequence[Node], at: int, cut: int) -> tuple[list[Node], list[Node]]:
    node = nodes[at]
    before, after = list(nodes[:at]), list(nodes[at + 1 :])
    if cut > node.start:
        before.append(Text(node.start, cut))
    if cut < node.end:
        after.insert(0, Text(cut, node.end))
    return before, after
