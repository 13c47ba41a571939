"""Who is on stage: how much each of the cast is on the reader's mind just now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storyport.language.dialogue.cast import Cast
from storyport.language.dialogue.reading import Clue, Mention
from storyport.language.dialogue.weights import (
    EPITHET,
    NEW_EPITHET,
    PRONOUN_STEPS,
    UNKNOWN_GENDER,
)

__all__ = ["Stage"]

_FADES = 0.78  # with every paragraph
_SUBJECT, _OBJECT, _CALLED, _NAMED, _SPEAKER = 1.0, 0.4, 0.6, 0.15, 0.5
_FOCUS, _FADED_FOCUS = 1.5, 0.9  # the last subject of this paragraph, of one before
_NEAR = 0.8  # mentioned in this paragraph
_EPITHET_FOCUS = 0.4  # an epithet means the last subject less often than a pronoun
_GONE, _PRESENT = 0.02, 0.15
_IN_SIGHT = 0.3
_OFFSTAGE, _FEW = 0.4, 6  # of the points, for somebody nobody has mentioned yet; at most so many


class Stage:
    """Salience of the cast, paragraph by paragraph.

    Attributes:
        focus: the last subject by gender told ("male", "female", "") and of all ("any").
        spoken: who was seen speaking in this scene.
        salience: how salient each one is; absent ones are left out.
    """

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._introduced: set[int] = set()
        self.salience: dict[int, float] = {}
        self.focus: dict[str, int] = {}
        self.spoken: set[int] = set()
        self._near: set[int] = set()
        self._fresh: set[int] = set()
        self._settled: dict[Mention, int] = {}

    def turn_page(self) -> None:
        """Go on to the next paragraph."""
        self._near, self._fresh, self._settled = set(), set(), {}
        self.salience = {
            who: faded for who, value in self.salience.items() if (faded := value * _FADES) > _GONE
        }

    def clear(self) -> None:
        """Begin a new scene: who was there may be there no more."""
        self.salience = {who: value * 0.3 for who, value in self.salience.items()}
        self.focus = {}
        self.spoken = set()
        self._introduced = set()

    def see(self, mention: Mention) -> None:
        """Take note of somebody mentioned in narration."""
        meant = self.means(mention)
        if not meant:
            return
        who = self._settled.get(mention, max(meant, key=lambda one: one[1])[0])
        self._near.add(who)
        about = mention.subject >= 0.5
        self._add(who, _SUBJECT if about else _OBJECT)
        if mention.new and mention.sort == "role":
            self._introduced.add(who)
        if mention.subject >= 0.85:
            self.focus[self._cast.genders[who]] = who
            self.focus["any"] = who
            self._fresh.add(who)

    def settle(self, clues: Iterable[tuple[str, Clue]], speaker: int) -> None:
        """Take a pronoun or an epithet beside a line for the one who seems to speak it."""
        for place, clue in clues:
            mention = clue.mention
            if speaker < 0 or mention is None or place in {"above", "below"}:
                continue
            if mention.sort == "pronoun" or mention.vague:
                self._settled[mention] = speaker

    def speak(self, who: int) -> None:
        """Take note of who spoke a line: the next words of the narrator may be about them."""
        if who < 0:
            return
        self._add(who, _SPEAKER)
        self._near.add(who)
        self._fresh.add(who)
        self.focus[self._cast.genders[who]] = who
        self.focus["any"] = who

    def hear(self, called: Sequence[int], named: Sequence[int]) -> None:
        """Take note of those called or spoken of in a line."""
        for who in called:
            self._add(who, _CALLED)
        for who in named:
            self._add(who, _NAMED)

    def _add(self, who: int, weight: float) -> None:
        self.salience[who] = self.salience.get(who, 0.0) + weight

    def means(self, mention: Mention, excluded: Sequence[int] = ()) -> list[tuple[int, float]]:
        """Return whom a mention may mean, each with its share (at most 1)."""
        if mention.sort == "pronoun":
            return self.shares(mention.gender, excluded)
        if not mention.who:
            return []
        who = self._likeliest(mention.who)
        if not mention.vague or not self._cast.is_role(who):
            return [(who, 1.0)]
        return self._epithet(mention, who)

    def _likeliest(self, who: Sequence[int]) -> int:
        """Return the most salient of those a form may mean; a role's word only as the last."""
        if len(who) == 1:
            return who[0]
        people = [one for one in who if not self._cast.is_role(one)]
        best = max(people, key=lambda one: self.salience.get(one, 0.0))
        present = self.salience.get(best, 0.0) > _PRESENT
        return best if present or len(people) == len(who) else who[-1]

    def _epithet(self, mention: Mention, role: int) -> list[tuple[int, float]]:
        """Return whom 少年 may mean: one just brought in, or one the text has named before."""
        if mention.new or role in self._introduced:
            return [(role, 1.0)]
        people = [
            (who, share * EPITHET)
            for who, share in self.shares(mention.gender, mention.unlike, again=False)
            if not self._cast.is_role(who) and self.salience.get(who, 0.0) > _IN_SIGHT
        ]
        if self._cast.is_old_word(role):
            people = [one for one in people if self._cast.is_old(one[0])] or people
        return [*people, (role, NEW_EPITHET if people else 1.0)]

    def shares(
        self, gender: str, excluded: Sequence[int] = (), *, again: bool = True
    ) -> list[tuple[int, float]]:
        """Return whom a pronoun may mean, each with its share, the likeliest first.

        Args:
            gender: what the word tells. excluded: who it cannot mean.
            again: whether it goes on about the last subject, as a pronoun does.
        """
        genders = self._cast.genders
        ranked = [
            (self._rank(who, value, gender, again=again), who)
            for who, value in self.salience.items()
            if who not in excluded and (not gender or genders[who] in {gender, ""})
        ]
        if not ranked and gender:
            return self._offstage(gender, excluded)
        ranked.sort(reverse=True)
        return [
            (who, step * (UNKNOWN_GENDER if gender and not genders[who] else 1.0))
            for step, (_, who) in zip(PRONOUN_STEPS, ranked, strict=False)
        ]

    def _offstage(self, gender: str, excluded: Sequence[int]) -> list[tuple[int, float]]:
        """Return everybody of a gender, where nobody on stage has it."""
        genders = self._cast.genders[: self._cast.people]
        people = [who for who, told in enumerate(genders) if told == gender and who not in excluded]
        return [(who, _OFFSTAGE) for who in people[:_FEW]]

    def _rank(self, who: int, value: float, gender: str, *, again: bool) -> float:
        told = self._cast.genders[who]
        rank = 1.5 * value / (value + 1.0) * (1.0 if told or not gender else 0.5)
        if self._cast.is_role(who):
            rank *= 0.7
        if who == self._cast.narrator:
            rank *= 0.1
        if who in self._near:
            rank += _NEAR
        if who == self.focus.get(told if gender else "any", -1):
            fresh = _FOCUS if who in self._fresh else _FADED_FOCUS
            rank += fresh if again else _EPITHET_FOCUS
        return rank
