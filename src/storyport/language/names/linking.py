"""Which forms are one person: full name, given name, surname with a title, nickname, a reveal."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from storyport.language.names.address_words import AFTER_NAME, title_gender
from storyport.language.names.bynames import titled_form
from storyport.language.names.foreign import DOTS, name_parts
from storyport.language.names.mentions import Mentions
from storyport.language.names.people import Found, surname_of
from storyport.language.names.surnames import LIKELY

__all__ = ["Person", "link_people", "nicknames"]

_HUSBANDS = (
    "夫人",
    "太太",
    "老太太",
    "娘子",
    "奶奶",
    "氏",
    "母",
    "妃",
    "家的",
    "媳妇",
    "嫂",
    "嫂子",
)
_CLEARLY = 1.3
_SEPARATE = 0.02
_AGAIN = 4
_NOTHING: Mapping[str, tuple[int, int]] = MappingProxyType({})
_KIN = "哥姐叔爷妹弟嫂婶姨伯儿总"


@dataclass
class Person:
    """One person (or bearer of a title): a head form and the others, with kind and confidence."""

    head: Found
    aliases: dict[str, tuple[str, float]] = field(default_factory=dict)
    gender: str = ""

    @property
    def forms(self) -> list[str]:
        """All forms."""
        return [self.head.text, *self.aliases]

    @property
    def surname(self) -> str:
        """The surname, where the head form has one."""
        if self.head.sort == "titled":
            return titled_form(self.head.text)[0]
        if self.head.sort == "coined" and self.head.text[0] not in LIKELY:
            return ""
        # 万一 and 刘一眼 look like no names, but whoever bears them has a surname.
        return surname_of(self.head.text) if self.head.sort in {"full", "coined"} else ""

    @property
    def is_named(self) -> bool:
        """Whether the head form is a full name."""
        return self.head.sort == "full" or (self.head.sort == "coined" and bool(self.surname))

    @property
    def given(self) -> str:
        """The given name of a full name."""
        return self.head.text[len(self.surname) :] if self.head.sort == "full" else ""


@functools.lru_cache(maxsize=4096)
def nicknames(full: str) -> dict[str, str]:
    """Return the forms that a full name may have besides, by kind: 阿渡, 小白, 蔓蔓, 九哥."""
    surname = surname_of(full)
    given = full[len(surname) :]
    last = given[-1:]
    forms = {f"{prefix}{last}": "nickname" for prefix in "阿小"}
    forms |= {f"{prefix}{surname}": "familiar" for prefix in "老小"} if len(surname) == 1 else {}
    forms |= {f"{name}{kin}": "familiar" for kin in _KIN for name in (given, last)}
    forms[last * 2] = "nickname"
    forms |= {f"{given}{title}": "title" for title in AFTER_NAME} if len(given) > 1 else {}
    if len(given) > 1:
        forms[given] = "short"
        forms |= {f"{given[0]}{kin}": "familiar" for kin in "哥姐儿"}
    return forms


def link_people(
    found: Iterable[Found],
    mentions: Mentions,
    genders: Mapping[str, str],
    reveals: Iterable[tuple[str, str, str]],
    relatives: Collection[str] = (),
    spoken: Mapping[str, tuple[int, int]] = _NOTHING,
) -> list[Person]:
    """Put forms together to people.

    `genders` is what each form's own sentences tell; forms of different gender stay apart.
    `reveals` are pairs that the text itself calls one, with the kind of the second.
    `relatives` only come up as somebody's: 她爹秦老斗 is not 秦三爷.
    `spoken` tells how often each form stands in speech and in narration.
    """
    forms = list(found)
    everyone = [Person(one, gender=genders.get(one.text, "")) for one in forms]
    people = [person for person in everyone if person.is_named]
    rest = [person.head for person in everyone if not person.is_named]
    for one in sorted(rest, key=_order):
        able = people
        if one.sort == "titled":
            able = [person for person in people if person.head.text not in relatives]
            # Where one bearer of the surname is not meant, the nearest other is no better guess.
            surname = titled_form(one.text)[0]
            family = [person for person in able if person.surname == surname]
            if any(_both_told(one.text, person, spoken) for person in family):
                able = []
        owner, kind, confidence = _owner(one, able, mentions, genders.get(one.text, ""))
        if owner is None:
            people.append(Person(one, gender=genders.get(one.text, "")))
            continue
        owner.aliases[one.text] = (kind, confidence)
        owner.gender = owner.gender or genders.get(one.text, "")
    return _revealed(people, reveals)


def _both_told(title: str, person: Person, spoken: Mapping[str, tuple[int, int]]) -> bool:
    """Tell whether the narration has both forms again and again, and nobody ever says the title.

    Who is told of as 葉五爺 and as 葉蘅, but addressed as neither, is two people.
    """
    speech, told = spoken.get(title, (0, 0))
    return not speech and min(told, spoken.get(person.head.text, (0, 0))[1]) >= _AGAIN


def _order(found: Found) -> tuple[int, int]:
    if found.sort == "foreign":
        return -len(name_parts(found.text)), -found.gram.count
    sorts = ("given", "titled", "prefixed")
    return (sorts.index(found.sort) if found.sort in sorts else 9, -found.gram.count)


def _owner(
    one: Found, people: list[Person], mentions: Mentions, gender: str
) -> tuple[Person | None, str, float]:
    if one.sort == "titled":
        return _owner_of_title(one, people, mentions, gender)
    if one.sort == "prefixed":
        return _owner_of_nickname(one, people, mentions, gender)
    if one.sort in {"coined", "lone"}:
        full = [person for person in people if person.head.sort == "full"]
        fitting = [person for person in full if one.text in nicknames(person.head.text)]
        return _nearest(one, fitting, mentions, gender, "nickname", 0.8)
    if one.sort not in _BY_SORT:
        return None, "", 0.0
    fits, kind, confidence = _BY_SORT[one.sort]
    fitting = [person for person in people if fits(one.text, person)]
    return _nearest(one, fitting, mentions, gender, kind, confidence)


def _is_part_of(text: str, name: str) -> bool:
    """Tell whether a form is one part of a name with dots, or its last parts: 凡·霍尔."""
    return text in name_parts(name) or any(name.endswith(dot + text) for dot in DOTS)


_BY_SORT: dict[str, tuple[Callable[[str, Person], bool], str, float]] = {
    "given": (lambda text, person: person.given == text, "short", 0.95),
    "foreign": (lambda text, person: _is_part_of(text, person.head.text), "short", 0.9),
    "kin": (lambda text, person: any(form.endswith(text) for form in person.forms), "short", 0.9),
    "nickname": (
        lambda text, person: person.head.sort == "full" and text in nicknames(person.head.text),
        "nickname",
        0.8,
    ),
}


def _owner_of_title(
    one: Found, people: list[Person], mentions: Mentions, gender: str
) -> tuple[Person | None, str, float]:
    surname, title = titled_form(one.text)
    if not any(person.surname == surname for person in people):
        # 东哥 is no Mr. 东 where there is a 陆振东.
        called = [person for person in people if one.text in nicknames(person.head.text)]
        return _nearest(one, called, mentions, gender, "nickname", 0.75)
    told = title_gender(title)
    fitting = [
        person
        for person in people
        if person.surname == surname and not person.head.text.endswith(_HUSBANDS)
    ]
    if title.endswith(_HUSBANDS):
        return None, "", 0.0  # 常夫人 is not called 常 herself
    if told == "female" or gender == "female":
        fitting = [person for person in fitting if person.gender != "male"]
    elif told == "male" and gender != "female":
        # A woman may bear a man's title, a man who is known for one not another woman's.
        fitting = [person for person in fitting if person.gender != "female"] or fitting
    return _nearest(one, fitting, mentions, gender, "title", 0.85)


def _owner_of_nickname(
    one: Found, people: list[Person], mentions: Mentions, gender: str
) -> tuple[Person | None, str, float]:
    rest = one.text[1:]
    by_surname = [person for person in people if person.surname == rest]
    by_given = [person for person in people if person.given and person.given.endswith(rest)]
    if one.text[0] == "老":
        fitting = by_surname
    elif one.text[0] == "阿":
        fitting = by_given or by_surname
    else:
        fitting = by_given + by_surname
    return _nearest(one, fitting, mentions, gender, "nickname", 0.8)


def _nearest(
    one: Found, fitting: list[Person], mentions: Mentions, gender: str, kind: str, confidence: float
) -> tuple[Person | None, str, float]:
    """Choose the person who stands nearest to the form, if it is clearly one."""
    fitting = [
        person for person in fitting if not gender or not person.gender or person.gender == gender
    ]
    rated = sorted(
        ((mentions.closeness(one.text, person.forms), person) for person in fitting),
        key=lambda pair: (-pair[0], -pair[1].head.gram.count),
    )
    if not rated:
        return None, "", 0.0
    best, person = rated[0]
    if len(rated) > 1 and best < _CLEARLY * rated[1][0]:
        full = [one_of for _, one_of in rated if one_of.head.sort == "full"]
        counts = sorted((one_of.head.gram.count for one_of in full), reverse=True)
        if not full or (len(counts) > 1 and counts[0] < 2 * counts[1]):
            return None, "", 0.0
        person = max(full, key=lambda one_of: one_of.head.gram.count)
        confidence -= 0.2
    elif best < _SEPARATE and kind != "short":
        confidence -= 0.25
    return person, kind, round(confidence, 2)


def _revealed(people: list[Person], reveals: Iterable[tuple[str, str, str]]) -> list[Person]:
    """Join people whom the text itself calls one."""
    for first, second, kind in reveals:
        owner = next((person for person in people if first in person.forms), None)
        other = next((person for person in people if second in person.forms), None)
        if owner is None or owner is other:
            continue
        if other is None:
            owner.aliases.setdefault(second, (kind, 0.8))
            continue
        if owner.head.sort != "full" and other.head.sort == "full":
            owner, other = other, owner
        owner.aliases[other.head.text] = (kind, 0.75)
        owner.aliases |= other.aliases
        owner.gender = owner.gender or other.gender
        people = [person for person in people if person is not other]
    return people
