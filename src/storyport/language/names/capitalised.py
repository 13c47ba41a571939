"""Names in scripts that show them by their letters: capitals, and katakana in Japanese.

A capital tells in Latin, Greek, Cyrillic, Armenian and the like, where it is not at the beginning
of a sentence; German and its kind write every noun with one, so there a name has to come back.
What shows no names by its letters (Hangul, Arabic, Thai, Devanagari) is left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from storyport.kernel.locales import LocaleInfo
from storyport.language.names.base import (
    Evidence,
    Learned,
    LearnedAlias,
    LearnedName,
    Passage,
)
from storyport.language.names.wording import words

__all__ = ["learn_capitalised"]

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}(?:[・＝=][ァ-ヺー]{2,})*")
_SENTENCE = re.compile(r"(?:^|[.!?…:;]|[“”\"«»„‘—–-])[\s“”\"«»„‘’'()\[\]—–-]*$")
_NOUNS_IN_CAPITALS = frozenset({"de", "lb", "nds", "gsw"})
_CAPITAL_SCRIPTS = frozenset({"Latn", "Grek", "Cyrl", "Armn"})
_BETWEEN = frozenset(words("de la le du van von der den of da dos del di al el bin ibn ter y e"))
_HONORIFICS = {
    **dict.fromkeys(words("mr mister sir lord herr monsieur señor senhor signor don pan"), "male"),
    **dict.fromkeys(
        words(
            "mrs ms miss lady madam madame mademoiselle frau señora señorita senhora signora doña"
        ),
        "female",
    ),
    **dict.fromkeys(words("dr doctor prof professor captain capt st father sister"), ""),
}
_LEAST_SHARE = 0.6
_EXCERPT = 40


# Where a run begins and ends, whether it is within a sentence, and what a title says of gender.
_Run = tuple[int, int, bool, str]


@dataclass
class _Tally:
    """How often a form stands with a capital within a sentence, and where first."""

    inside: int = 0
    whole: int = 0
    first: Evidence | None = None
    genders: Counter[str] = field(default_factory=Counter)


def learn_capitalised(
    passages: Iterable[Passage],
    locale: LocaleInfo,
    known: Mapping[str, str],
    lexicon: Mapping[str, str],
) -> Learned:
    """Learn names that their letters show; kinds and genders are left to others.

    A name is called a character, as most names of a story are; the confidence says how little
    that means.
    """
    kept = [passage for passage in passages if passage.text.strip()]
    if locale.language == "ja":
        tallies = _katakana(kept)
    elif locale.script in _CAPITAL_SCRIPTS:
        tallies = _capitals(kept, locale)
    else:
        note = f"{locale.name} does not show names by its letters; none were looked for"
        return Learned(notes=(note,))
    forms = {form: tally for form, tally in tallies.items() if form not in lexicon}
    return Learned(names=tuple(_named(forms, known)))


def _katakana(passages: Iterable[Passage]) -> dict[str, _Tally]:
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for passage in passages:
        for match in _KATAKANA.finditer(passage.text):
            _note(tallies[match[0]], passage, match.start(), match.end(), inside=True)
    # A loanword stands alone as a name does; a person is called by 〜さん or comes back often.
    text = "\n".join(passage.text for passage in passages)
    return {
        form: tally
        for form, tally in tallies.items()
        if tally.whole > 2
        and re.search(re.escape(form) + "(?:さん|様|くん|ちゃん|殿|氏|は|が)", text)
    }


def _capitals(passages: Iterable[Passage], locale: LocaleInfo) -> dict[str, _Tally]:
    kept = list(passages)
    small: Counter[str] = Counter()
    inner: set[str] = set()
    for passage in kept:
        for word in _WORD.finditer(passage.text):
            if word[0][0].islower():
                small[word[0]] += 1
            elif not _SENTENCE.search(passage.text, 0, word.start()):
                inner.add(word[0])
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for passage in kept:
        for start, end, inside, gender in _sequences(passage.text, inner):
            tally = tallies[passage.text[start:end]]
            _note(tally, passage, start, end, inside=inside)
            tally.genders[gender] += bool(gender)
    least = 3 if locale.language in _NOUNS_IN_CAPITALS else 1
    return {
        form: tally
        for form, tally in tallies.items()
        if tally.inside >= least
        and (tally.whole > 1 or " " in form)
        and _is_name(form, tally, small)
    }


def _is_name(form: str, tally: _Tally, small: Counter[str]) -> bool:
    lower = small[form.lower()]
    return tally.inside > _LEAST_SHARE * (tally.inside + lower) and len(form) > 1


def _sequences(text: str, inner: set[str]) -> Iterator[_Run]:
    """Yield runs of words with capitals."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        near = bool(run) and _is_near(text, run[-1], word)
        if run and not (near and (word[0][0].isupper() or word[0] in _BETWEEN)):
            yield from _closed(text, run)
            run = []
        if (run or word[0][0].isupper()) and not (not run and _opens(text, word, inner)):
            run.append(word)
    if run:
        yield from _closed(text, run)


