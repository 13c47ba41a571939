"""How many quoted lines get their right speaker, on annotated works.

    python -m benchmarks.learn.speakers FOLDER [--learned] [--wrong N]

FOLDER holds one folder per work: `chapter-*.txt` and `annotation.json` with `entities` and
`lines` (chapter, paragraph, text, speaker; a speaker of null is not counted). People are the
annotation's, or with `--learned` those that the language room finds in the text itself.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.dialogue import Gender, Person, QuotedLine, attribute_speakers
from storyport.language.names import Passage, learn_names

_PEOPLE = frozenset({"character", "person", "name"})


@dataclass
class Score:
    """What was counted for one work."""

    right: int = 0
    total: int = 0
    unfound: int = 0
    characters: int = 0
    seconds: float = 0.0
    by_how: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    by_confidence: defaultdict[int, Counter[bool]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.right += other.right
        self.total += other.total
        self.unfound += other.unfound
        self.characters += other.characters
        self.seconds += other.seconds
        self.wrong += other.wrong
        for how, counts in other.by_how.items():
            self.by_how[how] += counts
        for bin_, counts in other.by_confidence.items():
            self.by_confidence[bin_] += counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--learned", action="store_true", help="people as learned from the text")
    parser.add_argument("--wrong", type=int, default=0, help="print so many wrong lines per work")
    chosen = parser.parse_args()
    total = Score()
    for work in sorted(path.parent for path in chosen.folder.glob("*/annotation.json")):
        score = score_work(work, learned=chosen.learned)
        _print(work.name, score)
        for line in score.wrong[: chosen.wrong]:
            print("   ", line)
        total.add(score)
    _print("all", total)
    for how, counts in sorted(total.by_how.items(), key=lambda item: -item[1].total()):
        print(
            f"  {how:10} {counts[True]:5} of {counts.total():5}  {counts[True] / counts.total():.3f}"
        )
    for bin_, counts in sorted(total.by_confidence.items()):
        print(
            f"  confidence {bin_ / 10:.1f}  {counts[True]:5} of {counts.total():5}  {counts[True] / counts.total():.3f}"
        )


def _print(name: str, score: Score) -> None:
    speed = score.characters / max(score.seconds, 1e-9)
    share = score.right / max(score.total, 1)
    print(
        f"{name:14} {score.right:5} of {score.total:5}  {share:.3f}  (not found {score.unfound}; {speed:,.0f} characters/s)"
    )


def score_work(folder: Path, *, learned: bool) -> Score:
    """Return what was counted for one work."""
    truth = json.loads((folder / "annotation.json").read_text("utf-8"))
    chapters = [
        path.read_text("utf-8").split("\n") for path in sorted(folder.glob("chapter-*.txt"))
    ]
    paragraphs = [text for chapter in chapters for text in chapter]
    locale = parse_locale(truth.get("source") or "zh-Hans")
    people = _learned(chapters, locale) if learned else _people(truth)
    began = time.process_time()
    lines = attribute_speakers(
        paragraphs, people, locale, narrator="" if learned else _narrator(truth)
    )
    score = Score(characters=sum(map(len, paragraphs)), seconds=time.process_time() - began)
    starts = [sum(map(len, chapters[:place])) for place in range(len(chapters))]
    found = _Found(lines, paragraphs)
    names = _names(truth)
    for line in truth["lines"]:
        if line["speaker"]:
            _count(
                score,
                line,
                found.take(starts[line["chapter"] - 1] + line["paragraph"], line["text"]),
                names,
            )
    return score


class _Found:
    """Decided lines by paragraph; each is compared once."""

    def __init__(self, lines: list[QuotedLine], paragraphs: list[str]) -> None:
        self._lines: defaultdict[int, list[tuple[str, QuotedLine]]] = defaultdict(list)
        for line in lines:
            self._lines[line.paragraph].append(
                (paragraphs[line.paragraph][line.start : line.end], line)
            )

    def take(self, paragraph: int, text: str) -> QuotedLine | None:
        wanted = _bare(text)
        for place, (words, _) in enumerate(self._lines[paragraph]):
            if _bare(words) == wanted:
                return self._lines[paragraph].pop(place)[1]
        inside = [
            line for words, line in self._lines[paragraph] if wanted and wanted in _bare(words)
        ]
        return inside[0] if inside else None


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _count(
    score: Score, truth: dict[str, Any], line: QuotedLine | None, names: dict[str, str]
) -> None:
    score.total += 1
    if line is None:
        score.unfound += 1
        right, said, how = False, "(no line)", "not found"
    else:
        said, how = line.speaker, line.how
        right = _same(said, truth["speaker"], names)
        score.by_confidence[int(line.confidence * 10)][right] += 1
    score.by_how[how][right] += 1
    score.right += right
    if not right:
        where = f"{truth['chapter']}:{truth['paragraph']}"
        sure = f"{line.confidence:.2f}" if line else ""
        score.wrong.append(
            f"{where} {truth['text'][:24]} | {truth['speaker']} | {said or '-'} ({how} {sure})"
        )


def _same(said: str, speaker: str, names: dict[str, str]) -> bool:
    if not said:
        return False
    if names.get(said, said) == names.get(speaker, speaker):
        return True
    # A role may be told in more words or fewer: 药铺掌柜, 掌柜.
    known = set(names.values())
    if names.get(said, said) in known and names.get(speaker, speaker) in known:
        return False
    return said in speaker or speaker in said


def _names(truth: dict[str, Any]) -> dict[str, str]:
    return {
        form: entity["name"]
        for entity in truth["entities"]
        if entity["kind"] in _PEOPLE
        for form in (entity["name"], *(alias["text"] for alias in entity.get("aliases", ())))
    }


def _people(truth: dict[str, Any]) -> list[Person]:
    return [
        Person(
            entity["name"],
            tuple(alias["text"] for alias in entity.get("aliases", ())),
            _gender(entity.get("gender")),
        )
        for entity in truth["entities"]
        if entity["kind"] in _PEOPLE
    ]


def _narrator(truth: dict[str, Any]) -> str:
    return str(truth.get("narrator") or "")


def _learned(chapters: list[list[str]], locale: LocaleInfo) -> list[Person]:
    passages = [
        Passage(part, number, text)
        for part, chapter in enumerate(chapters, 1)
        for number, text in enumerate(chapter)
    ]
    return [
        Person(name.name, name.forms, _gender(name.gender))
        for name in learn_names(passages, locale).names
        if name.kind == "character"
    ]


def _gender(told: str | None) -> Gender:
    return "female" if told == "female" else "male" if told == "male" else ""


if __name__ == "__main__":
    main()
