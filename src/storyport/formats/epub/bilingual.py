"""The bilingual edition: the source stays, its translation follows in the reader's sight.

A paragraph gets a sibling, all else gets the translation inside of itself, so that no table
grows a cell and no list an item. Copies of tags lose their ids (an id stands once), their
`epub:type` and DPUB roles (a note, a note reference or a page break stands once: its copy
would be counted and popped up twice) and keep their links. Pictures at the ends of a line,
media and note references are not repeated; pictures and formulas inside a sentence are,
since it cannot be read without them. An attribute that is read out holds both languages,
but where its element has a copy: there the source has its own words and the copy has ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from storyport.formats.base import Edition
from storyport.formats.epub.blocks import Shape, language_of
from storyport.formats.epub.labelling import Naming, language_attributes, names_source
from storyport.formats.epub.lines import Inline, Line, Ruby
from storyport.formats.epub.reading import TextSpan
from storyport.formats.epub.rendering import PatchedSlices, is_translated, read_text, render
from storyport.formats.xml_spans import Patch, escape_attribute, prefix_of
from storyport.formats.xml_tree import Element

__all__ = ["BILINGUAL_CSS", "TARGET_CLASS", "add_translations"]

TARGET_CLASS = "storyport-target"
BILINGUAL_CSS = (
    f".{TARGET_CLASS}{{opacity:.8;overflow-wrap:break-word}}"
    f"p.{TARGET_CLASS}{{margin-top:.25em;margin-bottom:1.4em}}"
    f".{TARGET_CLASS}[dir=rtl]{{line-height:1.8;text-align:right}}"
)
"""Sets the translations off from their source; small, so that a book's own style holds."""
_TAG = re.compile(r"""<[A-Za-z_][^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
# Values without quotes are HTML's.
_ATTRIBUTE = re.compile(r"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_ONCE = re.compile(r"(?:xml:)?id|(?:\w+:)?type|name|accesskey", re.IGNORECASE)
_NOT_REPEATED = frozenset(
    {"audio", "video", "object", "iframe", "embed", "input", "button", "script", "canvas"}
)


@dataclass(frozen=True)
class _CopiedTags:
    """Tags that may stand a second time.

    Attributes:
        targets: by the keys of units. spoken: where the source has the values that were
            translated in copies.
    """

    slices: PatchedSlices
    edition: Edition
    targets: Mapping[str, str]
    spoken: set[tuple[int, int]] = field(default_factory=set)

    def open(self, element: Element) -> str:
        values = {}
        if names_source(language_of(element), self.edition):
            named = self.slices.spans.attribute_spans(element)
            values = dict.fromkeys({"lang", "xml:lang"} & named.keys(), self.edition.target.tag)
        return self.tag(element, values)

    def tag(self, element: Element, values: Mapping[str, str]) -> str:
        """Return a copy of a start tag, its attributes translated, some set."""
        tag = self.slices.slice(element.start, element.inner)
        return copy_tag(tag, {**self._translated(element), **values})

    def kept_values(self) -> list[Patch]:
        """Return patches that keep values as they were, where a copy has the translation."""
        spans = self.slices.spans
        # With the octet that follows, so that no translation is added at the value's end.
        return [
            Patch(start, end + 1, spans.slice(start, end + 1)) for start, end in sorted(self.spoken)
        ]

    def close(self, element: Element) -> str:
        return self.slices.slice(element.inner_end, element.end)

    def whole(self, inline: Inline) -> str:
        element = inline.element
        if inline.shape not in {Shape.CONTENT, Shape.BREAK} or (
            inline.edge and element.name in {"img", "image", "svg"}
        ):
            return ""
        if any(one.name in _NOT_REPEATED for one in element.walk()):
            return ""
        return self._copied(element)

    def ruby(self, ruby: Ruby) -> str:
        return self._copied(ruby.element)

    def rest(self, line: Line, lost: Iterable[Inline], kept: Iterable[Ruby]) -> str:  # noqa: ARG002 -- the source line still stands, with all that is lost here
        return ""

    def _translated(self, element: Element) -> dict[str, str]:
        values = {}
        for name in element.attributes:
            target = self.targets.get(f"{element.order}@{name}")
            if target is not None and is_translated(target):
                values[name] = read_text(target)
                self.spoken.add(self.slices.spans.attribute_spans(element)[name])
        return values

    def _copied(self, element: Element) -> str:
        pieces = []
        at = element.start
        for one in element.walk():
            if one.inner > one.start:  # HTML has elements without a tag
                pieces += [self._between(at, one.start), self.tag(one, {})]
                at = one.inner
        return "".join([*pieces, self._between(at, element.end)])

    def _between(self, start: int, end: int) -> str:
        """Return what stands between tags of the tree; formulas and drawings have more tags."""
        return _TAG.sub(lambda tag: copy_tag(tag[0]), self.slices.slice(start, end))


def add_translations(
    texts: Sequence[TextSpan],
    targets: Mapping[str, str],
    slices: PatchedSlices,
    edition: Edition,
    naming: Naming,
    *,
    navigation: bool,
) -> list[Patch]:
    """Return insertions for the translated texts of a document, given in order of place."""
    copy = _Copy(slices, targets, edition, naming, navigation=navigation)
    patches = []
    for block, group in groupby(texts, key=lambda text: text.block):
        lines = list(group)
        if block.name == "p" and not navigation and not lines[0].preserve:
            patches.append(copy.paragraph(block, lines))
        else:
            patches += [copy.beside(line) for line in lines]
    return patches + copy.tags.kept_values()


def copy_tag(tag: str, values: Mapping[str, str] | None = None) -> str:
    """Return a start tag without what may stand only once, with some attributes set."""
    values = values or {}
    kept = _ATTRIBUTE.sub(lambda one: "" if _is_dropped(one, values) else one[0], tag)
    added = "".join(f' {name}="{escape_attribute(value)}"' for name, value in values.items())
    close = "/>" if kept.endswith("/>") else ">"
    return kept.removesuffix(close).rstrip() + added + close


def _is_dropped(match: re.Match[str], values: Mapping[str, str]) -> bool:
    name, value = match[1], match[2]
    if name == "type":  # of an object or a list, not of EPUB's structure
        return False
    return (
        name.lower() in values
        or bool(_ONCE.fullmatch(name))
        or (name == "role" and "doc-" in value)
    )


class _Copy:
    def __init__(
        self,
        slices: PatchedSlices,
        targets: Mapping[str, str],
        edition: Edition,
        naming: Naming,
        *,
        navigation: bool,
    ) -> None:
        self.tags = _CopiedTags(slices, edition, targets)
        self.slices = slices
        self.targets = targets
        self.edition = edition
        self.navigation = navigation
        self.turned = edition.source.direction != edition.target.direction
        self.labels = language_attributes(edition.target, naming)

    def paragraph(self, block: Element, lines: Sequence[TextSpan]) -> Patch:
        """Return a copy of a paragraph that follows it, its lines translated."""
        prefix = prefix_of(self.slices.spans, block)
        classes = f"{block.attributes.get('class', '')} {TARGET_CLASS}".strip()
        tag = self.tags.tag(block, {**self.labels, "class": classes})
        content = f"<{prefix}br/>".join(self._wrapped(line) for line in lines)
        return Patch(block.end, block.end, f"{tag}{content}</{prefix}p>")

    def beside(self, line: TextSpan) -> Patch:
        """Return the translation of a line within its block."""
        said = self._said(line)
        if line.plain:
            return Patch(line.end, line.end, f" / {said}")
        prefix = prefix_of(self.slices.spans, line.block)
        named = "".join(f' {name}="{value}"' for name, value in self.labels.items())
        if self.turned and not self.navigation:
            named += ' style="display:block"'  # else it would sit at the source's side
        joint = " / " if self.navigation else "\n" if line.preserve else f"<{prefix}br/>"
        whole = f'{joint}<{prefix}span{named} class="{TARGET_CLASS}">{said}</{prefix}span>'
        return Patch(line.line_end, line.line_end, whole)

    def _wrapped(self, line: TextSpan) -> str:
        opened = "".join(self.tags.open(one) for one in line.wrappers)
        closed = "".join(self.tags.close(one) for one in reversed(line.wrappers))
        return opened + self._said(line) + closed

    def _said(self, line: TextSpan) -> str:
        return render(line, self.targets[line.unit.key], self.tags, self.edition.ruby)
