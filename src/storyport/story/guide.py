"""The bible that translation goes by: a story's own, and beneath it the packs it has picked.

What the story's own bible names, packs say nothing about. Pack renderings are hints, unless the
story has made a pack binding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from storyport.kernel.locales import parse_locale
from storyport.story.facts import BINDING, Bible, EntryFacts, RenderingFacts, Status
from storyport.story.packs import PackEntry, load_pack
from storyport.story.reading import load_bible

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["load_guide", "pack_facts", "with_packs"]


def load_guide(story: Story) -> Bible:
    """Return the story's bible over the packs it has picked."""
    from storyport.story.models import Pack

    picked = Pack.objects.filter(story=story).values_list("name", "binds")
    return with_packs(load_bible(story), list(picked))


def with_packs(bible: Bible, picked: Sequence[tuple[str, bool]]) -> Bible:
    """Return a bible with what packs know beneath it.

    Args:
        picked: (name of a pack, whether it binds); of two that know a term the first says it.
    """
    if not picked:
        return bible
    known = {form for form, _ in bible.forms()}
    script = parse_locale(bible.source).script
    added: dict[str, EntryFacts] = {}
    of_packs: dict[str, EntryFacts] = {}
    for name, binds in picked:
        for entry in pack_facts(name, script, binds=binds):
            of_packs.setdefault(entry.headword, entry)
            if entry.headword not in known:
                added.setdefault(entry.headword, entry)
    own = (
        _filled(entry, of_packs[entry.headword]) if entry.headword in of_packs else entry
        for entry in bible.entries
    )
    return Bible((*own, *added.values()), bible.source)


def _filled(entry: EntryFacts, pack: EntryFacts) -> EntryFacts:
    """Return an entry with what a pack calls it where nobody has decided that.

    Where somebody has, the pack's is what was said before.
    """
    renderings = dict(entry.renderings)
    for locale, told in pack.renderings.items():
        facts = renderings.get(locale, RenderingFacts())
        undecided = facts.status not in BINDING
        if not facts.text or (undecided and told.status in BINDING):
            renderings[locale] = replace(facts, text=told.text, status=told.status)
        elif told.text not in (facts.text, *facts.former):
            renderings[locale] = replace(facts, former=(*facts.former, told.text))
    return replace(entry, renderings=renderings, word_class=pack.word_class)


@cache
def pack_facts(name: str, script: str = "Hans", *, binds: bool = False) -> tuple[EntryFacts, ...]:
    """Return a pack as facts, in the script of a story.

    Ids are below zero, the same wherever a term stands, so that a target can depend on one.
    """
    entries = load_pack(name)
    sources = _written([entry.source for entry in entries], script)
    scales = _written([entry.scale for entry in entries], script)
    status: Status = "approved" if binds else "proposed"
    return tuple(
        replace(_facts(entry, status), headword=source, scale=scale)
        for entry, source, scale in zip(entries, sources, scales, strict=True)
    )


def _facts(entry: PackEntry, status: Status) -> EntryFacts:
    return EntryFacts(
        id=_number(entry.source, entry.kind),
        headword=entry.source,
        kind=entry.kind,
        note=entry.definition,
        renderings={
            locale: RenderingFacts(text, status) for locale, text in entry.renderings.items()
        },
        scale=entry.scale,
        step=entry.step,
        word_class=entry.word_class,
    )


def _number(source: str, kind: str) -> int:
    digest = sha256(f"{source} {kind}".encode()).digest()
    return -1 - int.from_bytes(digest[:6], "big")


def _written(texts: Iterable[str], script: str) -> list[str]:
    if script != "Hant":
        return list(texts)
    from opencc import OpenCC

    convert = OpenCC("s2t").convert
    return [convert(text) for text in texts]
