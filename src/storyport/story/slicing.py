"""What of a bible a text needs: terms, people, set phrases, style. For engines of any kind.

The shape, as `storyport bible slice` prints it:

    {"source": "zh-Hans", "target": "en", "time": 12,
     "terms": [{"source": "林风", "target": "Lin Feng", "binding": true, "kind": "character",
                "note": "character, male", "count": 3, "banned": ["Lin Wind"],
                "forms": ["Lin Fengs"], "definition": ""}],
     "people": [{"name": "林风", "rendering": "Lin Feng", "gender": "male", "pronouns": "he/him",
                 "speech": "wry", "calls": ["顾雁 师姐 = Senior Sister"]}],
     "style": ["Register: plain literary English", "..."]}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from storyport.kernel.locales import LocaleInfo
from storyport.story.casting import Card, cards_of, cast_of
from storyport.story.matching import FactIndex

__all__ = ["Slice", "SliceTerm", "slice_of"]


@dataclass(frozen=True)
class SliceTerm:
    """One form that stands in the text.

    Attributes:
        source, target: form and rendering; the target is empty where nobody said one.
        binding: whether it is a rule or a hint. kind: of its entry. note: kind, gender, choice.
        count: how often it stands. banned: must not be used. forms: may stand for the target.
        definition: what a translator should know of it.
    """

    source: str
    target: str
    binding: bool
    kind: str
    note: str
    count: int
    banned: tuple[str, ...]
    forms: tuple[str, ...]
    definition: str


@dataclass(frozen=True)
class Slice:
    """The part of a bible that a text needs, in one locale."""

    source: str
    target: str
    time: int
    terms: tuple[SliceTerm, ...]
    people: tuple[Card, ...]
    style: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Return plain data for JSON."""
        return asdict(self)


def slice_of(
    index: FactIndex, paragraphs: Iterable[str], locale: LocaleInfo, time: int = 0
) -> Slice:
    """Return what of a bible a text needs.

    Args:
        paragraphs: of the text, in the story's language. locale: it is translated into.
        time: story time of the text; 0: any.
    """
    found = [index.hits(paragraph, time) for paragraph in paragraphs]
    counts: dict[tuple[int, str], int] = {}
    for hits in found:
        for entry, form, count in hits:
            counts[entry, form] = counts.get((entry, form), 0) + count
    terms = [
        _term(index, entry, form, count, (locale.tag, time))
        for (entry, form), count in sorted(counts.items(), key=lambda item: -item[1])
    ]
    people = cards_of(cast_of(found), index, locale.tag, time)
    return Slice(
        source=index.source.tag,
        target=locale.tag,
        time=time,
        terms=tuple(terms),
        people=tuple(people),
        style=index.style(locale).lines,
    )


def _term(
    index: FactIndex, number: int, form: str, count: int, where: tuple[str, int]
) -> SliceTerm:
    locale, time = where
    entry = index.entry(number)
    text, binding = entry.rendering_of(form, locale) or ("", False)
    told = (entry.kind, entry.gender_in(locale), entry.choice_in(locale))
    return SliceTerm(
        source=form,
        target=text,
        binding=binding,
        kind=entry.kind,
        note=", ".join(filter(None, told)),
        count=count,
        banned=entry.banned_in(locale),
        forms=index.shapes(number, [form], locale),
        definition=entry.note if time >= entry.spoiler else "",
    )
