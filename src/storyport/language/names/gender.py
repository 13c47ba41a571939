"""Whether a name's bearer is a man or a woman, as the text tells it; where it does not, nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from storyport.language.names.address_words import (
    AFTER_NAME,
    GENERIC_PEOPLE,
    WORD_GENDER,
    title_gender,
)
from storyport.language.names.foreign import DOTS
from storyport.language.names.mentions import Mention, Mentions, find_mentions
from storyport.language.names.story_text import StoryText

__all__ = ["GenderVotes", "tell_genders"]

_LEAST = 0.7
_CLEAR = 0.66
_SOME = 1.0
_MOST = 800  # mentions looked at; a longer book tells nothing more
_PRONOUN = re.compile(r"(?<![其吉])[他她](?!们)")
_KIN_BEFORE = re.compile(
    "(?:"
    + "|".join(sorted((word for word in WORD_GENDER if len(word) > 1), key=len, reverse=True))
    + r")$"
)
_EITHER = "|".join(sorted(WORD_GENDER, key=len, reverse=True))
_IS_A = re.compile(
    rf"(?:是|，|这|那)一?(?:个|位|名)[^，。！？的“”]{{0,8}}?(?P<word>{_EITHER})(?=[，。！？；、]|$)"
)
_SPOUSE = re.compile(
    r"(?:的|他|她)?(?P<male>妻子|老婆|媳妇|未婚妻|女友|女朋友)|的?(?P<female>丈夫|老公|夫君|男友|男朋友|未婚夫)"
)
_LOOKS = re.compile(
    r"(?P<female>裙|发髻|簪|钗|胭脂|口红|高跟鞋|旗袍|辫子|刘海)|(?P<male>胡子|胡须|络腮|喉结|胡茬|须髯|长须)"
)
# Characters that parents give to daughters only, and that foreign women's names end in.
_DAUGHTERS = frozenset("娟婷娜妹姐媛嫣姝娇婉芳莉淑倩雯婵嫦娥妮妍婕姗媚莎丽娅黛姬妃嫔琳茜薇")
# The same for sons; and how the first part of a foreign woman's name begins.
_SONS = frozenset("拴栓柱彪雄魁虎豹猛刚强汉贵财旺爷")
_ABROAD = frozenset("玛娜莎妮莉")
# A woman may be anybody's 师兄 or 将军, and nobody's 公公 or 叔.
_MEN_ONLY = ("公公", "爷爷", "叔", "伯", "舅", "姐夫", "姑父", "姨父", "和尚", "爹")
_QUOTE = re.compile(r"[“「『][^“”「」『』\n]*")
_COMMON = frozenset(word for word in {*GENERIC_PEOPLE, *WORD_GENDER} if len(word) > 1)
_CLAUSE = re.compile(r"[，。！？；：\n“”「」]")


@dataclass
class GenderVotes:
    """What speaks for a woman and for a man, and where the strongest of it stands."""

    female: float = 0.0
    male: float = 0.0
    titled: float = 0.0
    best: dict[str, tuple[float, int, int, str]] = field(default_factory=dict)

    def add(self, gender: str, weight: float, start: int, end: int, reason: str) -> None:
        """Add one vote."""
        if gender == "female":
            self.female += weight
        else:
            self.male += weight
        if weight > self.best.get(gender, (0.0, 0, 0, ""))[0]:
            self.best[gender] = (weight, start, end, reason)

    @property
    def for_man(self) -> float:
        """What speaks for a man; women bear men's titles in many a story."""
        return self.male + (self.titled if self.female < _SOME else 0.0)

    @property
    def gender(self) -> str:
        """The gender, or nothing where the votes are few or split."""
        most, total = max(self.female, self.for_man), self.female + self.for_man
        if total < _LEAST or most < _CLEAR * total:
            return ""
        return "female" if self.female > self.for_man else "male"

    @property
    def confidence(self) -> float:
        """How sure, 0 to 1."""
        if not self.gender:
            return 0.0
        most, total = max(self.female, self.for_man), self.female + self.for_man
        return round(most / (total + 0.7), 2)


