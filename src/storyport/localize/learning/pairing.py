"""What an existing translation calls things, as proposals for the bible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.renderings import LearnedRendering, learn_renderings
from storyport.story.facts import Bible, EntryFacts, EvidenceFacts, RenderingFacts, Status
from storyport.story.merging import contains
from storyport.story.models import Story
from storyport.story.reading import load_bible
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

__all__ = ["Paired", "learn_from_pairs"]

# Less sure than that, a rendering is told to nobody: seen once, it is right in a third of cases.
_SURE = 0.5
_EXCERPT = 60
_PROPOSED: Status = "proposed"
_MOST_EVIDENCE = 8


@dataclass(frozen=True)
class Paired:
    """What came of a translation.

    Attributes:
        pairs: that were read. proposed: renderings that the bible has now, and had not.
        agreed: those that it had already, the same. notes: other spellings in use, and what
            the bible says otherwise.
    """

    pairs: int
    proposed: int
    agreed: int
    notes: tuple[str, ...]


def learn_from_pairs(story: Story, pairs: Sequence[tuple[str, str]], locale: LocaleInfo) -> Paired:
    """Propose the renderings that a translation uses for the forms of the bible.

    Args:
        pairs: source and target of each paragraph, as a reader sees them.

    Raises:
        BadInput: the bible has no entries to look for, or there is no pair.
    """
    bible = load_bible(story)
    if not bible.entries or not pairs:
        raise BadInput(
            "there is nothing to look for: the bible is empty."
            if pairs
            else "the translation holds no paragraph beside the source's.",
            do="Learn from the source first: storyport learn FILE --story NAME"
            if pairs
            else "Check that the two files tell the same, and --to.",
        )
    found = learn_renderings(pairs, _kinds(bible), parse_locale(story.source_locale), locale)
    taking = _Taking(locale.tag, found)
    with changing(story) as today:
        entries = [taking.entry(entry) for entry in today.entries]
        checked = [checked_entry(entry, story.source_locale) for entry in entries if entry]
        write_entries(story, today, checked)
    return Paired(len(pairs), taking.proposed, taking.agreed, tuple(taking.notes))


def _kinds(bible: Bible) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for entry in bible.entries:
        for form in entry.forms():
            kinds.setdefault(form, entry.kind)
    return kinds


class _Taking:
    """Puts what was found beside what the bible says."""

    def __init__(self, locale: str, found: Mapping[str, Sequence[LearnedRendering]]) -> None:
        self.locale = locale
        self.found = found
        self.proposed = 0
        self.agreed = 0
        self.notes: list[str] = []

    def entry(self, entry: EntryFacts) -> EntryFacts | None:
        """Return the entry with what it lacks in the locale, None where it lacks nothing."""
        facts = entry.renderings.get(self.locale, RenderingFacts())
        head = self._new(entry, entry.headword)
        aliases: dict[str, tuple[str, Status]] = {
            form: (found.text, _PROPOSED)
            for form in entry.aliases
            if (found := self._new(entry, form)) is not None
            and (head is None or found.text != head.text)
        }
        if head is None and not aliases:
            return None
        if head is not None:
            facts = replace(facts, text=head.text, status="proposed")
        facts = replace(facts, aliases={**facts.aliases, **aliases})
        evidence = () if head is None else tuple(_evidence(head))
        return replace(
            entry,
            renderings={**entry.renderings, self.locale: facts},
            evidence=(*entry.evidence, *evidence)[:_MOST_EVIDENCE],
        )

    def _new(self, entry: EntryFacts, form: str) -> LearnedRendering | None:
        """Return what the bible does not have for a form; tell what it has otherwise."""
        found = [one for one in self.found.get(form, ()) if one.confidence >= _SURE]
        if not found:
            return None
        if len(found) > 1:
            told = ", ".join(f"{one.text!r} {one.count} times" for one in found)
            self.notes.append(f"{form} is {told}.")
        text, status = self._said(entry, form)
        if text == found[0].text:
            self.agreed += 1
            return None
        why = self._against(entry, found[0].text, text, status)
        if why:
            self.notes.append(f"{form} is {found[0].text!r} in the translation, and {why}.")
            return None
        self.proposed += 1
        return found[0]

    def _said(self, entry: EntryFacts, form: str) -> tuple[str, str]:
        """Return what the bible calls a form, its own text or one that it takes over."""
        own = entry.renderings.get(self.locale, RenderingFacts())
        text, status = own.aliases.get(form, ("", "proposed"))
        if form == entry.headword:
            text, status = own.text, own.status
        said = entry.rendering_of(form, self.locale)
        if text or said is None or not said[1]:
            return text, status
        # Taken over of the headword or of a wider locale, and binding: a proposal would end that.
        return said[0], own.status if own.text == said[0] else "approved"

    def _against(self, entry: EntryFacts, new: str, text: str, status: str) -> str:
        """Return why a rendering in use is not proposed, empty where nothing speaks against it."""
        bans = entry.banned_in(self.locale)
        ban = next((ban for ban in bans if contains(new, ban, self.locale)), "")
        if ban:
            return f"{ban!r} is banned"
        # What a person proposed is theirs to change; what was learned gives way to what is in use.
        if text and (status != "proposed" or entry.confidence is None):
            return f"{text!r} is {status}"
        return ""


def _evidence(found: LearnedRendering) -> Iterable[EvidenceFacts]:
    for one in found.evidence[:1]:
        yield EvidenceFacts("", one.source[:_EXCERPT], f"translated as {found.text}"[:100])
