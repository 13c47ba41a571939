"""Role words that turn out to mean somebody with a name, before or after they are named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.chinese_words import EPITHETS
from storyport.language.dialogue.evidence import Paragraph
from storyport.language.dialogue.reading import Mention

__all__ = ["unmask"]

_WITHIN = 30  # paragraphs from "a woman came in" to her name
_TWICE = 2
_SENTENCE_END = re.compile("[。！？!?.…]")
_AT_ONCE = 3  # paragraphs from "a fat man came in" to somebody's calling him by name


@dataclass
class _Scene:
    """When a scene first mentions each role that it brings in, and each person."""

    roles: dict[int, int] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    called: dict[int, int] = field(default_factory=dict)
    said: dict[int, tuple[int, ...]] = field(default_factory=dict)


def unmask(
    read: Sequence[Paragraph],
    scenes: Sequence[int],
    cast: Cast,
    beside: Mapping[str, set[int]],
) -> list[Paragraph]:
    """Return the paragraphs with role words that may mean people.

    Args:
        read: the paragraphs. scenes: the number of each one's scene.
        cast: people and roles.
        beside: role word -> people whose name the text sets right after it (掌柜林风).
    """
    known = _known_by_first_mention(read)
    found: defaultdict[int, _Scene] = defaultdict(_Scene)
    for number, paragraph in enumerate(read):
        _note(found[scenes[number]], number, paragraph, cast)
    meant: dict[int, dict[int, int]] = {
        number: _pairs(scene, known, cast) for number, scene in found.items()
    }
    apart = _told_apart(read, beside, cast)
    return [
        _unmasked(paragraph, meant[scene], _also(found[scene], beside, cast), apart, cast)
        for paragraph, scene in zip(read, scenes, strict=True)
    ]


def _also(scene: _Scene, beside: Mapping[str, set[int]], cast: Cast) -> Mapping[str, set[int]]:
    """Return whom role words mean in a scene: 老葛是个瘸腿老头."""
    if not scene.said:
        return beside
    said = {cast.names[role]: set(people) for role, people in scene.said.items()}
    return {**said, **beside}


def _told_apart(
    read: Sequence[Paragraph], beside: Mapping[str, set[int]], cast: Cast
) -> dict[int, set[int]]:
    """Return people whom one sentence names beside an epithet, twice at least: not the same."""
    together: Counter[tuple[int, int]] = Counter()
    for paragraph in read:
        vague = [mention for mention in paragraph.mentions if mention.vague]
        for epithet in vague:
            together.update(_beside(epithet, paragraph))
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for (role, who), times in together.items():
        if times >= _TWICE and who not in beside.get(cast.names[role], ()):
            apart[role].add(who)
    return apart


def _beside(epithet: Mention, paragraph: Paragraph) -> set[tuple[int, int]]:
    return {
        (epithet.who[-1], mention.who[0])
        for mention in paragraph.mentions
        if mention.sort == "name"
        and len(mention.who) == 1
        and not _SENTENCE_END.search(paragraph.text, *_between(epithet, mention))
    }


def _between(one: Mention, other: Mention) -> tuple[int, int]:
    return min(one.end, other.end), max(one.start, other.start)


def _unmasked(
    paragraph: Paragraph,
    meant: Mapping[int, int],
    beside: Mapping[str, set[int]],
    apart: Mapping[int, set[int]],
    cast: Cast,
) -> Paragraph:
    if all(mention.sort != "role" for mention in paragraph.mentions):
        return paragraph
    mentions = [_renamed(mention, meant, beside, apart, cast) for mention in paragraph.mentions]
    return replace(paragraph, mentions=mentions)


def _known_by_first_mention(read: Sequence[Paragraph]) -> dict[int, int]:
    known: dict[int, int] = {}
    for number, paragraph in enumerate(read):
        for mention in paragraph.mentions:
            if mention.sort == "name":
                for who in mention.who:
                    known.setdefault(who, number)
    return known


def _note(scene: _Scene, number: int, paragraph: Paragraph, cast: Cast) -> None:
    for mention in paragraph.mentions:
        if mention.sort == "role" and mention.new and cast.is_role(mention.who[-1]):
            scene.roles.setdefault(mention.who[-1], number)
        elif mention.vague and len(mention.who) > 1:
            scene.said.setdefault(mention.who[-1], mention.who[:-1])
        elif mention.sort == "name" and len(mention.who) == 1:
            scene.people.setdefault(mention.who[0], number)
    for manner in paragraph.manners:
        for who in (*manner.introduced, *manner.alone, *manner.addressed):
            if who not in scene.people:
                scene.people[who] = scene.called[who] = number


def _pairs(scene: _Scene, known: Mapping[int, int], cast: Cast) -> dict[int, int]:
    """Return which role is which person: one brought in as a stranger and named soon after."""
    pairs: dict[int, int] = {}
    for role, brought in scene.roles.items():
        named = [
            (number, who)
            for who, number in scene.people.items()
            if _first_named(who, number, brought, scene, known)
            and _fits(role, who, number - brought, cast)
        ]
        if named:
            pairs[role] = min(named)[1]
    return pairs


def _first_named(
    who: int, number: int, brought: int, scene: _Scene, known: Mapping[int, int]
) -> bool:
    if number < brought:
        return False
    if known.get(who, number) >= brought:
        return True
    # Somebody the reader knows already: called by name as soon as seen.
    return scene.called.get(who, brought + _AT_ONCE + 1) <= brought + _AT_ONCE


def _fits(role: int, who: int, later: int, cast: Cast) -> bool:
    gender = cast.genders[role]
    if later <= _AT_ONCE:
        vague = gender or cast.names[role] in EPITHETS
        return bool(vague) and (not gender or cast.genders[who] == gender)
    if later > _WITHIN or not gender or cast.genders[who] != gender:
        return False
    return not cast.is_old_word(role) or cast.is_old(who)


def _renamed(
    mention: Mention,
    meant: Mapping[int, int],
    beside: Mapping[str, set[int]],
    apart: Mapping[int, set[int]],
    cast: Cast,
) -> Mention:
    if mention.sort != "role":
        return mention
    role = mention.who[-1]
    if (person := meant.get(role)) is not None:
        gender = cast.genders[person]
        return mention._replace(sort="name", who=(person,), vague=False, gender=gender)
    if people := beside.get(cast.names[role]):
        return mention._replace(who=tuple(dict.fromkeys((*mention.who[:-1], *people, role))))
    return mention._replace(unlike=tuple(apart.get(role, ())))
