"""Word documents as a Document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from storyport.formats.base import Document, Edition, Part, Translations, Unit, UnitKind
from storyport.formats.container import Container
from storyport.formats.container_writing import copy_container
from storyport.formats.docx.chapters import chapters_of
from storyport.formats.docx.core import read_core, title_of, write_core
from storyport.formats.docx.labelling import label_settings, label_styles
from storyport.formats.docx.names import attribute_of, is_word
from storyport.formats.docx.package import Package, read_package
from storyport.formats.docx.reading import Member, Paragraph, read_member
from storyport.formats.docx.refusals import OLE_MAGIC, refuse_compound
from storyport.formats.docx.styles import Styles, read_styles
from storyport.formats.docx.writing import write_member
from storyport.formats.xml_spans import parse_xml
from storyport.language.identify import identify_language

__all__ = ["DocxDocument"]

_ZIP = b"PK\x03\x04"
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]+)<")
_SAMPLE = 20_000
_RUNNING = frozenset({"header", "footer"})


class DocxDocument(Document):
    """A Word document. Parts: its properties, its chapters, its notes, its headers and footers.

    A chapter's key is the document's member and its number; the others' are their members.
    Comments stay as they are: they speak to those who make the book, not to its readers.

    Attributes:
        macros: whether it carries macros; they are kept and never run.
    """

    format = "docx"
    extensions = (".docx", ".docm")

    def __init__(self, path: Path, package: Package, known: _Known) -> None:
        self.path = path
        self.package = package
        self.macros = package.macros
        self.notices = tuple(_notices(package))
        self.language = known.language
        self.title = known.title
        self._styles = known.styles

    @classmethod
    def recognizes(cls, path: Path, head: bytes) -> bool:
        """Tell by what stands first in the container, or by name; old Word files are refused."""
        if path.name.startswith("~$"):  # Word's mark that somebody has a document open
            return False
        if path.suffix.lower() in {*cls.extensions, ".dotx", ".dotm"}:
            return True
        if head.startswith(OLE_MAGIC):
            return path.suffix.lower() in {".doc", ".dot"}
        return head.startswith(_ZIP) and b"word/document.xml" in head

    @classmethod
    def open(cls, path: Path) -> DocxDocument:
        """Open a document.

        Raises:
            BadInput: no Word document, damaged, under a password, unsafe.
        """
        refuse_compound(path)
        with Container(path) as container:
            package = read_package(container)
            return cls(path, package, _know(container, package))

    def parts(self) -> Iterator[Part]:
        """Give the parts in reading order."""
        package = self.package
        with Container(self.path) as container:
            if package.core:
                core = read_core(container.read(package.core), container.where(package.core))
                if core.texts:
                    yield Part(package.core, core.title, core.units(), story=False)
            for member in (package.main, *(name for _, name in package.texts)):
                read = self._read(member, container.read(member), container.where(member))
                yield from self._parts_of(member, read)

    def write(self, out: Path, translations: Translations, edition: Edition) -> None:
        """Write an edition."""
        package = self.package

        def change(member: str, data: bytes) -> bytes:
            where = f"{self.path}: {member}"
            if member in {package.styles, package.settings}:
                label = label_styles if member == package.styles else label_settings
                return data if edition.bilingual else label(data, where, edition)
            if member == package.core:
                core = read_core(data, where)
                targets = translations(member) if core.texts else {}
                return write_core(core, targets, edition)
            read = self._read(member, data, where)
            said: dict[str, str] = {}
            for part in self._parts_of(member, read):
                said |= translations(part.key)
            return write_member(read, said, edition)

        self._copy(out, change)

    def write_unchanged(self, out: Path) -> None:
        """Write the document as it was read: each member parsed, no patch applied."""

        def change(member: str, data: bytes) -> bytes:
            return parse_xml(data, f"{self.path}: {member}").apply(())

        self._copy(out, change)

    def _parts_of(self, member: str, read: Member) -> Iterator[Part]:
        """Give the parts of a member that have something to translate."""
        if member == self.package.main:
            yield from (part for part in _chapters(member, read) if part.units)
            return
        units = tuple(unit for _, unit in read.units(lambda one: one.kind))
        if units:
            yield Part(member, "", units, story=member not in self._running)

    @property
    def _running(self) -> set[str]:
        return {member for kind, member in self.package.texts if kind in _RUNNING}

    def _read(self, member: str, data: bytes, where: str) -> Member:
        kind: UnitKind = "label" if member in self._running else "paragraph"
        return read_member(data, where, self._styles, kind)

    def _copy(self, out: Path, change: Callable[[str, bytes], bytes]) -> None:
        package = self.package
        touched = {package.main, package.core, package.styles, package.settings}
        touched |= {member for _, member in package.texts}
        with Container(self.path) as container:

            def new(member: str) -> bytes | None:
                if member not in touched:
                    return None
                data = container.read(member)
                made = change(member, data)
                return None if made == data else made

            copy_container(container, out, new)


def _notices(package: Package) -> Iterator[str]:
    if package.macros:
        yield "its macros are kept as they are, and are never run."
    if package.drawn:
        yield "text in charts and diagrams stays as it is."
    if package.embedded:
        yield "text of documents inserted as a whole stays as it is; save it again in Word to have it translated."


@dataclass(frozen=True)
class _Known:
    """What is read of a document when it is opened."""

    title: str
    language: str
    styles: Styles


def _know(container: Container, package: Package) -> _Known:
    title, styles, declared = "", Styles(), list[str]()
    if package.core:
        title = title_of(container.read(package.core), container.where(package.core))
    if package.styles:
        root = parse_xml(container.read(package.styles), container.where(package.styles)).root
        styles = read_styles(root)
        for element in root.walk():
            if is_word(element, "lang"):
                declared += [attribute_of(element, name) for name in ("val", "eastAsia", "bidi")]
    language = _language(container.read(package.main), declared)
    return _Known(title, language, styles)


def _language(document: bytes, declared: list[str]) -> str:
    """Return the language of the text; as declared where that names it more closely.

    Word declares three languages whatever the text is in, so the text has the first word.
    """
    texts: list[str] = []
    size = 0
    for match in _TEXT.finditer(document):
        texts.append(match[1].decode("utf-8", "replace"))
        size += len(texts[-1])
        if size > _SAMPLE:
            break
    found = identify_language(" ".join(texts))
    if found.startswith("zh"):  # simplified or traditional is seen in the text, not declared
        return found
    return next((tag for tag in declared if found and tag.partition("-")[0] == found), found)


def _chapters(member: str, read: Member) -> Iterator[Part]:
    chapters = chapters_of(read.paragraphs)
    told = {id(one) for chapter in chapters for one in chapter.headings}
    units = read.units(lambda one: _kind(one, told))
    ends = [chapter.start for chapter in chapters[1:]]
    at = 0
    for number, (chapter, end) in enumerate(zip(chapters, [*ends, None], strict=True)):
        here: list[Unit] = []
        while at < len(units) and (end is None or units[at][0] < end):
            here.append(units[at][1])
            at += 1
        front = number == 0 and len(chapters) > 1 and not any(map(_is_told, here))
        yield Part(f"{member}#{number:04d}", chapter.title, tuple(here), story=not front)


def _is_told(unit: Unit) -> bool:
    return unit.kind in {"paragraph", "cell"}


def _kind(paragraph: Paragraph, told: set[int]) -> UnitKind:
    return "heading" if id(paragraph) in told else paragraph.kind
