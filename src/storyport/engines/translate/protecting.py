"""Terms kept through an engine that cannot be told them: out as codes, back as renderings.

A term of the bible, a game's placeholder or a link is taken out of a sentence and a code such
as `ZX1` is set in its place; what comes back is accepted only if every code stands in it
exactly as often as it was sent. Models of the NMT kind copy short codes of letters and a digit
as they copy product names; tags, brackets and bare numbers get translated, split or lost
(OpenNMT/CTranslate2 #1798, modernmt #362). No code survives always: hence the count, and a
second way (`IN_PLACE`), which writes the rendering itself into the source and counts that.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

from storyport.engines.base import Term
from storyport.kernel.locales import LocaleInfo
from storyport.language.scripts import SPACED_LETTER, UNSPACED
from storyport.language.terms import TermForm, TermMatcher, find_forms

__all__ = ["Protected", "Protector", "Slot", "Span", "Way", "missing", "restore"]

# No words, no names of things, no abbreviations in the languages that matter.
_PREFIXES = ("ZX", "QZ", "XQ", "VQ", "JX", "QJ")
# What no engine may touch, and what looks like one of our marks.
_KEPT = re.compile(
    r"https?://[!-~]+|\$?\{[^{}\n]{1,80}\}|\[[A-Za-z_][A-Za-z0-9_.!]*\]"
    r"|%(?:\([A-Za-z0-9_]+\)|\d+\$)?[-+0#]*\d*(?:\.\d+)?[sdifuxXcge](?![A-Za-z])"
    r"|</?[A-Za-z0-9][^<>\n]{0,80}>|&(?:amp;)*lt;/?\d{1,4}/?>"
)
_CODE_LETTER = re.compile(r"[A-Za-z0-9]")
_LETTER = re.compile(SPACED_LETTER)
_CLOSED_UP = re.compile(f"[{UNSPACED}、。，！？；：“”‘’「」『』（）《》…—]")


class Way(Enum):
    """How terms are kept in a sentence."""

    CODES = "codes"
    IN_PLACE = "in place"
    NONE = "none"


@dataclass(frozen=True)
class Slot:
    """What stands in a sentence for something that is kept.

    Attributes:
        code: what is written. count: how often. target: what it becomes.
        form: whether `target` is a rendering, which may take an ending.
    """

    code: str
    count: int
    target: str
    form: bool = True


@dataclass(frozen=True)
class Span:
    """Where something that is kept stands in the source, and what it becomes."""

    start: int
    end: int
    target: str
    form: bool = True


@dataclass(frozen=True)
class Protected:
    """A sentence as the engine is given it, and what has to come back.

    Attributes:
        text: with codes. slots: what they are. way: how it was done.
        spans: in the sentence as it was, in order.
        shifts: for each span, where it ended and by how much the text has grown by then.
    """

    text: str
    slots: tuple[Slot, ...] = ()
    way: Way = Way.NONE
    spans: tuple[Span, ...] = ()
    shifts: tuple[tuple[int, int], ...] = ()

    def moved(self, at: int) -> int:
        """Return where a place of the sentence (in no span) is in the text."""
        return at + next((by for end, by in reversed(self.shifts) if end <= at), 0)


class Protector:
    """Finds what is to be kept in the sentences of one request.

    Args:
        terms: agreed renderings; a binding one wins over a proposed one.
        source: locale of the sentences.
    """

    def __init__(self, terms: Sequence[Term], source: LocaleInfo) -> None:
        ordered = sorted(terms, key=lambda term: term.binding)
        self._renderings = {
            term.source.strip(): term.target.strip()
            for term in ordered
            if term.source.strip() and term.target.strip()
        }
        forms = [TermForm(form, form) for form in self._renderings]
        self._matcher = TermMatcher(forms, source) if forms else None

    def protect(self, text: str, way: Way = Way.CODES, breaks: Collection[int] = ()) -> Protected:
        """Return a sentence (without marks) with what must be kept taken out.

        A word that only shares its stem with a term ("swords" for "sword") is left to the
        engine: its ending says something that a code would swallow.

        Args:
            breaks: places of marks; what one of them parts is left as it is.
        """
        found = [
            span
            for span in (self._spans(text) if way is not Way.NONE else ())
            if not any(span.start < at < span.end for at in breaks)
        ]
        if not found:
            return Protected(text)
        prefix = next((each for each in _PREFIXES if each not in text.upper()), "")
        if not prefix and way is Way.CODES:
            return Protected(text)
        codes: dict[tuple[str, bool], str] = {}
        counts: Counter[tuple[str, bool]] = Counter()
        shifts: list[tuple[int, int]] = []
        out, end = "", 0
        for span in found:
            key = (span.target, span.form)
            new = span.target if way is Way.IN_PLACE else f"{prefix}{len(codes) + 1}"
            code = codes.setdefault(key, new)
            counts[key] += 1
            out += text[end : span.start]
            out += _gap(out, code) + code
            end = span.end
            out += _gap(out, text[end:])
            shifts.append((end, len(out) - end))
        slots = tuple(Slot(codes[key], counts[key], *key) for key in codes)
        return Protected(out + text[end:], slots, way, tuple(found), tuple(shifts))

    def _spans(self, text: str) -> list[Span]:
        found = [Span(*match.span(), match[0], form=False) for match in _KEPT.finditer(text)]
        for hit in self._matcher.find(text) if self._matcher else ():
            shown, form = text[hit.start : hit.end], hit.entry_id
            same = shown == form or (form == form.lower() and shown.lower() == form)
            if same and not any(hit.start < span.end and span.start < hit.end for span in found):
                found.append(Span(hit.start, hit.end, self._renderings[form]))
        return sorted(found, key=lambda span: span.start)


def restore(text: str, protected: Protected, target: LocaleInfo) -> str | None:
    """Return what came back with everything in its place, None if something is lost or doubled.

    A code may have changed its case or gained a space ("Zx 1"); a rendering that begins a
    sentence gets its capital.
    """
    if not protected.slots:
        return text
    if protected.way is Way.IN_PLACE:
        kept = all(_stands(text, slot, target) == slot.count for slot in protected.slots)
        return text if kept else None
    prefix = protected.slots[0].code.rstrip("0123456789")
    matches = list(_pattern(prefix).finditer(text))
    found = Counter(f"{prefix}{int(match[1])}" for match in matches)
    if found != {slot.code: slot.count for slot in protected.slots}:
        return None
    targets = {slot.code: slot.target for slot in protected.slots}
    out, end = "", 0
    for match in matches:
        out = _joined(out, text[end : match.start()], target)
        out = _joined(out, _in_case(targets[f"{prefix}{int(match[1])}"], out), target)
        end = match.end()
    return _joined(out, text[end:], target)


def missing(protected: Protected, text: str, target: LocaleInfo) -> list[str]:
    """Return what was to be kept and does not stand in a text."""
    return [slot.target for slot in protected.slots if not _stands(text, slot, target)]


@functools.cache
def _pattern(prefix: str) -> re.Pattern[str]:
    letters = r"\s?".join(prefix)
    return re.compile(rf"(?<![A-Za-z0-9]){letters}[\s-]?(\d{{1,3}})(?!\d)", re.IGNORECASE)


def _stands(text: str, slot: Slot, target: LocaleInfo) -> int:
    return len(find_forms(text, slot.target, target)) if slot.form else text.count(slot.target)


def _gap(left: str, right: str) -> str:
    """Return the space that keeps a code from running into what stands beside it."""
    return " " if _CODE_LETTER.match(left[-1:]) and _CODE_LETTER.match(right[:1]) else ""


def _in_case(rendering: str, before: str) -> str:
    begins = not any(letter.isalnum() for letter in before)
    return rendering[:1].upper() + rendering[1:] if begins else rendering


def _joined(left: str, right: str, target: LocaleInfo) -> str:
    """Join with a space where words would run together, without where no spaces are set."""
    if not left or not right:
        return left + right
    if target.spaced:
        runs_on = _LETTER.fullmatch(left[-1]) and _LETTER.fullmatch(right[0])
        return f"{left} {right}" if runs_on else left + right
    bare_left, bare_right = left.rstrip(" "), right.lstrip(" ")
    if not (_CLOSED_UP.match(bare_left[-1:]) and _CLOSED_UP.match(bare_right[:1])):
        return left + right
    return bare_left + bare_right
