"""Where translated texts contradict the bible or themselves: `bible conflicts --texts`.

Kinds: `use` (two renderings in use for one entry), `banned-use` (a banned form in use),
`gender-use` (pronouns of the other gender), `split-use` (one form for two entries). None of them
blocks a run. Severity as in `story.conflicts`: what goes against something decided, and often,
is major; what is rare, may be right, or goes against proposals alone is minor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storyport.kernel.locales import LocaleInfo
from storyport.kernel.progress import Progressing
from storyport.localize.consistency.genders import GenderTally
from storyport.localize.consistency.looking import Looker
from storyport.localize.consistency.report import EntryUse, FormUse, entry_uses
from storyport.localize.consistency.splits import Split, SplitTally
from storyport.localize.consistency.surveying import survey
from storyport.localize.consistency.tally import Tally
from storyport.localize.standing import target_locales
from storyport.story.contradictions import Conflict, Severity
from storyport.story.matching import FactIndex, load_index
from storyport.story.models import Story

__all__ = ["find_text_conflicts"]

_RANK = {"critical": 0, "major": 1, "minor": 2, "advice": 3}
_EXAMPLES, _FORMS = 2, 3
# A form is in use beside the agreed one from so many lines on; a nickname's needs one more.
_IN_USE, _NICKNAMES = 2, 3
_OFTEN, _OFTEN_SHARE = 3, 0.05
_MANY, _MANY_SHARE, _MOST_SHARE = 5, 0.3, 0.5


def find_text_conflicts(
    story: Story, locales: Sequence[LocaleInfo] = (), progress: Progressing | None = None
) -> list[Conflict]:
    """Return what the texts of all works say against the bible, the worst first.

    Entries are those of the story's own bible; what its packs know is left out.

    Args:
        locales: none: all that the story has targets in.
    """
    index = load_index(story)
    found: list[Conflict] = []
    for locale in locales or target_locales(story):
        looker = Looker(index, locale)
        tally, genders, splits = (
            Tally(index.source, locale),
            GenderTally(looker),
            SplitTally(looker),
        )
        survey(story, looker, tally, genders, splits, progress=progress)
        found += _of_uses(index, locale, tally)
        found += _of_genders(genders, locale)
        found += _of_splits(splits, locale)
    own = [each for each in found if all(entry >= 0 for entry in each.entries)]
    return sorted(own, key=lambda one: (_RANK[one.severity], one.kind, one.locale, one.message))


def _of_uses(index: FactIndex, locale: LocaleInfo, tally: Tally) -> Iterator[Conflict]:
    for use in entry_uses(index, locale, tally):
        yield from _banned_use(use, locale)
        yield from _several(use, locale)


def _banned_use(use: EntryUse, locale: LocaleInfo) -> Iterator[Conflict]:
    severity: Severity = "major" if use.binding else "minor"
    for form in use.forms:
        if form.role == "banned":
            message = f"{use.entry}: {form.form!r} is banned, and stands in {_lines(form.lines)}"
            yield Conflict(
                "banned-use",
                severity,
                (use.entry.id,),
                locale.tag,
                f"{message}, {_such_as(form)}.",
            )


def _several(use: EntryUse, locale: LocaleInfo) -> Iterator[Conflict]:
    beside = [form for form in use.forms if _is_in_use(form)]
    if not beside:
        return
    agreed = sum(form.lines for form in use.forms if form.is_agreed)
    told = ", ".join(
        f"{form.form!r} in {_lines(form.lines)} ({_such_as(form)})" for form in beside[:_FORMS]
    )
    if len(beside) > _FORMS:
        told += f", and {len(beside) - _FORMS} forms more"
    message = f"{use.entry} is {use.rendering!r} in {_lines(agreed)}, and {told}."
    yield Conflict("use", _severity(use, beside), (use.entry.id,), locale.tag, message)


def _is_in_use(form: FormUse) -> bool:
    if form.role == "other":
        return form.lines >= _NICKNAMES
    return form.role in ("former", "near") and bool(form.form) and form.lines >= _IN_USE


def _severity(use: EntryUse, beside: Sequence[FormUse]) -> Severity:
    lines = max((form.lines for form in beside if form.role != "other"), default=0)
    often = lines >= _OFTEN and lines >= _OFTEN_SHARE * use.translated
    return "major" if use.binding and often else "minor"


def _such_as(form: FormUse) -> str:
    return _examples([str(place) for place in form.places[:_EXAMPLES]])


def _of_genders(genders: GenderTally, locale: LocaleInfo) -> Iterator[Conflict]:
    for entry, person in genders.contradicted():
        most = person.against >= _MANY and person.against >= _MOST_SHARE * person.places
        other = "he" if person.sex == "female" else "she"
        message = (
            f"{entry} is {person.sex}, and is {other} in {person.against} of {person.places}"
            f" lines that tell, {_examples(person.examples)}."
        )
        severity: Severity = "major" if most else "minor"
        yield Conflict("gender-use", severity, (entry.id,), locale.tag, message)


def _of_splits(splits: SplitTally, locale: LocaleInfo) -> Iterator[Conflict]:
    for split in splits.splits():
        message = (
            f"{split.form!r} is {split.owner} in {_lines(split.own.lines)}"
            f" ({_examples(split.own.examples)}), and {split.other} in"
            f" {_lines(split.strange.lines)} ({_examples(split.strange.examples)})."
        )
        ids = (split.owner.id, split.other.id)
        yield Conflict("split-use", _severity_of_split(split), ids, locale.tag, message)


def _severity_of_split(split: Split) -> Severity:
    if split.agreed:
        return "major" if split.owner.kind == split.other.kind else "minor"
    return "major" if split.strange.lines >= _MANY and split.share >= _MANY_SHARE else "minor"


def _lines(count: int) -> str:
    return f"{count} line{'' if count == 1 else 's'}"


def _examples(places: Sequence[str]) -> str:
    return f"such as {'; '.join(places)}" if len(places) > 1 else f"at {''.join(places)}"
