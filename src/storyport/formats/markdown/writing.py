"""Patching a Markdown text: units are replaced, or followed by their translations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from storyport.formats.base import Edition
from storyport.formats.epub.labelling import names_source
from storyport.formats.epub.rendering import is_translated
from storyport.formats.html.writing import page_patches
from storyport.formats.markdown.blocks import Block
from storyport.formats.markdown.front_matter import FrontMatter, write_field
from storyport.formats.markdown.inline import Item, is_marked, read_items
from storyport.formats.markdown.lines import Line
from storyport.formats.markdown.parser import parse_blocks
from storyport.formats.markdown.rendering import Place, render, render_words
from storyport.formats.markdown.units import Html, Reading, attribute_key, field_key, line_key
from storyport.formats.xml_spans import Patch

__all__ = ["patch", "text_patches"]


def patch(text: str, patches: Iterable[Patch]) -> str:
    """Return a text with patches that do not overlap."""
    pieces = []
    at = 0
    for one in sorted(patches):
        if one.start < at:
            raise ValueError(one)
        pieces += [text[at : one.start], one.text]
        at = one.end
    return "".join([*pieces, text[at:]])


def text_patches(reading: Reading, targets: Mapping[str, str], edition: Edition) -> Iterator[Patch]:
    """Give the patches that make a text an edition."""
    told = {key: target for key, target in targets.items() if is_translated(target)}
    yield from _field_patches(reading.front, told, edition)
    for block in reading.blocks:
        if isinstance(block, Html):
            yield from _html_patches(block, told, edition)
        else:
            yield from _BlockWriting(block, reading, told, edition).patches()


def _field_patches(
    front: FrontMatter, targets: Mapping[str, str], edition: Edition
) -> Iterator[Patch]:
    for field in front.fields:
        target = targets.get(field_key(field))
        if target is not None:
            joint = f"{field.value} / " if edition.bilingual else ""
            yield Patch(field.start, field.end, write_field(field, joint + target))
        elif field.kind is None and not edition.bilingual and names_source(field.value, edition):
            quote = field.quote
            yield Patch(field.start, field.end, f"{quote}{edition.target.tag}{quote}")


def _html_patches(block: Html, targets: Mapping[str, str], edition: Edition) -> Iterator[Patch]:
    own = {
        key.removeprefix(block.prefix): target
        for key in block.keys
        if (target := targets.get(key)) is not None
    }
    if own:
        new = block.spans.apply(page_patches(block.spans, block.reading, own, edition))
        yield Patch(block.start, block.end, _kept_html(new.decode("utf-8", "surrogateescape")))


def _kept_html(written: str) -> str:
    """Return a block of HTML that is still one: its first tag may have moved into the text."""
    lines = written.replace("\r\n", "\n").replace("\r", "\n")
    if [token.type for token in parse_blocks(lines, {})] == ["html_block"]:
        return written
    body = written.rstrip("\r\n")
    return f"<div>{body}</div>{written[len(body) :]}"


def _shapes(written: str, items: Iterable[Item]) -> list[tuple[str, str]]:
    return [(one.kind, written[one.start : one.end]) for one in items if one.kind != "text"]


class _BlockWriting:
    def __init__(
        self, block: Block, reading: Reading, targets: Mapping[str, str], edition: Edition
    ) -> None:
        self.block = block
        self.targets = targets
        self.edition = edition
        self.newline = reading.newline
        self.place = Place(
            reading.environment, block.signs, block.kind == "cell", edition.bilingual
        )
        self.words = sorted(self._words())
        self.starts = [one.start for one in self.words]

    def patches(self) -> Iterator[Patch]:
        """Give the block's patches, in the file's offsets."""
        lines = [
            (line, self.targets[key])
            for number, line in enumerate(self.block.lines)
            if (key := line_key(self.block, number)) in self.targets
        ]
        rendered = [render(line, target, self._slice, self.place) for line, target in lines]
        if not self._stand_apart([line for line, _ in lines], rendered):
            strict = replace(self.place, strict=True)
            rendered = [render(line, target, self._slice, strict) for line, target in lines]
        replaced: list[tuple[int, int]] = []
        if self.edition.bilingual:
            yield from self._beside([line.end for line, _ in lines], rendered)
        else:
            for (line, _), new in zip(lines, rendered, strict=True):
                replaced.append((line.start, line.end))
                moved = self._moved(Patch(line.start, line.end, new))
                # Only scripts without spaces indent by U+3000 before a paragraph.
                indent = self.block.indent if self.edition.target.spaced and not line.start else 0
                yield Patch(moved.start - indent, moved.end, new)
        ends = [end for _, end in replaced]
        for one in self.words:
            inside = bisect_right(ends, one.start)
            if inside == len(ends) or one.start < replaced[inside][0]:
                yield self._moved(one)

    def _stand_apart(self, lines: Sequence[Line], rendered: Sequence[str]) -> bool:
        """Tell whether no sign of a target meets one of what stays around it in the block."""
        content, wanted, pieces, at = self.block.content, [], [], 0
        starts = [one.start for one in self.block.items]
        gaps = [*lines, Line(len(content), len(content), "")]
        for line, new in zip(gaps, [*rendered, ""], strict=True):
            inside = self.block.items[bisect_left(starts, at) : bisect_left(starts, line.start)]
            wanted += [*_shapes(content, inside), *_shapes(new, self._items(new))]
            pieces += [content[at : line.start], new]
            at = line.end
        if len(lines) < 2 and not any(is_marked(gap) for gap in pieces[::2]):
            return True
        whole = "".join(pieces)
        return _shapes(whole, self._items(whole)) == wanted

    def _items(self, written: str) -> Sequence[Item]:
        return read_items(written, self.place.environment) or ()

    def _beside(self, ends: Sequence[int], rendered: Sequence[str]) -> Iterator[Patch]:
        block = self.block
        if block.kind != "paragraph":
            joint = "<br>" if block.kind == "cell" else " / "
            for end, new in zip(ends, rendered, strict=True):
                at = block.in_file(end)
                yield Patch(at, at, joint + new)
            return
        if not rendered:
            return
        line = f"{self.newline}{block.prefix}"
        said = f"\\{line}".join(one for one in rendered if one)
        blank = f"{self.newline}{block.prefix.rstrip()}"
        yield Patch(block.end, block.end, (f"\\{line}" if block.tight else blank + line) + said)

    def _words(self) -> Iterator[Patch]:
        for number, one in enumerate(self.block.attributes):
            target = self.targets.get(attribute_key(self.block, number))
            if target is not None:
                signs = one.signs + ("|" if self.block.kind == "cell" else "")
                new = render_words(target, signs)
                joint = f"{self.block.content[one.start : one.end]} / "
                yield Patch(one.start, one.end, joint + new if self.edition.bilingual else new)

    def _slice(self, start: int, end: int) -> str:
        """Return what stands in the content, words in it translated, on one line."""
        pieces = []
        first = bisect_left(self.starts, start)
        for one in self.words[first : bisect_left(self.starts, end)]:
            pieces += [self.block.content[start : one.start], one.text]
            start = one.end
        pieces.append(self.block.content[start:end])
        return "".join(pieces).replace("\n", " ")

    def _moved(self, one: Patch) -> Patch:
        return Patch(self.block.in_file(one.start), self.block.in_file(one.end - 1) + 1, one.text)
