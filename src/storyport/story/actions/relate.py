"""Says how one calls another: A calls B 师兄, and what that becomes in a locale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.facts import ALWAYS, EntryFacts, RelationFacts, Status, Validity
from storyport.story.finding import need_entry
from storyport.story.merging import merge
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["Address", "relate", "unrelate"]


@dataclass(frozen=True)
class Address:
    """What somebody calls somebody.

    Attributes:
        who, whom: headwords or aliases. word: form of address in the source.
        times: when they do so. locale, text: what it becomes there; may be left out.
    """

    who: str
    whom: str
    word: str
    times: Validity = ALWAYS
    locale: LocaleInfo | None = None
    text: str = ""
    proposed: bool = False
    force: bool = False


def relate(story: Story, address: Address) -> EntryFacts:
    """Store a form of address, and return the entry of who uses it.

    Raises:
        BadInput: one of the two is not known, a text has no locale, or a locked one stands.
    """
    if bool(address.text) != (address.locale is not None):
        raise BadInput(
            "a rendering and its locale go together.", where="--text", do="Give --to and --text."
        )
    with changing(story) as bible:
        who, whom = need_entry(bible, address.who), need_entry(bible, address.whom)
        said = replace(
            EntryFacts(0, who.headword),
            relations=(_relation(address, whom),),
        )
        merged, _ = merge(who, checked_entry(said, story.source_locale), force=address.force)
        _check_taken(merged, whom, address)
        (stored,) = write_entries(story, bible, [merged])
    return stored


def unrelate(story: Story, who: str, whom: str, word: str) -> EntryFacts:
    """Take a form of address away.

    Raises:
        BadInput: nobody said so.
    """
    with changing(story) as bible:
        speaker, other = need_entry(bible, who), need_entry(bible, whom)
        left = tuple(
            one
            for one in speaker.relations
            if (one.other, one.other_kind, one.word) != (other.headword, other.kind, word.strip())
        )
        if left == speaker.relations:
            raise BadInput(f"{speaker} does not call {other} {word}.", where=speaker.headword)
        (stored,) = write_entries(story, bible, [replace(speaker, relations=left)])
    return stored


def _relation(address: Address, whom: EntryFacts) -> RelationFacts:
    renderings: dict[str, tuple[str, Status]] = {}
    if address.locale is not None:
        status: Status = "proposed" if address.proposed else "approved"
        renderings[address.locale.tag] = (address.text, status)
    return RelationFacts(whom.headword, address.word, whom.kind, address.times, renderings)


def _check_taken(entry: EntryFacts, whom: EntryFacts, address: Address) -> None:
    if address.locale is None:
        return
    for one in entry.relations:
        if (one.other, one.word) == (whom.headword, address.word.strip()):
            text, status = one.renderings[address.locale.tag]
            if text != address.text.strip():
                raise BadInput(
                    f"{address.locale} {text!r} is {status}.",
                    where=f"{entry.headword} {address.word}",
                    do="Say --force to replace it all the same.",
                )
