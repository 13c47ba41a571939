"""Patching a Markdown text: units are replaced, or followed by their translations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from storyport.formats.base import Edition
from storyport.formats.epub.labelling import names_source
from storyport.formats.epub.rendering import is_translated
from storyport.formats.html.writing import page_patches
from storyport.formats.markdown.blocks import INDENT, Block
from storyport.formats.markdown.front_matter import FrontMatter, write_field
from storyport.formats.markdown.inline import Item, is_marked, read_items
from storyport.formats.markdown.lines import Line
from storyport.formats.markdown.parser import parse_blocks
from storyport.formats.markdown.rendering import (
    STRICTNESS,
    Place,
    is_one_paragraph,
    render,
    render_words,
)
from storyport.formats.markdown.units import Html, Reading, attribute_key, field_key, line_key
from storyport.formats.xml_spans import Patch

__all__ = ["patch", "text_patches"]

_Shaped = tuple[str, list[tuple[str, str]]]
"""A piece of a text, and what it holds besides words."""


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
        self.item_starts = [one.start for one in block.items]

    def patches(self) -> Iterator[Patch]:
        """Give the block's patches, in the file's offsets."""
        lines = [
            (line, self.targets[key])
            for number, line in enumerate(self.block.lines)
            if (key := line_key(self.block, number)) in self.targets
        ]
        replaced: list[tuple[int, int]] = []
        if self.edition.bilingual:
            yield from self._beside(lines)
        else:
            for (line, _), new in zip(lines, self._instead(lines), strict=True):
                replaced.append((line.start, line.end))
                moved = self._moved(Patch(line.start, line.end, new))
                yield Patch(moved.start - self._indent(line), moved.end, new)
        ends = [end for _, end in replaced]
        for one in self.words:
            inside = bisect_right(ends, one.start)
            if inside == len(ends) or one.start < replaced[inside][0]:
                yield self._moved(one)

    def _indent(self, line: Line) -> int:
        """Return how much white space goes that only scripts without spaces indent by."""
        before = takewhile(lambda one: one.end <= line.start, self.block.items)
        blank = all(one.kind == "text" and not one.text.strip(INDENT) for one in before)
        return line.start + self.block.indent if blank and self.edition.target.spaced else 0

    def _rendered(self, lines: Iterable[tuple[Line, str]], strict: int) -> list[str]:
        place = replace(self.place, strict=strict)
        return [render(line, target, self._slice, place) for line, target in lines]

    def _instead(self, lines: Sequence[tuple[Line, str]]) -> list[str]:
        """Return targets of which no sign meets one of what stays around them in the block."""
        rendered: list[str] = []
        for strict in STRICTNESS:
            rendered = self._rendered(lines, strict)
            if self._stand_apart([line for line, _ in lines], rendered):
                break
        return rendered

    def _stand_apart(self, lines: Sequence[Line], rendered: Sequence[str]) -> bool:
        content, pieces, at = self.block.content, [], 0
        for line, new in zip(lines, rendered, strict=True):
            pieces += [self._source(at, line.start), self._piece(new)]
            at = line.end
        pieces.append(self._source(at, len(content)))
        alone = len(lines) < 2 and not any(is_marked(gap) for gap, _ in pieces[::2])
        return alone or self._read_apart(pieces)

    def _source(self, start: int, end: int) -> _Shaped:
        starts = self.item_starts
        inside = self.block.items[bisect_left(starts, start) : bisect_left(starts, end)]
        return self.block.content[start:end], _shapes(self.block.content, inside)

    def _piece(self, written: str) -> _Shaped:
        return written, _shapes(written, read_items(written, self.place.environment) or ())

    def _read_apart(self, pieces: Iterable[_Shaped]) -> bool:
        """Tell whether pieces are read together as each is alone."""
        pieces = list(pieces)
        whole = "".join(piece for piece, _ in pieces)
        items = read_items(whole, self.place.environment)
        wanted = [shape for _, shapes in pieces for shape in shapes]
        return items is not None and _shapes(whole, items) == wanted

    def _beside(self, lines: Sequence[tuple[Line, str]]) -> Iterator[Patch]:
        """Give the patches that put copies beside lines, or all of them below a paragraph."""
        block = self.block
        joint, rendered = self._copies(lines)
        if block.kind != "paragraph":
            for (one, _), new in zip(lines, rendered, strict=True):
                at = block.in_file(one.end)
                yield Patch(at, at, joint + new)
            return
        if not rendered:
            return
        line = f"{self.newline}{block.prefix}"
        said = f"\\{line}".join(rendered)
        blank = f"{self.newline}{block.prefix.rstrip()}"
        yield Patch(block.end, block.end, (joint.replace("\n", line) or blank + line) + said)

    def _copies(self, lines: Sequence[tuple[Line, str]]) -> tuple[str, list[str]]:
        """Return what joins copies to the source (nothing: a paragraph's own), and the copies.

        No sign in a copy meets one in the source; what is tried first is the plainest.
        """
        joint, rendered = "", []
        for joints, levels in self._joints():
            for strict in levels:
                rendered = self._rendered(lines, strict)
                for joint in joints:
                    if self._stand_beside([one for one, _ in lines], rendered, joint):
                        return joint, rendered
        return joint, rendered

    def _joints(self) -> tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]:
        """Return what may join copies to the source, and how strict they may be with it."""
        if self.block.kind == "cell":
            return ((("<br>", " <br>", " / "), STRICTNESS),)  # the source may end in an escape
        if self.block.kind == "heading":
            return (((" / ",), STRICTNESS),)
        apart = (("",), STRICTNESS)
        # Rather a paragraph more than a copy without its markup.
        return ((("\\\n", " \\\n"), STRICTNESS[:-1]), apart) if self.block.tight else (apart,)

    def _stand_beside(self, lines: Sequence[Line], rendered: Sequence[str], joint: str) -> bool:
        content = self.block.content
        alone = len(rendered) < 2 and not (joint and is_marked(content))
        pieces: list[_Shaped] = []
        if self.block.kind == "paragraph":
            if not is_one_paragraph(["a", *rendered] if joint else rendered):
                return False
            if alone:
                return True
            pieces = [self._source(0, len(content)), self._joint(joint)] if joint else []
            for number, new in enumerate(rendered):
                pieces += [*([self._joint("\\\n")] if number else []), self._piece(new)]
            return self._read_apart(pieces)
        if alone:
            return True
        at = 0
        for line, new in zip(lines, rendered, strict=True):
            pieces += [self._source(at, line.end), self._joint(joint), self._piece(new)]
            at = line.end
        return self._read_apart([*pieces, self._source(at, len(content))])

    def _joint(self, joint: str) -> _Shaped:
        return joint, self._piece(f"a{joint}a")[1]

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
