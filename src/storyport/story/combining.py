"""Two bibles made one: what only one of them says is taken, what they disagree about is told; pure.

Where both decided something and differ, ours stays unless theirs is wanted; what is decided goes
before what is only proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from storyport.story.facts import BINDING, Bible, EntryFacts, RenderingFacts, Status
from storyport.story.merging import contains, merge

__all__ = ["Combined", "Disagreement", "combine"]

_SAID = ("kind", "gender", "note", "scale", "step", "validity", "spoiler", "speech")
_Text = tuple[str, Status]


@dataclass(frozen=True)
class Disagreement:
    """Something that two bibles say differently.

    Attributes:
        headword: of our entry. what: gender, rendering, alias, ... locale: of a rendering.
        ours, theirs: what each says. taken: which one stays.
    """

    headword: str
    what: str
    locale: str
    ours: str
    theirs: str
    taken: str

    def __str__(self) -> str:
        where = f" {self.locale}" if self.locale else ""
        return f"{self.headword}: {self.what}{where} {self.ours!r} here, {self.theirs!r} there; {self.taken} stays"


@dataclass(frozen=True)
class Combined:
    """The entries that change or are new (id 0), and what the two disagree about."""

    entries: tuple[EntryFacts, ...]
    disagreements: tuple[Disagreement, ...]


def combine(ours: Bible, theirs: Bible, *, prefer_theirs: bool = False) -> Combined:
    """Return what our bible becomes with theirs taken in.

    Args:
        prefer_theirs: where both decided, theirs holds; what is locked here stays all the same.
    """
    combining = _Combining(ours, prefer_theirs=prefer_theirs)
    entries = [entry for each in theirs.entries if (entry := combining.entry(each)) is not None]
    return Combined(tuple(entries), tuple(combining.disagreements))


class _Combining:
    def __init__(self, ours: Bible, *, prefer_theirs: bool) -> None:
        self.ours = ours
        self.prefer_theirs = prefer_theirs
        self.disagreements: list[Disagreement] = []

    def entry(self, their: EntryFacts) -> EntryFacts | None:
        """Return our entry with what theirs adds, None where it adds nothing."""
        our = self._same(their)
        if our is None:
            return replace(their, id=0, aliases=self._free(their, None))
        said: dict[str, Any] = {name: self._scalar(our, their, name) for name in _SAID}
        taken = replace(
            their,
            headword=our.headword,
            aliases=self._free(their, our),
            renderings=dict(self._renderings(our, their)),
            **said,
        )
        merged, _ = merge(our, taken, force=True)
        return merged if merged != our else None

    def _same(self, their: EntryFacts) -> EntryFacts | None:
        """Return the entry of ours that theirs is: of its headword, else of its forms, if one."""
        heads = [
            each for each in self.ours.named(their.headword) if each.headword == their.headword
        ]
        of_kind = [each for each in heads if each.kind == their.kind]
        if of_kind or heads:
            return (of_kind or heads)[0]
        named = {each.id: each for form in their.forms() for each in self.ours.named(form)}
        return next(iter(named.values())) if len(named) == 1 else None

    def _free(self, their: EntryFacts, our: EntryFacts | None) -> tuple[str, ...]:
        """Return their forms but for those that name somebody else here."""
        free = []
        forms = their.aliases if our is None else their.forms()
        for form in forms:
            others = [each for each in self.ours.named(form) if our is None or each.id != our.id]
            if others:
                self._tell(their.headword, "form", "", str(others[0]), form, "ours")
            elif our is None or form != our.headword:
                free.append(form)
        return tuple(sorted(free))

    def _scalar(self, our: EntryFacts, their: EntryFacts, name: str) -> object:
        own, other = getattr(our, name), getattr(their, name)
        empty = type(own)()
        # A term is what nobody gave a kind.
        if own in (empty, (0, 0)) or (name == "kind" and own == "term"):
            return other
        if other in (empty, (0, 0), own) or (name == "kind" and other == "term"):
            return own
        taken = other if self.prefer_theirs and name != "kind" else own
        told = "ours" if taken is own else "theirs"
        self._tell(our.headword, name, "", str(own), str(other), told)
        return taken

    def _renderings(
        self, our: EntryFacts, their: EntryFacts
    ) -> Iterator[tuple[str, RenderingFacts]]:
        for locale, facts in their.renderings.items():
            own = our.renderings.get(locale, RenderingFacts())
            texts = {
                form: self._text(our, locale, form, own, facts) for form in ("", *facts.aliases)
            }
            head = texts.pop("")
            yield (
                locale,
                replace(
                    facts,
                    text=head[0],
                    status=head[1],
                    aliases={form: text for form, text in texts.items() if text[0]},
                    banned=tuple(self._bans(our, locale, own, facts)),
                ),
            )

    def _text(
        self, our: EntryFacts, locale: str, form: str, own: RenderingFacts, other: RenderingFacts
    ) -> _Text:
        """Return what a form is called from now on."""
        mine = own.aliases.get(form, ("", "proposed")) if form else (own.text, own.status)
        their = other.aliases.get(form, ("", "proposed")) if form else (other.text, other.status)
        if not their[0] or not mine[0]:
            return their if their[0] else mine
        decided, theirs = mine[1] in BINDING, their[1] in BINDING
        if mine[0] == their[0]:
            return mine if decided or not theirs else their
        if decided == theirs:
            wins = self.prefer_theirs and mine[1] != "locked"
            told = "theirs" if wins else "ours"
            self._tell(form or our.headword, "rendering", locale, mine[0], their[0], told)
            return their if wins else mine
        return mine if decided else their

    def _bans(
        self, our: EntryFacts, locale: str, own: RenderingFacts, other: RenderingFacts
    ) -> Iterator[str]:
        used = [text for text in (own.text, *(text for text, _ in own.aliases.values())) if text]
        for ban in other.banned:
            clash = next((text for text in used if contains(text, ban, locale)), "")
            if clash:
                self._tell(our.headword, "ban", locale, clash, ban, "ours")
            else:
                yield ban

    def _tell(
        self, headword: str, what: str, locale: str, ours: str, theirs: str, taken: str
    ) -> None:
        self.disagreements.append(Disagreement(headword, what, locale, ours, theirs, taken))
