"""Patching a part: units are replaced, everything around them stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from storyport.formats.base import Edition
from storyport.formats.txt.blocks import Block
from storyport.formats.txt.lines import BLANK
from storyport.kernel.locales import LocaleInfo
from storyport.language import marks

__all__ = ["edit", "patch"]

_INDENTED = frozenset({"zh", "yue", "ja"})
"""Languages whose prose begins its paragraphs with U+3000; for others it is in the way."""
_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def patch(
    data: bytes,
    blocks: Sequence[Block],
    render: Callable[[Block], bytes | None],
    transcode: Callable[[bytes], bytes],
) -> Iterator[bytes]:
    """Give the bytes of a part anew.

    Args:
        data: the part's bytes. blocks: in order.
        render: what stands for a block from now on, None where it stays.
        transcode: done to all bytes that stay.
    """
    position = 0
    for block in blocks:
        new = render(block)
        if new is None:
            continue
        yield transcode(data[position : block.start])
        yield new
        position = block.end
    yield transcode(data[position:])


def edit(
    data: bytes,
    codec: str,
    blocks: Sequence[Block],
    targets: Mapping[str, str],
    edition: Edition,
    newline: str,
) -> bytes:
    """Return the part in UTF-8 with its targets in place, or below each block (bilingual).

    Args:
        codec: of `data`. targets: unit key -> text with marks. newline: for added lines.
    """

    def render(block: Block) -> bytes | None:
        if not any(span.unit.key in targets for span in block.spans):
            return None
        source = data[block.start : block.end].decode(codec)
        indent = source[: len(source) - len(source.lstrip(BLANK))]
        if edition.target.language not in _INDENTED:
            indent = ""
        line = _line(block, data, codec, targets, edition)
        text = f"{source}{newline}{indent}{line}" if edition.bilingual and line else indent + line
        return (source if edition.bilingual and not line else text).encode("utf-8", "replace")

    def transcode(kept: bytes) -> bytes:
        return kept if codec == "utf-8" else kept.decode(codec).encode("utf-8", "replace")

    return b"".join(patch(data, blocks, render, transcode))


def _line(
    block: Block, data: bytes, codec: str, targets: Mapping[str, str], edition: Edition
) -> str:
    """Return the block's target; a unit without one stays in the source, or out (bilingual)."""
    pieces: list[str] = []
    for span in block.spans:
        target = targets.get(span.unit.key)
        if target is not None:
            pieces.append(_one_line(marks.plain(target), edition.target))
        elif not edition.bilingual:
            pieces.append(data[span.start : span.end].decode(codec))
    between = "" if edition.target.language in _INDENTED else " "
    return between.join(piece for piece in pieces if piece)


def _one_line(text: str, target: LocaleInfo) -> str:
    between = "" if target.language in _INDENTED else " "
    return _BREAKS.sub(between, text.replace("\0", "").strip(BLANK))
