"""Measures the tone check: false findings on good translations, recall on planted defects, speed.

    .venv/bin/python -m benchmarks.tone            # --misses shows what was not found
    .venv/bin/python -m benchmarks.tone --write    # into docs/benchmarks.md

Good translations: the sample story's reviewed pairs (en, es, ar), and FLORES where it lies in the
folder of real files; all of them were looked at. Defects planted into every second pair of the
sample story are held: they were only ever scored, never looked at.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.table import Row, write_section
from benchmarks.tone.planting import FLAT, SHRILL, Plant
from storyport.checks import Finding, Pair
from storyport.checks.tone import check
from storyport.formats.tmx import read_tmx
from storyport.kernel.locales import parse_locale

_ROOT = Path(__file__).resolve().parents[2]
_STORY = _ROOT / "examples" / "ink-and-cloud"
_CORPUS = Path(os.environ.get("STORYPORT_CORPUS", _ROOT.parent / "shared" / "data"))
_FALSE, _RECALL, _SPEED = 0.02, 0.9, 20_000
_RUNS = 5


@dataclass
class Score:
    """How many were planted, and how many of those were found."""

    planted: int = 0
    found: int = 0

    def __str__(self) -> str:
        return f"{self.found}/{self.planted}" + (f" = {self.share:.2f}" if self.planted else "")

    @property
    def share(self) -> float:
        return self.found / self.planted if self.planted else 1.0


def story_pairs(tag: str) -> list[Pair]:
    source, target = parse_locale("zh-Hans"), parse_locale(tag)
    return [
        Pair(unit.source, unit.target, source, target)
        for _, unit in read_tmx(_STORY / f"memory.{tag}.tmx", source, [target])
    ]


def flores_pairs(folder: str, source: str, target: str) -> list[Pair]:
    files = [_CORPUS / "flores" / folder / f"flores-dev.{name}" for name in (source, target)]
    if not all(file.exists() for file in files):
        return []
    texts = [file.read_text("utf-8").splitlines() for file in files]
    locales = parse_locale(source), parse_locale(target)
    return [Pair(ours, theirs, *locales) for ours, theirs in zip(*texts, strict=True)]


def false_findings(pairs: Sequence[Pair]) -> list[tuple[Pair, Finding]]:
    return [(pair, finding) for pair in pairs for finding in check(pair)]


def recall(pairs: Sequence[Pair], plant: Plant, wanted: str, *, show: bool) -> Score:
    """Return how often a defect is found where the good pair had no finding."""
    score = Score()
    for pair in pairs:
        text = plant(pair)
        if text is None or check(pair):
            continue
        score.planted += 1
        found = {finding.check for finding in check(replace(pair, target=text))}
        score.found += bool(found & {wanted, "tone.swearing"})
        if show and not found:
            print(f"  missed: {pair.source}\n          {text}")
    return score


def speed(pairs: Sequence[Pair]) -> float:
    """Return pairs per CPU second, nothing of theirs cached, the tables compiled."""
    best = 0.0
    for _ in range(_RUNS):
        fresh = [replace(pair) for pair in pairs]
        began = time.process_time()
        for pair in fresh:
            check(pair)
        best = max(best, len(fresh) / (time.process_time() - began))
    return best


def recall_rows(tag: str, pairs: Sequence[Pair], *, show: bool) -> list[Row]:
    rows = []
    for part, chosen in (("tuned on", pairs[::2]), ("held", pairs[1::2])):
        for wanted, plants in (("tone.flat", FLAT), ("tone.shrill", SHRILL)):
            total = Score()
            for name, plant in plants.items():
                score = recall(chosen, plant, wanted, show=show and part != "held")
                print(f"{tag} {part}, {wanted}, {name}: {score}")
                total.planted += score.planted
                total.found += score.found
            what = f"{tag}, {wanted} planted, {part}"
            row = Row(what, str(total), "none has it", f">= {_RECALL}", total.share >= _RECALL)
            rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="show what was not found")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    chosen = parser.parse_args()
    stories = {tag: story_pairs(tag) for tag in ("en", "es", "ar")}
    flores = {
        f"FLORES {source} to {target}": flores_pairs(folder, source, target)
        for folder, source, target in (("zh-en", "zh", "en"), ("en-es", "en", "es"))
    }
    good = {f"the sample story in {tag}": pairs for tag, pairs in stories.items()} | flores
    rows = []
    for name, pairs in good.items():
        if not pairs:
            continue
        found = false_findings(pairs)
        kinds = ", ".join(f"{kind} {n}" for kind, n in Counter(f.check for _, f in found).items())
        rate = len(found) / len(pairs)
        ours = f"{len(found)} in {len(pairs)} = {rate:.3f}" + (f" ({kinds})" if kinds else "")
        what = f"findings on good pairs, {name}"
        rows.append(Row(what, ours, "none has it", f"<= {_FALSE} a pair", rate <= _FALSE))
    for tag, pairs in stories.items():
        rows += recall_rows(tag, pairs, show=chosen.misses)
    for name, pairs in {"the sample story in en": stories["en"], **flores}.items():
        if pairs:
            pace = speed(pairs)
            what = f"pairs per CPU second, {name}"
            rows.append(Row(what, f"{pace:,.0f}", "", f">= {_SPEED:,}", pace >= _SPEED))
    print(*rows, sep="\n")
    if chosen.write:
        write_section("Tone", __doc__, rows)


if __name__ == "__main__":
    main()
