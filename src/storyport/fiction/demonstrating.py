"""The sample story, made into books offline; and a name of it changed everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from storyport.engines.prices import example_model, price_of
from storyport.fiction.translating import Translated, Wish, translate
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.kernel.progress import Silent
from storyport.kernel.ranges import Ranges
from storyport.localize.consistency.pages import write_page
from storyport.localize.consistency.report import find_consistency
from storyport.localize.coverage import covered_parts
from storyport.localize.impact import Impact, find_impact
from storyport.localize.memory import import_tmx
from storyport.localize.models import MemoryUnit
from storyport.localize.running import check_settled
from storyport.story.actions.import_bible import import_bible
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.models import Story, Work
from storyport.story.reading import load_bible
from storyport.story.stories import make_story

__all__ = [
    "STORY",
    "Renamed",
    "make_sample",
    "rename_sample",
    "sample_folder",
    "sample_locales",
    "write_sample_report",
]

STORY = "ink-and-cloud"
_SOURCE = "zh-Hans"


@dataclass(frozen=True)
class Renamed:
    """A name that was changed in one locale, and what that touched."""

    locale: LocaleInfo
    old: str
    new: str
    impact: Impact


def sample_folder() -> Path:
    """Return where the sample story lies.

    Raises:
        BadInput: this installation came without it.
    """
    folder = Path(__file__).resolve().parents[3] / "examples" / STORY
    if not folder.is_dir():
        raise BadInput(
            "the sample story is not here.",
            where=str(folder),
            do="It comes with the repository: clone it and run ./storyport demo there.",
        )
    return folder


def sample_locales() -> list[LocaleInfo]:
    """Return the locales that the sample has reviewed memory for, English first."""
    tags = [path.name.split(".")[1] for path in sample_folder().glob("memory.*.tmx")]
    return [parse_locale(tag) for tag in sorted(tags, key=lambda tag: (tag != "en", tag))]


def make_sample(out: Path) -> list[Translated]:
    """Make the sample's books out of its memory; finished steps are not repeated.

    Returns:
        what was made in English, then in the locales whose memory covers only some chapters:
        their books hold those.
    """
    story = _load_sample()
    english, *others = sample_locales()
    made = [_make(out, [english], Ranges())]
    work = Work.objects.get(story=story)
    covered = {locale: covered_parts(work, locale) for locale in others}
    for only in dict.fromkeys(covered.values()):
        locales = [locale for locale in others if covered[locale] == only]
        made.append(_make(out, locales, only))
    return made


def write_sample_report(out: Path) -> Path:
    """Write the page of every name of the sample and every form of it in use; return where."""
    path = out / f"{STORY}.names.html"
    write_page(find_consistency(Story.objects.get(name=STORY)), path)
    return path


def _make(out: Path, locales: Sequence[LocaleInfo], only: Ranges) -> Translated:
    tags = "-".join(locale.tag for locale in locales)
    wish = Wish(
        files=[sample_folder() / f"{STORY}.txt"],
        locales=locales,
        out=out,
        chooser=None,
        story=STORY,
        source=parse_locale(_SOURCE),
        bilingual=True,
        only=only,
        excerpt=bool(only),
        report=f"{STORY}.{tags}",
    )
    return translate(wish, Silent(), lambda: False, lambda _, __: None)


def rename_sample(
    name: str, text: str, locales: Sequence[LocaleInfo]
) -> tuple[list[Renamed], list[str]]:
    """Change a name in some locales, or, where none is given, in those in Latin script.

    Returns:
        what was changed, and the tags of the locales that have this name and were left alone.

    Raises:
        BadInput: the sample has no such name.
    """
    if not text.strip():
        raise BadInput("a name cannot be empty.", where="--rename", do="Give the new name.")
    story = _load_sample()
    found = load_bible(story).named(name)
    if not found:
        raise BadInput(
            f"the sample has no name {name!r}.",
            where="--rename",
            do="Give it as the source has it, such as 林风; all of them:"
            f" ./storyport bible list --story {STORY} --home .storyport-demo",
        )
    made = sample_locales()
    wanted = list(locales) or [each for each in made if each.script == "Latn"]
    for locale in wanted:
        if locale.tag not in {each.tag for each in made}:
            raise BadInput(
                f"the sample has no books in {locale.name} yet.",
                where="--to",
                do=f"It has: {', '.join(each.tag for each in made)}.",
            )
    price = price_of(example_model())
    renamed: list[Renamed] = []
    for locale in wanted:
        impact = find_impact(story, name, locale, text=text, price=price)
        before = found[0].rendering_of(name, locale.tag)
        # What the bible would not bear is not kept either.
        with transaction.atomic():
            set_entry(story, Saying(word=name, kind=found[0].kind, locale=locale, text=text))
            check_settled(load_bible(story), [locale.tag])
        renamed.append(Renamed(locale, before[0] if before else "", text, impact))
    tags = {each.tag for each in wanted}
    return renamed, [each.tag for each in made if each.tag not in tags]


def _load_sample() -> Story:
    folder = sample_folder()
    story = Story.objects.filter(name=STORY).first()
    if story is None:
        story = make_story(STORY, "", parse_locale(_SOURCE), [])
    if not story.entries.exists():
        import_bible(story, folder / "bible.json")
    for locale in sample_locales():
        if not MemoryUnit.objects.filter(story=story, locale=locale.tag).exists():
            import_tmx(story, folder / f"memory.{locale.tag}.tmx", locale)
    return story
