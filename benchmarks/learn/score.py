"""Measures learned names against annotated stories: people and places, gender, aliases.

    .venv/bin/python -m benchmarks.learn.score                      # the sample story
    .venv/bin/python -m benchmarks.learn.score FOLDER...            # chapter-*.txt, annotation.json

A true entity counts as found when one learned entry has its name or an alias of it, with the
right kind; a second entry for it is a false one, and an entry for two counts for one of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.names import LearnedName, Passage, learn_names
from storyport.story.guide import pack_facts
from storyport.story.packs import pack_infos

_SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ink-and-cloud"
_KINDS = ("character", "place")
# What the sample calls by its post or a form of address: neither asked for nor an error.
_EITHER_WAY = frozenset({"title", "address"})


@dataclass(frozen=True)
class Truth:
    name: str
    kind: str
    gender: str
    forms: frozenset[str]


@dataclass
class Score:
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_KINDS, 0))
    learned: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_KINDS, 0))
    true: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_KINDS, 0))
    told: int = 0
    told_right: int = 0
    gendered: int = 0
    aliases: int = 0
    aliases_right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for kind in _KINDS:
            self.found[kind] += other.found[kind]
            self.learned[kind] += other.learned[kind]
            self.true[kind] += other.true[kind]
        for name in ("told", "told_right", "gendered", "aliases", "aliases_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self, title: str) -> str:
        both = f1(sum(self.found.values()), sum(self.learned.values()), sum(self.true.values()))
        parts = [f"{title:14} F1 {both[2]:.3f} (P {both[0]:.2f} R {both[1]:.2f})"]
        for kind in _KINDS:
            _, _, score = f1(self.found[kind], self.learned[kind], self.true[kind])
            parts.append(f"{kind} {score:.3f} ({self.found[kind]}/{self.true[kind]})")
        right, told = self.told_right / max(self.told, 1), self.told / max(self.gendered, 1)
        parts.append(f"gender {right:.2f} of {told:.0%} decided")
        parts.append(f"aliases {self.aliases_right}/{self.aliases}")
        return "; ".join(parts)


def f1(found: int, learned: int, true: int) -> tuple[float, float, float]:
    precision, recall = found / max(learned, 1), found / max(true, 1)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def score(learned: Iterable[LearnedName], truths: list[Truth]) -> Score:
    result = Score()
    for truth in truths:
        if truth.kind in _KINDS:
            result.true[truth.kind] += 1
    taken: set[str] = set()
    for name in learned:
        if name.kind not in _KINDS:
            continue
        matching = [truth for truth in truths if truth.forms & set(name.forms)]
        if matching and all(truth.kind in _EITHER_WAY for truth in matching):
            continue
        result.learned[name.kind] += 1
        fitting = [t for t in matching if t.kind == name.kind and t.name not in taken]
        if not fitting:
            result.wrong.append(f"{name.kind} {'='.join(name.forms)} x{name.count}")
            continue
        truth = max(fitting, key=lambda t: len(t.forms & set(name.forms)))
        taken.add(truth.name)
        result.found[name.kind] += 1
        _judge(result, name, truth)
    result.missed = [t.name for t in truths if t.kind in _KINDS and t.name not in taken]
    return result


def _judge(result: Score, name: LearnedName, truth: Truth) -> None:
    result.aliases += len(name.forms) - 1
    right = len(truth.forms & set(name.forms))
    result.aliases_right += right - 1
    if len(name.forms) > right:
        result.wrong.append(
            f"aliases {'='.join(sorted(set(name.forms) - truth.forms))} of {truth.name}"
        )
    if name.kind != "character" or truth.gender not in {"male", "female"}:
        return
    result.gendered += 1
    if name.gender:
        result.told += 1
        result.told_right += name.gender == truth.gender
        if name.gender != truth.gender:
            result.wrong.append(f"{truth.name} is {truth.gender}")


def truths_of(entities: Iterable[dict[str, object]]) -> Iterator[Truth]:
    for entity in entities:
        name = str(entity.get("name") or entity.get("headword"))
        aliases = entity.get("aliases") or []
        assert isinstance(aliases, list)
        forms = frozenset([name, *(alias["text"] for alias in aliases)])
        yield Truth(name, str(entity["kind"]), str(entity.get("gender") or ""), forms)


def passages_of(files: Iterable[Path]) -> list[Passage]:
    return [
        Passage(part, number, line.strip())
        for part, path in enumerate(sorted(files), 1)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip()
    ]


def measure(folder: Path) -> Score:
    """Score one story: a folder of the sample's form or of chapters with an annotation."""
    annotation = folder / "annotation.json"
    if annotation.exists():
        data = json.loads(annotation.read_text(encoding="utf-8"))
        truths = list(truths_of(data["entities"]))
        files = list(folder.glob("chapter-*.txt"))
    else:
        data = json.loads((folder / "bible.json").read_text(encoding="utf-8"))
        truths = list(truths_of(data["entries"]))
        files = list(folder.glob("*.txt"))
    locale = parse_locale(str(data.get("source") or "zh-Hans"))
    return score(learn_names(passages_of(files), locale, lexicon=lexicon_of(locale)).names, truths)


def lexicon_of(locale: LocaleInfo) -> dict[str, str]:
    """Return the terms of the packs with their kinds, as `storyport learn` knows them."""
    return {
        entry.headword: entry.kind
        for info in pack_infos()
        for entry in pack_facts(info.name, locale.script)
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args(arguments)
    total = Score()
    for folder in options.folders or [_SAMPLE]:
        result = measure(folder)
        total.add(result)
        print(result.line(folder.name))
        if options.verbose:
            print("   missed:", " ".join(result.missed))
            print("   wrong: ", "; ".join(result.wrong))
    print(total.line("all"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
