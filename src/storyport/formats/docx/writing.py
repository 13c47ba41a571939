"""A translated member of a Word package: patches on the original, nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from storyport.formats.base import Edition
from storyport.formats.docx.bilingual import Copying
from storyport.formats.docx.formatting import Lettering, language_values
from storyport.formats.docx.labelling import direct_paragraph, direct_regions
from storyport.formats.docx.lines import Kept, Line
from storyport.formats.docx.nodes import pieces_of
from storyport.formats.docx.reading import Member, Paragraph
from storyport.formats.docx.rendering import OriginalTags, render, write_pieces
from storyport.formats.epub.reading import AttributeSpan
from storyport.formats.epub.rendering import is_translated, read_text
from storyport.formats.xml_patches import PatchedSlices
from storyport.formats.xml_spans import Patch, escape_attribute, prefix_of

__all__ = ["write_member"]


def write_member(member: Member, targets: Mapping[str, str], edition: Edition) -> bytes:
    """Return a member's octets with its translations."""
    said = {key: text for key, text in targets.items() if is_translated(text)}
    translated = [one for one in member.paragraphs if any(key in said for key in one.keys)]
    patches = _attributes(member.attributes, said, edition)
    if translated:
        patches += direct_regions(member.spans, translated, edition)
    # What lies deepest comes first: the paragraphs of a text box are part of another's content.
    for depth in sorted({one.depth for one in translated}, reverse=True):
        slices = PatchedSlices(member.spans, patches)
        level = [one for one in translated if one.depth == depth]
        new = _paragraphs(level, said, slices, edition)
        patches = [*slices.outside(new), *new]
    return member.spans.apply(patches)


def _paragraphs(
    paragraphs: Sequence[Paragraph],
    targets: Mapping[str, str],
    slices: PatchedSlices,
    edition: Edition,
) -> list[Patch]:
    patches: list[Patch] = []
    for one in paragraphs:
        prefix = prefix_of(slices.spans, one.element)
        if edition.bilingual:
            patches += Copying(slices, edition, prefix).patches(one, targets)
        else:
            patches.append(_replaced(one, targets, slices, edition, prefix))
            patches += direct_paragraph(slices.spans, one, edition)
    return patches


def _replaced(
    paragraph: Paragraph,
    targets: Mapping[str, str],
    slices: PatchedSlices,
    edition: Edition,
    prefix: str,
) -> Patch:
    tags = OriginalTags(slices, prefix)
    lettering = Lettering(edition.target, prefix, language_values(edition.target))
    lines = {id(line): key for key, line in paragraph.lines()}

    def written(one: Kept | Line) -> str:
        if isinstance(one, Kept):
            return write_pieces(one.pieces, slices, prefix)
        target = targets.get(lines[id(one)])
        if target is None:
            return write_pieces(pieces_of(one.nodes), slices, prefix)
        return render(one, target, tags, lettering, edition.ruby)

    start, end = paragraph.inside
    return Patch(start, end, "".join(written(one) for one in paragraph.content))


def _attributes(
    attributes: Iterable[AttributeSpan], targets: Mapping[str, str], edition: Edition
) -> list[Patch]:
    patches = []
    for one in attributes:
        target = targets.get(one.unit.key)
        if target is not None:
            joint = " / " if edition.bilingual else ""
            start = one.end if edition.bilingual else one.start
            patches.append(Patch(start, one.end, joint + escape_attribute(read_text(target))))
    return patches
