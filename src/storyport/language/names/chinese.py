"""Learning the names, scales and phrases of a story in Chinese."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from storyport.kernel.locales import LocaleInfo
from storyport.language.names.address_words import GENDER_OF
from storyport.language.names.base import (
    Evidence,
    Learned,
    LearnedAlias,
    LearnedName,
    LearnedScale,
    Passage,
)
from storyport.language.names.finding import find_names
from storyport.language.names.gender import GenderVotes, tell_genders
from storyport.language.names.grams import Gram, count_forms
from storyport.language.names.lexicon import Lexicon, load_lexicon
from storyport.language.names.linking import Person, link_people, nicknames
from storyport.language.names.marking import Marks, find_spots, mark_story
from storyport.language.names.mentions import Mentions, find_mentions
from storyport.language.names.people import Found
from storyport.language.names.phrases import find_phrases
from storyport.language.names.place_words import FACTION_ENDS, PLACE_ENDS, ends_with
from storyport.language.names.reveals import find_appositions, find_reveals
from storyport.language.names.scales import find_scales
from storyport.language.names.story_text import Booleans, StoryText, read_story
from storyport.language.simplified import simplified

__all__ = ["learn_chinese"]

_ROLES = frozenset({"role"})
# Words of these kinds may be pieces of a name: 沈掌门, 鹤来客栈, 宁王府.
_PIECES = frozenset({"title", "address", "place", "faction", "character"})
_USUAL = 60
_KIN = re.compile("[他她我你][爹娘爸妈哥姐弟妹叔伯舅姑姨妻]")


def learn_chinese(
    passages: Iterable[Passage],
    locale: LocaleInfo,
    known: Mapping[str, str],
    lexicon_terms: Mapping[str, str],
) -> Learned:
    """Learn from paragraphs in simplified or traditional characters."""
    story = read_story(passages, convert=locale.script != "Hans")
    if not story.passages:
        return Learned()
    lexicon = load_lexicon()
    marks = mark_story(story, lexicon)
    terms = {simplified(form): kind for form, kind in lexicon_terms.items()}
    given = {simplified(form): kind for form, kind in known.items()}
    # 贵妃 and 尚书 are ranks by themselves, and pieces of a name in 司马贵妃.
    whole = [form for form, kind in terms.items() if kind not in _PIECES and form not in GENDER_OF]
    found = [
        one for one in find_names(story, marks, lexicon, [*whole, *given]) if one.text not in terms
    ]
    found += _known(story, marks, given)
    names = _assemble(story, marks, lexicon, found, frozenset(given))
    scales = find_scales(story, terms)
    names = _with_ranks(story, names, scales, given)
    taken = [form for name in names for form in name.forms]
    return Learned(
        tuple(names),
        tuple(scales),
        tuple(find_phrases(story, lexicon, [simplified(form) for form in taken])),
    )


def _with_ranks(
    story: StoryText,
    names: list[LearnedName],
    scales: Iterable[LearnedScale],
    known: Mapping[str, str],
) -> list[LearnedName]:
    """Add the steps of scales as ranks; what was taken for something else is a rank after all."""
    steps = {step: scale for scale in scales for step in scale.steps}
    kept = [name for name in names if name.name not in steps or name.name in known]
    settled = {name.name for name in kept}
    ranks = [
        LearnedName(
            name=step,
            kind="rank",
            confidence=scale.confidence,
            count=story.own.count(step),
            evidence=scale.evidence,
        )
        for step, scale in steps.items()
        if step not in settled
    ]
    return sorted([*kept, *ranks], key=lambda name: (-name.count, name.name))


def _known(story: StoryText, marks: Marks, known: Mapping[str, str]) -> list[Found]:
    """Return the forms a person has already settled, where they stand in the story."""
    grams = count_forms(story, marks, story.han[: len(story) + 1] | True, known)
    return [
        Found(form, known[form], 9.0, gram, "full" if known[form] == "character" else "known")
        for form, gram in grams.items()
    ]


def _assemble(
    story: StoryText, marks: Marks, lexicon: Lexicon, found: list[Found], settled: frozenset[str]
) -> list[LearnedName]:
    people = [one for one in found if one.kind == "character"]
    others = [one for one in found if one.kind != "character"]
    people += _nicknamed(story, marks, lexicon, people, others)
    others += _stems(story, marks, lexicon, people, others)
    forms = [one.text for one in (*people, *others)]
    mentions = find_mentions(story, forms)
    of_people = find_mentions(story, [one.text for one in people])
    reveals = find_reveals(story, lexicon, of_people) + find_appositions(people, of_people)
    first = tell_genders(story, forms, {one.text: one.text for one in people}, titles=False)
    genders = {form: votes.gender for form, votes in first.items()}
    linked = link_people(
        people, mentions, genders, reveals, _relatives(story, mentions), mentions.spoken(story)
    )
    mentions = find_mentions(
        story, [form for person in linked for form in person.forms] + [one.text for one in others]
    )
    owners = {form: person.head.text for person in linked for form in person.forms}
    votes = tell_genders(story, [*forms, *owners], owners)
    names = [_person(story, person, mentions, votes.get(person.head.text)) for person in linked]
    names += _settings(story, others, mentions)
    names = [name for name in names if name.count or name.name in settled]
    return sorted(names, key=lambda name: (-name.count, name.name))


def _nicknamed(
    story: StoryText, marks: Marks, lexicon: Lexicon, people: list[Found], others: list[Found]
) -> list[Found]:
    """Look for the other forms that known full names may have: 阿渡, 蔓蔓, 九哥."""
    taken = {one.text for one in (*people, *others)}
    free = _free(story, taken)
    kinds = {
        form: kind
        for one in people
        if one.sort == "full"
        for form, kind in nicknames(one.text).items()
        if form not in taken and lexicon.words.get(form, 0) <= _USUAL
    }
    grams = count_forms(story, marks, free, kinds)
    return [
        Found(form, "character", 3.0, gram, "given" if kinds[form] == "short" else "nickname")
        for form, gram in grams.items()
        if _stands_alone(gram, form in lexicon.words)
    ]


def _stems(
    story: StoryText, marks: Marks, lexicon: Lexicon, people: list[Found], others: list[Found]
) -> list[Found]:
    """Look for names of places and groups without their ending: 恒屿 of 恒屿集团."""
    taken = {one.text for one in (*people, *others)}
    free = _free(story, taken)
    kinds = {}
    for one in others:
        stem = _stem(one)
        if len(stem) > 1 and stem not in taken and stem not in lexicon.words:
            kinds[stem] = one.kind
    grams = count_forms(story, marks, free, kinds)
    return [
        Found(stem, kinds[stem], 3.0, gram, "stem")
        for stem, gram in grams.items()
        if gram["clear"] >= 0.6 * gram.count
        and not gram["tells"] + gram["crossed"]
        and (kinds[stem] == "faction" or gram.count > 1 <= gram["located"] + gram["whole"])
    ]


def _free(story: StoryText, taken: Iterable[str]) -> Booleans:
    free = story.han[: len(story) + 1].copy()
    for spots in find_spots(story.plain, sorted(taken, key=len, reverse=True), longest=True):
        for _, start, end in spots.tolist():
            free[start:end] = False
    return free


def _relatives(story: StoryText, mentions: Mentions) -> frozenset[str]:
    """Return the forms that always stand behind 他爹, 她哥."""
    return frozenset(
        form
        for form, starts in mentions.starts.items()
        if all(
            _KIN.fullmatch(story.plain, max(start - 2, 0), start) for start in starts[:9].tolist()
        )
    )


def _stands_alone(gram: Gram, is_word: bool) -> bool:
    if gram["clear"] < 0.6 * gram.count or gram["measure"] > 0.3 * gram.count:
        return False
    lively = gram["says"] + gram["human"] + gram["vocative"] + gram["body"]
    if is_word:
        return lively > 1
    return lively + gram["object"] > 0 or gram["clear"] >= 2


def _person(
    story: StoryText, person: Person, mentions: Mentions, votes: GenderVotes | None
) -> LearnedName:
    head = person.head
    forms = [form for form in person.forms if mentions.count(form)]
    count = sum(mentions.count(form) for form in forms)
    kind = "title" if head.sort in _ROLES else head.kind
    aliases = tuple(
        LearnedAlias(_own(story, mentions, form), kind_of, confidence, mentions.count(form))
        for form, (kind_of, confidence) in person.aliases.items()
        if mentions.count(form)
    )
    return LearnedName(
        name=_own(story, mentions, head.text),
        kind=kind,
        gender=votes.gender if votes else "",
        gender_confidence=votes.confidence if votes else 0.0,
        confidence=_confidence(head.score),
        count=count,
        aliases=aliases,
        evidence=_evidence(story, mentions, forms, votes),
    )


def _settings(story: StoryText, others: list[Found], mentions: Mentions) -> list[LearnedName]:
    """Return places, groups and the rest; a name without its ending is the same: 恒屿集团, 恒屿."""
    short = _shortened(others)
    names = []
    for one in others:
        if one.text in short:
            continue
        forms = [one.text, *(stem for stem, whole in short.items() if whole == one.text)]
        forms.sort(key=lambda form: (-mentions.count(form), -len(form)))
        names.append(
            LearnedName(
                name=_own(story, mentions, forms[0]),
                kind=one.kind,
                confidence=_confidence(one.score),
                count=sum(mentions.count(form) for form in forms),
                aliases=tuple(
                    LearnedAlias(_own(story, mentions, form), "short", 0.8, mentions.count(form))
                    for form in forms[1:]
                ),
                evidence=_evidence(story, mentions, forms, None),
            )
        )
    return names


def _shortened(others: list[Found]) -> dict[str, str]:
    """Return the names that are others without their ending, with these: 恒屿 of 恒屿集团.

    石嘴镇派出所 is in 石嘴镇, and not the same: one is a group, the other a place.
    """
    kinds = {one.text: one.kind for one in others}
    short: dict[str, str] = {}
    for one in others:
        stem = _stem(one)
        if len(stem) > 1 and kinds.get(stem) == one.kind:
            short.setdefault(stem, one.text)
    return short


def _stem(one: Found) -> str:
    """Return a name without its ending; 屯溪城 is 屯溪, 屯溪老街 is a street in it."""
    if one.kind == "faction":
        end = ends_with(one.text, FACTION_ENDS)
    else:
        end = ends_with(one.text, PLACE_ENDS)
        end = end if len(end) == 1 else ""
    return one.text.removesuffix(end) if end else ""


def _own(story: StoryText, mentions: Mentions, form: str) -> str:
    """Return a form as the author writes it, traditional characters kept."""
    start = mentions.first(form)
    return story.own_form(start, start + len(form)) if start >= 0 else form


def _confidence(score: float) -> float:
    return round(1.0 / (1.0 + math.exp(-(score - 1.5) / 2.0)), 2)


def _evidence(
    story: StoryText, mentions: Mentions, forms: list[str], votes: GenderVotes | None
) -> tuple[Evidence, ...]:
    found = []
    for form in forms[:4]:
        start = mentions.first(form)
        if start >= 0:
            reason = "first mention" if form == forms[0] else f"also called {form}"
            found.append(story.evidence(start, start + len(form), reason))
    if votes and votes.gender in votes.best:
        _, start, end, reason = votes.best[votes.gender]
        found.append(story.evidence(start, end, f"{votes.gender}: {reason}"))
    return tuple(found)