def _is_near(text: str, last: re.Match[str], word: re.Match[str]) -> bool:
    """Tell whether only a space is between, or the full stop of Mr. and Dr."""
    between = text[last.end() : word.start()].strip(" \u00a0")
    return not between or (between == "." and last[0].lower() in _HONORIFICS)


def _opens(text: str, word: re.Match[str], inner: set[str]) -> bool:
    """Tell whether a word has its capital only from the beginning of a sentence: The, When."""
    if word[0] in inner or word[0].lower() in _HONORIFICS:
        return False
    return bool(_SENTENCE.search(text, 0, word.start()))


def _closed(text: str, run: list[re.Match[str]]) -> Iterator[_Run]:
    inside = not _SENTENCE.search(text, 0, run[0].start())
    gender = ""
    while run and run[0][0].lower() in _HONORIFICS:
        gender = gender or _HONORIFICS[run.pop(0)[0].lower()]
        inside = True
    while run and run[-1][0] in _BETWEEN:
        run.pop()
    if run and not (len(run) == 1 and len(run[0][0]) == 1):
        yield run[0].start(), run[-1].end(), inside, gender


def _note(tally: _Tally, passage: Passage, start: int, end: int, *, inside: bool) -> None:
    tally.whole += 1
    tally.inside += inside
    if tally.first is None:
        excerpt = passage.text[max(0, start - _EXCERPT) : end + _EXCERPT].strip()
        tally.first = Evidence(passage.part, passage.paragraph, excerpt, "first mention")


def _gender(own: list[str], forms: Mapping[str, _Tally]) -> str:
    votes = sum((forms[form].genders for form in own), Counter())
    told = [gender for gender, count in votes.items() if gender and count]
    return told[0] if len(told) == 1 else ""


def _named(forms: Mapping[str, _Tally], known: Mapping[str, str]) -> list[LearnedName]:
    """Return the names; Elizabeth is short for the one Elizabeth Bennet."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for form in forms:
        for word in re.split(r"[\s・＝=]+", form):
            if word != form and word in forms:
                owners[word].append(form)
    aliases = {word: whole[0] for word, whole in owners.items() if len(whole) == 1}
    names = []
    for form, tally in forms.items():
        if form in aliases:
            continue
        short = [word for word, whole in aliases.items() if whole == form]
        count = tally.whole + sum(forms[word].whole for word in short)
        names.append(
            LearnedName(
                name=form,
                kind=known.get(form, "character"),
                gender=(gender := _gender([form, *short], forms)),
                gender_confidence=0.9 if gender else 0.0,
                confidence=1.0 if form in known else round(min(0.9, 0.4 + 0.05 * count), 2),
                count=count,
                aliases=tuple(
                    LearnedAlias(word, "short", 0.8, forms[word].whole) for word in short
                ),
                evidence=(tally.first,) if tally.first else (),
            )
        )
    return sorted(names, key=lambda name: (-name.count, name.name))