def tell_genders(
    story: StoryText, forms: Iterable[str], owners: Mapping[str, str], *, titles: bool = True
) -> dict[str, GenderVotes]:
    """Return the votes for each owner of a form; `owners` gives a form's owner, people only.

    `forms` are all names, those of places too; `titles` tells whether a title in a form counts.
    """
    # 女人, 少年: whoever they are, a pronoun behind them is theirs.
    mentions = find_mentions(story, {*forms, *_COMMON})
    passages = list(_by_passage(story, mentions, owners))
    votes = _votes(story, mentions, passages, owners, {}, titles)
    if not titles:
        return votes
    first = {owner: vote.gender for owner, vote in votes.items()}
    return _votes(story, mentions, passages, owners, first, titles)


def _votes(
    story: StoryText,
    mentions: Mentions,
    passages: Sequence[Sequence[Mention]],
    owners: Mapping[str, str],
    known: Mapping[str, str],
    titles: bool,
) -> dict[str, GenderVotes]:
    votes: defaultdict[str, GenderVotes] = defaultdict(GenderVotes)
    for form, owner in owners.items() if titles else ():
        _by_title(form, mentions, votes[owner])
    for passage in passages:
        for mention in passage:
            if mention.form in owners:
                _by_words(story, mention, votes[owners[mention.form]])
        _by_pronouns(story, passage, owners, known, votes)
    _by_speech(story, mentions, owners, votes)
    return dict(votes)


def _by_speech(
    story: StoryText,
    mentions: Mentions,
    owners: Mapping[str, str],
    votes: Mapping[str, GenderVotes],
) -> None:
    """Give 他 and 她 of a quotation that names one person only to that person."""
    for quote in _QUOTE.finditer(story.plain):
        pronoun = _PRONOUN.search(story.plain, *quote.span())
        inside = list(mentions.between(*quote.span())) if pronoun else []
        people = {owners.get(one.form, one.form) for one in inside}
        if pronoun is None or len(people) != 1 or inside[0].form not in owners:
            continue
        first = inside[0]
        if first.end < pronoun.start() and _CLAUSE.search(story.plain, first.end, pronoun.start()):
            gender = "female" if pronoun[0] == "她" else "male"
            reason = f"{story.own[pronoun.start()]} in the same quotation"
            votes[owners[first.form]].add(gender, 0.7, first.start, pronoun.end(), reason)


def _by_passage(
    story: StoryText, mentions: Mentions, owners: Mapping[str, str]
) -> Iterable[list[Mention]]:
    """Return the mentions of people in narration, paragraph by paragraph.

    Paragraphs that only have people who have been looked at often enough are left out.
    """
    wanted = np.array([form in owners or form in _COMMON for form in mentions.forms], dtype=bool)
    chosen = np.flatnonzero(wanted[mentions.which] & ~story.speech[mentions.begins])
    passages = np.searchsorted(story.starts, mentions.begins[chosen], side="right")
    seen: Counter[str] = Counter()
    for group in np.split(chosen, np.flatnonzero(np.diff(passages)) + 1):
        people = [owners.get(mentions.forms[form], "") for form in mentions.which[group].tolist()]
        fresh = [owner for owner in people if owner and seen[owner] < _MOST]
        if fresh:
            seen.update(fresh)
            yield [mentions.at(index) for index in group.tolist()]


def _by_title(form: str, mentions: Mentions, votes: GenderVotes) -> None:
    start = mentions.first(form)
    if start < 0:
        return
    end = start + len(form)
    if (
        form[-1] in _DAUGHTERS
        or form[1:2] in _DAUGHTERS
        or (form[0] in _ABROAD and any(dot in form for dot in DOTS))
    ):
        votes.add("female", 1.0, start, end, "characters of the name")
    elif form[-1] in _SONS and 1 < len(form) < 4:
        votes.add("male", 0.7, start, end, "characters of the name")
    title = next((title for title in AFTER_NAME if form.endswith(title)), "")
    gender = title_gender(title) or _ENDS.get(form[-1], "")
    if gender and len(form) > len(title):
        if gender == "female":
            votes.add(gender, 3.0, start, end, "title")
        elif form.endswith(_MEN_ONLY):
            votes.add(gender, 2.0, start, end, "title")
        else:
            votes.titled = 1.6
            votes.best.setdefault("male", (0.5, start, end, "title"))


