"""Run properties: when two runs look the same, and how a translated run is written.

Source: ISO/IEC 29500-1, section 17.3.2 (run properties); 17.3.2.26 for the font hint, which
takes quotation marks from the East Asian font.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyport.formats.docx.names import RUN_ORDER, is_word
from storyport.formats.xml_spans import XmlSpans
from storyport.formats.xml_tree import Element
from storyport.kernel.locales import LocaleInfo

__all__ = ["NO_FORMAT", "Format", "Formats", "Lettering", "language_values"]

_UNSEEN = frozenset({"lang", "noProof", "kern", "fitText", "eastAsianLayout"})
_COMPLEX_ONLY = {"bCs": "b", "iCs": "i", "szCs": "sz"}
_SPACE_SHOWS = frozenset({"u", "strike", "dstrike", "highlight", "shd", "bdr", "vanish", "em"})
_HINT = re.compile(r"""\s+(?:\w+:)?hint\s*=\s*(?:"[^"]*"|'[^']*')""")
_BARE_FONTS = re.compile(r"<[\w:.-]+\s*/>|<([\w:.-]+)\s*></\1>")
_REVISION = re.compile(r"""\s+(?:\w+:)?(?:id|date|author)\s*=\s*(?:"[^"]*"|'[^']*')""")
_RANK = {name: rank for rank, name in enumerate(RUN_ORDER)}
_EAST_ASIAN = frozenset({"zh", "ja", "ko"})
_COMPLEX_SCRIPTS = frozenset(
    {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Thai", "Laoo", "Khmr", "Mymr", "Deva"}
    | {"Beng", "Taml", "Telu", "Knda", "Mlym", "Gujr", "Guru", "Orya", "Sinh", "Tibt"}
)


@dataclass(frozen=True)
class Format:
    """How runs look.

    Attributes:
        children: (local name, XML) of the properties, in order; those that are no
            WordprocessingML (w14) under an empty name. look: equal where runs look the same.
        named: whether the language is said.
    """

    children: tuple[tuple[str, str], ...] = ()
    look: tuple[str, ...] = ()
    named: bool = False

    @property
    def space_shows(self) -> bool:
        """Whether a blank of this format can be seen."""
        return any(name in _SPACE_SHOWS for name, _ in self.children)


NO_FORMAT = Format()


@dataclass(frozen=True)
class Lettering:
    """How text of one locale has to be set.

    Attributes:
        prefix: of WordprocessingML here. languages: attributes of `w:lang`, by local name.
        labelled: whether every run says its language, or only those that did.
    """

    locale: LocaleInfo
    prefix: str
    languages: dict[str, str]
    labelled: bool = False

    def properties(self, format_: Format) -> str:
        """Return the `w:rPr` of a translated run, or nothing where it would be empty."""
        kept = [one for one in format_.children if one[0] not in self._dropped]
        if self.locale.language not in _EAST_ASIAN:
            kept = [
                (name, _HINT.sub("", xml)) if name == "rFonts" else (name, xml)
                for name, xml in kept
            ]
        added = list(self._added(format_, {name for name, _ in kept}))
        if added:
            kept = sorted([*kept, *added], key=lambda one: _RANK.get(one[0], len(_RANK)))
        inner = "".join(
            xml for name, xml in kept if name != "rFonts" or not _BARE_FONTS.fullmatch(xml)
        )
        return f"<{self.prefix}rPr>{inner}</{self.prefix}rPr>" if inner else ""

    @property
    def _dropped(self) -> frozenset[str]:
        return frozenset({"lang", "fitText", "eastAsianLayout", "rtl", "cs"})

    def _added(self, format_: Format, there: set[str]) -> list[tuple[str, str]]:
        added = []
        if self.locale.script in _COMPLEX_SCRIPTS:
            by_name = dict(format_.children)
            for name, simple in _COMPLEX_ONLY.items():
                if simple in there and name not in there:
                    added.append((name, _renamed(by_name[simple], simple, name)))
            mark = "rtl" if self.locale.direction == "rtl" else "cs"
            added.append((mark, f"<{self.prefix}{mark}/>"))
        if self.labelled or format_.named:
            values = "".join(
                f' {self.prefix}{name}="{tag}"' for name, tag in self.languages.items()
            )
            added.append(("lang", f"<{self.prefix}lang{values}/>"))
        return added


class Formats:
    """The formats of one document's runs, each made once."""

    def __init__(self, spans: XmlSpans) -> None:
        self._spans = spans
        self._known: dict[str, Format] = {}

    def of(self, properties: Element | None) -> Format:
        """Return the format that a `w:rPr` gives."""
        if properties is None:
            return NO_FORMAT
        raw = self._spans.slice(properties.start, properties.end)
        known = self._known.get(raw)
        if known is None:
            self._known[raw] = known = self._make(properties)
        return known

    def _make(self, properties: Element) -> Format:
        children = tuple(
            (one.name if is_word(one) else "", self._spans.slice(one.start, one.end))
            for one in properties.elements()
        )
        names = {name for name, _ in children}
        look = []
        for name, xml in children:
            if name in _UNSEEN or (name in _COMPLEX_ONLY and not names & {"rtl", "cs"}):
                continue
            seen = _seen(name, xml)
            if seen:
                look.append(seen)
        return Format(children, tuple(look), "lang" in names)


def language_values(locale: LocaleInfo) -> dict[str, str]:
    """Return the attributes of `w:lang` (and `w:themeFontLang`) that say a locale.

    Word keeps three languages for each run, by script: 17.3.2.20.
    """
    if locale.language in _EAST_ASIAN:
        return {"eastAsia": _word_tag(locale)}
    if locale.script in _COMPLEX_SCRIPTS:
        return {"bidi": locale.tag}
    return {"val": locale.tag}


def _word_tag(locale: LocaleInfo) -> str:
    # Word knows Chinese by regions only.
    if locale.language == "zh" and not locale.region:
        return "zh-TW" if locale.script == "Hant" else "zh-CN"
    return locale.tag


def _seen(name: str, xml: str) -> str:
    if name == "rFonts":
        xml = _HINT.sub("", xml)
        return "" if _BARE_FONTS.fullmatch(xml) else xml
    return _REVISION.sub("", xml) if name == "rPrChange" else xml


def _renamed(xml: str, old: str, new: str) -> str:
    return re.sub(rf"(?<=[<:]){old}(?=[\s/>])", new, xml)
