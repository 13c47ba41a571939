"""Learns a bible's proposals from a story's own text, without a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Progress, Progressing, Silent
from storyport.language.names import learn_names
from storyport.localize.learning.proposing import Proposals, propose
from storyport.localize.learning.speaking import attribute_chapter
from storyport.localize.learning.spoken import SpokenLine, store_all_speakers
from storyport.localize.learning.standing import is_decided
from storyport.localize.learning.texts import Chapter, passages_of, read_chapters
from storyport.localize.learning.watching import Watch
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

__all__ = ["NOTHING_LEARNT", "Learnt", "learn_story"]

_STORED_AT_ONCE = 100


@dataclass(frozen=True)
class Learnt:
    """What came of a look at a story.

    Attributes:
        entries: proposals as the bible has them now, each once. created, changed: how many.
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


NOTHING_LEARNT = Learnt((), 0, 0, 0, 0, 0, 0, ())


def learn_story(
    story: Story,
    sources: Sequence[Source] = (),
    locales: Sequence[LocaleInfo] = (),
    *,
    again: bool = False,
    narrator: str = "",
    progress: Progressing | None = None,
    watch: Watch | None = None,
) -> Learnt:
    """Read a story, or some of its sources, and put proposals into its bible.

    Args:
        locales: for which renderings are suggested; none: those of the story.
        again: what was learned once and taken out is proposed again.
        narrator: headword of a first-person narrator.
        watch: asked between chapters and steps.

    Raises:
        Interrupted: a person asked to stop; what was stored before stays.
    """
    progress, watch = progress or Silent(), watch or Watch()
    locale = parse_locale(story.source_locale)
    wanted = list(locales) or [parse_locale(tag) for tag in story.locales]
    progress(Progress("reading"))
    chapters = read_chapters(story, sources)
    watch.check()
    progress(Progress("finding names", 0, len(chapters)))
    lexicon = _lexicon(story)
    known = _decided(load_bible(story))
    kinds = {form: entry.kind for form, entry in lexicon.items()}
    learned = watch.during(
        lambda: learn_names(passages_of(chapters), locale, known=known, lexicon=kinds)
    )
    watch.check()

    def proposed(bible: Bible) -> Proposals:
        story.refresh_from_db(fields=["rejected"])
        rejected = () if again else story.rejected
        return propose(learned, bible, chapters, wanted, lexicon=lexicon, rejected=rejected)

    stored = _store(story, proposed)
    lines, spoken = _speakers(story, chapters, narrator, progress, watch)
    return Learnt(
        entries=stored.entries,
        created=stored.created,
        changed=stored.changed,
        chapters=len(chapters),
        characters=sum(len(text) for chapter in chapters for text in chapter.texts),
        lines=lines,
        spoken=spoken,
        notes=(*learned.notes, *stored.notes),
    )


def _decided(bible: Bible) -> dict[str, str]:
    """Return the forms that a person settled, with their kinds.

    What was only learned is not among them: what is known is found with more trust, and a second
    look at the same text would trust its own guesses.
    """
    return {
        form: entry.kind for entry in bible.entries if is_decided(entry) for form in entry.forms()
    }


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


@dataclass(frozen=True)
class _Stored:
    entries: tuple[EntryFacts, ...]
    created: int
    changed: int
    notes: tuple[str, ...]


def _store(story: Story, proposed: Callable[[Bible], Proposals]) -> _Stored:
    """Propose by the bible of this moment: a person may have changed it while names were found."""
    with changing(story) as bible:
        proposals = proposed(bible)
        merged: dict[tuple[str, str], EntryFacts] = {}
        for proposal in proposals.entries:
            said = checked_entry(proposal, story.source_locale)
            key = (said.headword, said.kind)
            base = merged.get(key) or _known(bible, said)
            merged[key] = merge(base or EntryFacts(0, said.headword, said.kind), said)[0]
        stored = write_entries(story, bible, list(merged.values()))
    before = bible.by_id
    return _Stored(
        entries=stored,
        created=sum(1 for entry in stored if entry.id not in before),
        changed=sum(1 for entry in stored if before.get(entry.id, entry) != entry),
        notes=proposals.notes,
    )


def _known(bible: Bible, said: EntryFacts) -> EntryFacts | None:
    if said.id:
        return bible.by_id[said.id]
    same = [each for each in bible.named(said.headword) if each.headword == said.headword]
    return next((each for each in same if each.kind == said.kind), None)


def _speakers(
    story: Story,
    chapters: Sequence[Chapter],
    narrator: str,
    progress: Progressing,
    watch: Watch,
) -> tuple[int, int]:
    """Store who speaks; return how many quoted lines there are, and how many have a speaker."""
    bible = load_bible(story)
    locale = parse_locale(story.source_locale)
    times = times_of_parts(story)
    found: dict[int, list[SpokenLine]] = {}
    lines = spoken = 0
    for done, chapter in enumerate(chapters, start=1):
        watch.check()
        time = times.get(chapter.part, 0)
        told = attribute_chapter(chapter, bible, locale, time=time, narrator=narrator)
        lines += len(told)
        spoken += sum(bool(line.speaker) for line in told)
        found[chapter.part] = told
        if len(found) == _STORED_AT_ONCE:
            store_all_speakers(found)
            found = {}
        progress(Progress("who speaks", done, len(chapters)))
    store_all_speakers(found)
    return lines, spoken