_ENDS = {"王": "male", "帝": "male", "侯": "male", "妃": "female", "氏": "female", "娘": "female"}


def _by_words(story: StoryText, mention: Mention, votes: GenderVotes) -> None:
    text, start, end = story.plain, mention.start, mention.end
    before = _KIN_BEFORE.search(text[max(0, start - 4) : start])
    if before:
        votes.add(WORD_GENDER[before[0]], 1.5, start - len(before[0]), end, "word before the name")
    behind = text[end : end + 20].split("\n")[0]
    is_a = _IS_A.match(behind)
    if is_a:
        votes.add(WORD_GENDER[is_a["word"]], 2.0, start, end + is_a.end(), "is called so")
    clause = _CLAUSE.split(behind[:12])[0]
    spouse = _SPOUSE.match(clause)
    if spouse:
        votes.add(spouse.lastgroup or "", 1.5, start, end + spouse.end(), "husband or wife")
    looks = _LOOKS.search(clause)
    if looks:
        votes.add(looks.lastgroup or "", 0.8, start, end + looks.end(), "looks")


def _by_pronouns(
    story: StoryText,
    passage: Sequence[Mention],
    owners: Mapping[str, str],
    known: Mapping[str, str],
    votes: Mapping[str, GenderVotes],
) -> None:
    """Give every 他 and 她 of the narration to the nearest sensible subject before it."""
    index = story.passage_at(passage[0].start)
    begin = story.starts[index]
    end = story.starts[index + 1] if index + 1 < len(story.starts) else len(story)
    for pronoun in _PRONOUN.finditer(story.plain, begin, end):
        place = pronoun.start()
        before = [mention for mention in passage if mention.end <= place]
        # 林风看着他: within the clause of its subject the pronoun is somebody else.
        same = {one.form for one in before if not _CLAUSE.search(story.plain, one.end, place)}
        barred = {owners.get(form, form) for form in same}
        before = [one for one in before if owners.get(one.form, one.form) not in barred]
        if not before or story.speech[place]:
            continue
        gender = "female" if pronoun[0] == "她" else "male"
        mention, weight = _antecedent(story, before, owners, known, gender)
        if mention is not None and mention.form in owners:
            reason = f"{story.own[place]} in the same paragraph"
            stop = min(place + 1, mention.start + 40)
            votes[owners[mention.form]].add(gender, weight, mention.start, stop, reason)


def _antecedent(
    story: StoryText,
    before: Sequence[Mention],
    owners: Mapping[str, str],
    known: Mapping[str, str],
    gender: str,
) -> tuple[Mention | None, float]:
    """Return who is meant, and how surely: the only one named, else the latest that can be."""
    last = before[-1]
    if len({owners.get(mention.form, mention.form) for mention in before}) == 1:
        return last, 1.0
    fitting = [mention for mention in before if _gender_of(mention, owners, known) in {"", gender}]
    if not fitting:
        return None, 0.0
    subjects = [mention for mention in fitting if _is_subject(story, mention)]
    recent = subjects[-1] if subjects else fitting[-1]
    return recent, 0.7 if recent is before[-1] else 0.3


def _gender_of(mention: Mention, owners: Mapping[str, str], known: Mapping[str, str]) -> str:
    if mention.form in owners:
        return known.get(owners[mention.form], "")
    return WORD_GENDER.get(mention.form, "")


def _is_subject(story: StoryText, mention: Mention) -> bool:
    return mention.start == 0 or not story.han[mention.start - 1]
