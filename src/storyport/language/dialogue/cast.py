"""The cast: people and role words under numbers, and the forms they are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from storyport.kernel.locales import LocaleInfo
from storyport.language.dialogue.chinese_names import ways_to_call
from storyport.language.dialogue.chinese_words import OLD_EPITHETS
from storyport.language.dialogue.lines import Person

__all__ = ["Cast"]


class Cast:
    """Numbers people (0 on) and, as they turn up, role words; forms lead to numbers.

    Attributes:
        names, genders: by number. people: how many are people, the rest are roles.
        forms: lower-case or simplified form -> numbers it may mean.
    """

    def __init__(self, people: Sequence[Person], locale: LocaleInfo, narrator: str = "") -> None:
        self.names = [person.name for person in people]
        self.genders: list[str] = [person.gender for person in people]
        self.people = len(people)
        self.locale = locale
        self._roles: dict[str, int] = {}
        self._told: defaultdict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(people):
            for form in dict.fromkeys((person.name, *person.forms)):
                if form.strip() and number not in self._told[form.strip()]:
                    self._told[form.strip()].append(number)
        self._old = {
            number
            for form, numbers in self._told.items()
            if OLD_EPITHETS.search(form)
            for number in numbers
        }
        self.narrator = self._numbered(narrator)

    def _numbered(self, name: str) -> int:
        if not name:
            return -1
        if numbers := self._told.get(name):
            return numbers[0]
        return self.role(name)

    def role(self, word: str, gender: str = "") -> int:
        """Return the number of a role word, a new one where it is new."""
        if word not in self._roles:
            self._roles[word] = len(self.names)
            self.names.append(word)
            self.genders.append(gender)
        return self._roles[word]

    def is_role(self, number: int) -> bool:
        """Tell whether a number is a role word's."""
        return number >= self.people

    def is_old_word(self, role: int) -> bool:
        """Tell whether a role's word is one for the old: 老者."""
        return OLD_EPITHETS.search(self.names[role]) is not None

    def is_old(self, person: int) -> bool:
        """Tell whether somebody's name or an alias says that they are old: 佘婆婆."""
        return person in self._old

    def forms(self, *, derived: bool = True) -> dict[str, tuple[int, ...]]:
        """Return every form, with those that follow from names, and whom it may mean."""
        forms = {form: tuple(numbers) for form, numbers in self._told.items()}
        if not derived:
            return forms
        more = self._given_names() if self.locale.spaced else self._chinese_forms()
        for form, meant in more.items():
            if form not in forms and len(meant) == 1:
                forms[form] = tuple(meant)
        return forms

    def _given_names(self) -> dict[str, set[int]]:
        derived: defaultdict[str, set[int]] = defaultdict(set)
        for number in range(self.people):
            parts = self.names[number].split()
            if len(parts) > 1:
                for part in (parts[0], parts[-1]):
                    if part[:1].isupper() and len(part.rstrip(".")) > 2:
                        derived[part].add(number)
        return derived

    def _chinese_forms(self) -> dict[str, set[int]]:
        derived: defaultdict[str, set[int]] = defaultdict(set)
        if self.locale.language not in {"zh", "yue"}:
            return derived
        for number in range(self.people):
            for form in ways_to_call(self.names[number], self.genders[number]):
                derived[form].add(number)
        return derived
