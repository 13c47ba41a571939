"""What an entry may be called in a locale, and what each of these forms is to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from storyport.kernel.locales import LocaleInfo
from storyport.language.terms import TermForm, TermMatcher
from storyport.story.facts import EntryFacts
from storyport.story.matching import FactIndex

__all__ = ["AGREED", "ROLES", "FormTable", "Role", "Span", "Use"]

Role = Literal["agreed", "shape", "address", "banned", "other", "former", "near", "missing"]
"""What a form in a target is to the entry it stands for.

`agreed`: what is agreed for the form that the source has. `shape`: a declared other shape of it.
`address`: what a form of address becomes between two people. `banned`. `other`: agreed, but for
another form of the entry than the source has. `former`: agreed once. `near`: a miswritten
spelling. `missing`: none of these.
"""

ROLES: tuple[Role, ...] = (
    "banned", "former", "near", "other", "missing", "agreed", "shape", "address",
)  # fmt: skip
"""What is to be mended first."""
AGREED: frozenset[Role] = frozenset({"agreed", "shape", "address"})
_SIGNS = str.maketrans("’ʼ‐‑", "''--")


class Span(NamedTuple):
    """A form that stands in a target: where, and as the bible writes it."""

    start: int
    end: int
    form: str


class Use(NamedTuple):
    """A form in a target: what it is to an entry, and where it stands."""

    role: Role
    form: str
    start: int
    end: int


class _Called(NamedTuple):
    """What the bible knows one entry as in a locale."""

    texts: Mapping[str, str]
    shapes: frozenset[str]
    addresses: Mapping[str, frozenset[str]]
    banned: frozenset[str]
    former: frozenset[str]

    def all(self) -> set[str]:
        """Return every form."""
        addresses = (form for forms in self.addresses.values() for form in forms)
        return {*self.texts.values(), *self.shapes, *addresses, *self.banned, *self.former}

    def role(self, text: str, standing: Iterable[str]) -> Role | None:
        """Return what a text is to the entry where these forms stand in the source."""
        forms = tuple(standing)
        if any(self.texts.get(form) == text for form in forms):
            return "agreed"
        if text in self.shapes:
            return "shape"
        if any(text in self.addresses.get(form, ()) for form in forms):
            return "address"
        if text in self.banned:
            return "banned"
        if text in self.texts.values():
            return "other"
        return "former" if text in self.former else None


class FormTable:
    """All forms of a bible in one locale, ready to be found in targets.

    The longest form wins: what stands inside of a longer one does not count.
    """

    def __init__(self, index: FactIndex, locale: LocaleInfo) -> None:
        self._called = {entry.id: _called(index, entry, locale) for entry in index.bible.entries}
        self._owners: defaultdict[str, list[int]] = defaultdict(list)
        self._like: defaultdict[str, list[str]] = defaultdict(list)
        for entry, called in self._called.items():
            for text in sorted(called.all()):
                self._owners[text].append(entry)
        for text in self._owners:
            self._like[_fold(text)].append(text)
        self._matcher = TermMatcher([TermForm(text) for text in self._owners], locale)
        self._roles: dict[tuple[int, str, str, tuple[str, ...]], tuple[Role, str] | None] = {}

    def texts(self, entry: int) -> Mapping[str, str]:
        """Return {source form: its rendering} of an entry."""
        return self._called[entry].texts

    def find(self, target: str) -> list[Span]:
        """Return the forms that stand in a target, whosoever they are."""
        return [Span(hit.start, hit.end, hit.form) for hit in self._matcher.find(target)]

    def owners(self, form: str) -> list[int]:
        """Return the entries that a form may stand for, whatever its case."""
        return [owner for text in self._like[_fold(form)] for owner in self._owners[text]]

    def role(
        self, entry: int, span: Span, target: str, standing: Sequence[str]
    ) -> tuple[Role, str] | None:
        """Return what a form in a target is to an entry, and the form; None if it is not its.

        Args:
            standing: forms of the entry that the source has.
        """
        seen = target[span.start : span.start + len(span.form)]
        key = (entry, span.form, seen, tuple(standing))
        if key not in self._roles:
            if len(self._roles) > 100_000:
                self._roles.clear()
            self._roles[key] = self._role(entry, span.form, seen, standing)
        return self._roles[key]

    def _role(
        self, entry: int, form: str, seen: str, standing: Sequence[str]
    ) -> tuple[Role, str] | None:
        # Forms that differ in case only are found as one: what is written just so comes first.
        own = [text for text in self._like[_fold(form)] if entry in self._owners[text]]
        called = self._called[entry]
        found = [(role, text) for text in own if (role := called.role(text, standing))]
        found.sort(key=lambda each: (each[1] != seen, each[0] not in AGREED, ROLES.index(each[0])))
        return found[0] if found else None


def _called(index: FactIndex, entry: EntryFacts, locale: LocaleInfo) -> _Called:
    tag = locale.tag
    found = ((form, entry.rendering_of(form, tag)) for form in entry.forms())
    shapes = _texts(entry.shapes_in(tag))
    return _Called(
        texts={form: rendering[0].strip() for form, rendering in found if rendering},
        shapes=shapes,
        addresses={
            form: _texts(index.shapes(entry.id, [form], tag)) - shapes for form in entry.forms()
        },
        banned=_texts(entry.banned_in(tag)),
        former=_texts(text for form in entry.forms() for text in entry.former_in(form, tag)),
    )


def _texts(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(str.strip, forms)))


def _fold(text: str) -> str:
    return text.casefold().translate(_SIGNS)
