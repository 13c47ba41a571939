"""A paragraph's content as a tree: texts, things without text, pairs around either.

Runs vanish: a text knows its format, a thing the run it stands in. A field becomes a pair
where its result is text, else one thing from its begin to its end.

Sources: ISO/IEC 29500-1, sections 17.3.2 (runs), 17.3.3 (run content), 17.16 (fields),
17.13.5 (tracked changes), 17.5.2 (structured document tags), 17.3.3.25 (ruby).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storyport.formats.docx.fields import TRANSLATED, FieldMark, Piece, keyword_of, mark_of
from storyport.formats.docx.formatting import Format, Formats
from storyport.formats.docx.names import MATH, attribute_of, child_of, is_word
from storyport.formats.xml_spans import XmlSpans
from storyport.formats.xml_tree import Element, Text

__all__ = ["Node", "Pair", "Phrase", "Thing", "pieces_of", "says_anything", "text_in", "tree_of"]

_PAIRS = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdt"}
)
_VANISH = frozenset({"proofErr", "pPr", "lastRenderedPageBreak", "softHyphen", "rPr"})
_CHOICES = ("dropDownList", "comboBox", "date", "picture", "checkbox", "docPartList")
_RANGES = {
    "bookmarkStart": "bookmark", "bookmarkEnd": "bookmark",
    "commentRangeStart": "comment", "commentRangeEnd": "comment",
    "permStart": "permission", "permEnd": "permission",
    "moveFromRangeStart": "move", "moveFromRangeEnd": "move",
    "moveToRangeStart": "move", "moveToRangeEnd": "move",
    "customXmlInsRangeStart": "range", "customXmlInsRangeEnd": "range",
    "customXmlDelRangeStart": "range", "customXmlDelRangeEnd": "range",
}  # fmt: skip
# What may stand beside a line as well as in it.
_BESIDE = frozenset(
    {"del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "tab", "ptab", "br", "cr"}
    | {"footnoteReference", "endnoteReference", "commentReference", "footnoteRef", "endnoteRef"}
    | {"annotationRef", "separator", "continuationSeparator", "instrText", "delText", "subDoc"}
    | {"contentPart", "control", "fldChar", "delInstrText", *_RANGES}
)
# What a translation beside the source says once more, since its sentence cannot do without.
_REPEATED = frozenset({"tab", "sym", "cr", "noBreakHyphen", "oMath", "m"})
_REPEATED_FIELDS = frozenset(
    {"PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES", "SECTION", "REF", "NOTEREF", "DATE", "TIME"}
    | {"STYLEREF", "QUOTE", "SYMBOL", "FILENAME", "AUTHOR", "DOCPROPERTY"}
)
_DEEPEST_FIELD = 20


@dataclass(frozen=True)
class Phrase:
    """Text of one format. ruby: the `w:ruby` it is the base of."""

    text: str
    format: Format
    run: Element
    pieces: tuple[Piece, ...]
    ruby: Element | None = None


@dataclass(frozen=True)
class Thing:
    """Something without text of its own.

    Attributes:
        name: of its element, or `field`. chain: things of one chain keep their order
            (a range's start and end, a field that no pair could be made of).
        beside: whether it may stand outside of a unit at its ends.
        repeated: whether a bilingual copy has it too.
    """

    name: str
    pieces: tuple[Piece, ...]
    chain: str = ""
    beside: bool = True
    repeated: bool = False


@dataclass(frozen=True)
class Pair:
    """Something around text: its XML before and after, and what it contains.

    Attributes:
        name: of its element, or `field`. transparent: whether a bilingual copy goes without.
    """

    name: str
    opening: tuple[Piece, ...]
    closing: tuple[Piece, ...]
    nodes: tuple[Node, ...]
    element: Element | None = None

    @property
    def linking(self) -> bool:
        """Whether it is a link, by element or by field."""
        return self.name in {"hyperlink", "field"}


Node = Phrase | Thing | Pair


def tree_of(spans: XmlSpans, formats: Formats, paragraph: Element) -> tuple[Node, ...]:
    """Return what a paragraph contains."""
    return _Maker(spans, formats).nodes(paragraph)


def text_in(nodes: Sequence[Node]) -> str:
    """Return the text of some nodes, pairs included."""
    return "".join(
        one.text if isinstance(one, Phrase) else text_in(one.nodes) if isinstance(one, Pair) else ""
        for one in nodes
    )


def pieces_of(nodes: Sequence[Node]) -> tuple[Piece, ...]:
    """Return all source XML of some nodes."""
    pieces: list[Piece] = []
    for one in nodes:
        if isinstance(one, Pair):
            pieces += [*one.opening, *pieces_of(one.nodes), *one.closing]
        else:
            pieces += one.pieces
    return tuple(pieces)


def says_anything(nodes: Sequence[Node]) -> bool:
    """Tell whether there is a letter to translate."""
    return any(map(str.isalpha, text_in(nodes)))


class _Maker:
    def __init__(self, spans: XmlSpans, formats: Formats) -> None:
        self.spans = spans
        self.formats = formats

    def nodes(self, container: Element) -> tuple[Node, ...]:
        flat: list[Node | FieldMark] = []
        for child in container.elements():
            flat += self._child(child)
        return tuple(_grouped(flat))

    def _child(self, child: Element) -> Iterator[Node | FieldMark]:
        if is_word(child, "r"):
            yield from self._run(child)
        elif is_word(child, *_PAIRS) and not _is_choice(child):
            yield self._pair(child)
        elif not is_word(child, *_VANISH):
            yield _thing(child, None)

    def _pair(self, element: Element) -> Node:
        inner = child_of(element, "sdtContent") if element.name == "sdt" else element
        whole = (Piece(element.start, element.end),)
        if inner is None or inner.inner == inner.end:
            return Thing(element.name, whole)
        nodes = self.nodes(inner)
        keyword = keyword_of(attribute_of(element, "instr")) if element.name == "fldSimple" else ""
        if (keyword and keyword not in TRANSLATED) or not any(
            isinstance(one, Phrase | Pair) for one in nodes
        ):
            return _field_thing(whole, keyword) if keyword else Thing(element.name, whole)
        name = "field" if keyword else element.name
        opening = (Piece(element.start, _opening_end(element, inner)),)
        return Pair(name, opening, (Piece(inner.inner_end, element.end),), nodes, element)

    def _run(self, run: Element) -> Iterator[Node | FieldMark]:
        format_ = self.formats.of(child_of(run, "rPr"))
        for child in run.elements():
            piece = Piece(child.start, child.end, run)
            if is_word(child, "t"):
                yield from self._text(child, Phrase("", format_, run, (piece,)))
            elif is_word(child, "noBreakHyphen"):
                yield Phrase("\u2011", format_, run, (piece,))
            elif is_word(child, "ruby"):
                yield from self._ruby(child, run)
            elif is_word(child, "fldChar", "instrText"):
                yield mark_of(self.spans, child, piece)
            elif not is_word(child, *_VANISH):
                yield _thing(child, run)

    def _text(self, element: Element, model: Phrase) -> Iterator[Phrase]:
        text = text_of(self.spans, element)
        if text:
            yield Phrase(text, model.format, model.run, model.pieces)

    def _ruby(self, ruby: Element, run: Element) -> Iterator[Node]:
        piece = Piece(ruby.start, ruby.end, run)
        base = child_of(ruby, "rubyBase")
        inside = self.nodes(base) if base is not None else ()
        text = text_in(inside)
        if not text:
            yield Thing("ruby", (piece,), beside=False)
            return
        first = next((one for one in inside if isinstance(one, Phrase)), None)
        format_ = first.format if first else self.formats.of(child_of(run, "rPr"))
        yield Phrase(text, format_, run, (piece,), ruby)


def text_of(spans: XmlSpans, element: Element) -> str:
    """Return what a `w:t` says; white space at its ends counts only where it says so."""
    text = "".join(spans.text_of(node) for node in spans.nodes(element) if isinstance(node, Text))
    text = text.replace("\n", " ").replace("\t", " ")
    space = "http://www.w3.org/XML/1998/namespace space"
    kept = (element.attributes.get(space) or spans.root.attributes.get(space)) == "preserve"
    return text if kept else text.strip(" ")


def _opening_end(element: Element, inner: Element) -> int:
    """Return where a pair's content begins; a field's or a tag's properties stay before it."""
    if element is not inner:
        return inner.inner
    end = inner.inner
    for child in inner.elements():
        if not is_word(child, "smartTagPr", "customXmlPr", "fldData"):
            break
        end = child.end
    return end


def _is_choice(element: Element) -> bool:
    properties = child_of(element, "sdtPr") if element.name == "sdt" else None
    if properties is None:
        return False
    return any(one.name in _CHOICES for one in properties.elements())


def _thing(element: Element, run: Element | None) -> Thing:
    name = element.name
    range_ = _RANGES.get(name, "")
    chain = f"{range_} {attribute_of(element, 'id')}" if range_ else ""
    repeated = name in _REPEATED or element.namespace in MATH
    if name == "br":
        repeated = attribute_of(element, "type") in {"", "textWrapping"}
    return Thing(
        name,
        (Piece(element.start, element.end, run),),
        chain,
        beside=name in _BESIDE,
        repeated=repeated,
    )


def _field_thing(pieces: tuple[Piece, ...], keyword: str) -> Thing:
    return Thing(
        "field",
        pieces,
        beside=keyword in {"PAGEREF", "XE", "TC", "SEQ", "TOC", ""},
        repeated=keyword in _REPEATED_FIELDS,
    )


def _grouped(flat: Sequence[Node | FieldMark]) -> Iterator[Node]:
    """Give nodes in which each whole field is a pair or a thing."""
    ends = _field_ends(flat)
    at = 0
    while at < len(flat):
        one = flat[at]
        if not isinstance(one, FieldMark):
            yield one
            at += 1
            continue
        end = ends.get(at)
        if end is None:
            yield Thing("field", (one.piece,), "fields")
            at += 1
            continue
        yield _field(flat[at : end + 1])
        at = end + 1


def _field_ends(flat: Sequence[Node | FieldMark]) -> dict[int, int]:
    """Return {begin: end} of the fields that begin and end among the same nodes.

    Where they lie deeper in each other than anybody puts them, there are none: each of their
    characters stays a thing of its own.
    """
    ends: dict[int, int] = {}
    open_: list[int] = []
    for at, one in enumerate(flat):
        if isinstance(one, FieldMark) and one.role == "begin":
            open_.append(at)
            if len(open_) > _DEEPEST_FIELD:
                return {}
        elif isinstance(one, FieldMark) and one.role == "end" and open_:
            ends[open_.pop()] = at
    return ends


def _field(flat: Sequence[Node | FieldMark]) -> Node:
    separate = _separate(flat)
    head = flat[: separate + 1] if separate else flat
    keyword = keyword_of("".join(one.text for one in _own_marks(head)))
    result = tuple(_grouped(flat[separate + 1 : -1])) if separate else ()
    if keyword in TRANSLATED and says_anything(result):
        return Pair("field", _pieces(head), _pieces(flat[-1:]), result)
    return _field_thing(_pieces(flat), keyword)


def _own_marks(head: Sequence[Node | FieldMark]) -> Iterator[FieldMark]:
    """Give the instructions of a field, not those of fields within them."""
    depth = 0
    for one in head:
        if isinstance(one, FieldMark):
            depth += {"begin": 1, "end": -1}.get(one.role, 0)
            if depth == 1:
                yield one


def _separate(flat: Sequence[Node | FieldMark]) -> int:
    depth = 0
    for at, one in enumerate(flat):
        if isinstance(one, FieldMark):
            depth += {"begin": 1, "end": -1}.get(one.role, 0)
            if one.role == "separate" and depth == 1:
                return at
    return 0


def _pieces(flat: Sequence[Node | FieldMark]) -> tuple[Piece, ...]:
    return tuple(
        piece
        for one in flat
        for piece in ([one.piece] if isinstance(one, FieldMark) else pieces_of([one]))
    )
