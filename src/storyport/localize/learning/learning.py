"""Learns a bible's proposals from a story's own text, without a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progress, Progressing, Silent
from storyport.language.names import Learned, learn_names
from storyport.localize.learning.proposing import Proposals, propose
from storyport.localize.learning.speaking import attribute_chapter
from storyport.localize.learning.spoken import SpokenLine, store_speakers
from storyport.localize.learning.texts import Chapter, passages_of, read_chapters
from storyport.story.actions.pick_packs import picked_packs
from storyport.story.facts import Bible, EntryFacts
from storyport.story.guide import pack_facts
from storyport.story.merging import merge
from storyport.story.models import Source, Story
from storyport.story.packs import pack_infos
from storyport.story.reading import load_bible
from storyport.story.timeline import times_of_parts
from storyport.story.validation import checked_entry
from storyport.story.writing import changing, write_entries

__all__ = ["Learnt", "learn_story"]


@dataclass(frozen=True)
class Learnt:
    """What came of a look at a story.

    Attributes:
        entries: proposals as the bible has them now. created, changed: how many of them.
        characters: of the text that was read. lines, spoken: quoted lines, and those with a
            speaker. notes: what a person should look at.
    """

    entries: tuple[EntryFacts, ...]
    created: int
    changed: int
    chapters: int
    characters: int
    lines: int
    spoken: int
    notes: tuple[str, ...]
    learned: Learned


def learn_story(
    story: Story,
    sources: Sequence[Source] = (),
    locales: Sequence[LocaleInfo] = (),
    *,
    again: bool = False,
    narrator: str = "",
    progress: Progressing | None = None,
) -> Learnt:
    """Read a story, or some of its sources, and put proposals into its bible.

    Args:
        locales: for which renderings are suggested; none: those of the story.
        again: what was learned once and taken out is proposed again.
        narrator: headword of a first-person narrator.
    """
    progress = progress or Silent()
    locale = parse_locale(story.source_locale)
    wanted = list(locales) or [parse_locale(tag) for tag in story.locales]
    chapters = read_chapters(story, sources)
    bible = load_bible(story)
    lexicon = _lexicon(story)
    progress(Progress("reading", 0, len(chapters)))
    learned = learn_names(
        passages_of(chapters),
        locale,
        known={form: entry.kind for entry in bible.entries for form in entry.forms()},
        lexicon={form: entry.kind for form, entry in lexicon.items()},
    )
    rejected = () if again else story.rejected
    proposals = propose(learned, bible, chapters, wanted, lexicon=lexicon, rejected=rejected)
    stored, created, changed = _store(story, proposals)
    spoken = _speakers(story, chapters, locale, narrator, progress)
    return Learnt(
        entries=stored,
        created=created,
        changed=changed,
        chapters=len(chapters),
        characters=sum(len(text) for chapter in chapters for text in chapter.texts),
        lines=len(spoken),
        spoken=sum(bool(line.speaker) for line in spoken),
        notes=(*learned.notes, *proposals.notes),
        learned=learned,
    )


def _lexicon(story: Story) -> Mapping[str, EntryFacts]:
    """Return what packs know: those that the story picked say it first."""
    script = parse_locale(story.source_locale).script
    names = [name for name, _ in picked_packs(story)]
    names += [info.name for info in pack_infos() if info.name not in names]
    found: dict[str, EntryFacts] = {}
    if parse_locale(story.source_locale).language == "zh":
        for name in names:
            for entry in pack_facts(name, script):
                found.setdefault(entry.headword, entry)
    return found


def _store(story: Story, proposals: Proposals) -> tuple[tuple[EntryFacts, ...], int, int]:
    with changing(story) as bible:
        merged = []
        for proposal in proposals.entries:
            said = checked_entry(proposal, story.source_locale)
            known = _known(bible, said)
            base = known or EntryFacts(0, said.headword, said.kind)
            merged.append(merge(base, said)[0])
        stored = write_entries(story, bible, merged)
    created = sum(1 for entry in merged if not entry.id)
    changed = sum(
        1 for entry in stored if entry.id in bible.by_id and bible.by_id[entry.id] != entry
    )
    return stored, created, changed


def _known(bible: Bible, said: EntryFacts) -> EntryFacts | None:
    same = [each for each in bible.named(said.headword) if each.headword == said.headword]
    return next((each for each in same if each.kind == said.kind), None)


def _speakers(
    story: Story,
    chapters: Sequence[Chapter],
    locale: LocaleInfo,
    narrator: str,
    progress: Progressing,
) -> list[SpokenLine]:
    bible = load_bible(story)
    times = times_of_parts(story)
    found: list[SpokenLine] = []
    for done, chapter in enumerate(chapters, start=1):
        time = times.get(chapter.part, 0)
        lines = attribute_chapter(chapter, bible, locale, time=time, narrator=narrator)
        store_speakers(chapter.part, lines)
        found += lines
        progress(Progress("who speaks", done, len(chapters)))
    return found
