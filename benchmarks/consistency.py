"""Measures the consistency report of a long novel: CPU seconds and peak memory per locale.

    .venv/bin/python -m benchmarks.consistency                    # 2,000 chapters
    .venv/bin/python -m benchmarks.consistency --chapters 500

A made-up novel of 60 lines a chapter and a bible of 1,500 entries; of a hundred renderings two
are misspelled, one is banned, three are gone. Each report is a process of its own, and what it
counted is compared with what was put in; half the chapters show that memory grows with the places that are kept, not with
the text.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.environ import environ
from benchmarks.table import Row, write_section

LINES = 60
_SURNAMES = {
    "赵": "Zhao", "钱": "Qian", "孙": "Sun", "李": "Li", "周": "Zhou", "吴": "Wu", "郑": "Zheng",
    "王": "Wang", "冯": "Feng", "陈": "Chen", "褚": "Chu", "卫": "Wei", "蒋": "Jiang", "沈": "Shen",
    "韩": "Han", "杨": "Yang", "朱": "Zhu", "秦": "Qin", "尤": "You", "许": "Xu",
}  # fmt: skip
_FIRST = {
    "云": "Yun", "风": "Feng", "雪": "Xue", "月": "Yue", "青": "Qing", "玉": "Yu", "清": "Ching",
    "远": "Yuan", "长": "Chang", "若": "Ruo",
}  # fmt: skip
_SECOND = {"山": "shan", "河": "he", "兰": "lan", "竹": "zhu", "松": "song", "梅": "mei"}
_PLACE = {"城": "City", "山": "Mountain", "谷": "Valley"}
_ORDERS = (
    ("天色将晚，{0}推开了门，看着远处的灯火，许久没有说话，只是把手里的信又读了一遍。",
     "It was getting dark when {0} pushed the door open and looked at the lights far away, saying nothing for a long while, only reading the letter once more."),
    ("“你当真要走？”{0}问。{1}没有回头，把包袱系好，沿着石阶一步一步走了下去。",
     "“Do you really mean to go?” {0} asked. {1} did not turn round, but tied the bundle and went down the stone steps one after another."),
    ("他们在{2}等了三天。{0}每天清早去渡口，{1}守着火，谁也没有提起那件事。",
     "They waited in {2} for three days. {0} went to the ferry early each morning, {1} kept the fire, and nobody mentioned the matter."),
    ("雨下得很大，路上一个人也没有，只有檐下的水声，一阵紧似一阵。",
     "It rained hard, and there was nobody on the road; only the water under the eaves was heard, louder and louder."),
)  # fmt: skip


@dataclass(frozen=True)
class Name:
    source: str
    target: str
    kind: str

    @property
    def misspelled(self) -> str:
        return f"{self.target}h"

    @property
    def banned(self) -> str:
        return " ".join(reversed(self.target.split()))


def names() -> list[Name]:
    people = [
        Name(s + a + b, f"{sur} {first}{second}", "character")
        for (s, sur), (a, first), (b, second) in product(
            _SURNAMES.items(), _FIRST.items(), _SECOND.items()
        )
    ]
    places = [
        Name(a + b + c, f"{first}{second} {noun}", "place")
        for (a, first), (b, second), (c, noun) in product(
            _FIRST.items(), _SECOND.items(), _PLACE.items()
        )
    ]
    return [*people, *places, *(Name(f"{p.source[:2]}剑", f"{p.target.split()[0]} Sword", "item") for p in places[:120:3])]  # fmt: skip


def lines(
    chapter: int, people: list[Name], places: list[Name]
) -> Iterator[tuple[str, str, list[str]]]:
    """Give (source, target, what was done with each name) of a chapter."""
    rng = random.Random(chapter)
    cast = rng.sample(people, 12)
    for _ in range(LINES):
        source, target = rng.choice(_ORDERS)
        chosen = [*rng.sample(cast, 2), rng.choice(places)]
        used = [name for place, name in enumerate(chosen) if f"{{{place}}}" in source]
        done = {name: _done(rng) for name in used}
        words = [_rendering(name, done.get(name, "agreed")) for name in chosen]
        yield (
            source.format(*(name.source for name in chosen)),
            target.format(*words),
            list(done.values()),
        )


def _done(rng: random.Random) -> str:
    at = rng.random()
    return "near" if at < 0.02 else "banned" if at < 0.03 else "missing" if at < 0.06 else "agreed"


def _rendering(name: Name, done: str) -> str:
    return {
        "agreed": name.target,
        "near": name.misspelled,
        "banned": name.banned,
        "missing": "somebody",
    }[done]


def make(chapters: int) -> Counter[str]:
    """Write the story into this process's home; return what was done, by name in a line."""
    from storyport.work.database import open_database

    open_database()
    from django.db import transaction

    from storyport.kernel.digests import digest_text
    from storyport.kernel.locales import parse_locale
    from storyport.localize.models import Segment, Target
    from storyport.story.models import Alias, Entry, Part, Rendering, Source, Work
    from storyport.story.stories import make_story

    known = names()
    people = [name for name in known if name.kind == "character"]
    places = [name for name in known if name.kind == "place"]
    counted: Counter[str] = Counter()
    with transaction.atomic():
        story = make_story("long", "长", parse_locale("zh-Hans"), [parse_locale("en")])
        for name in known:
            entry = Entry.objects.create(story=story, headword=name.source, kind=name.kind)
            Rendering.objects.create(
                entry=entry, locale="en", text=name.target, status="approved", banned=[name.banned]
            )
            if name.kind == "character":
                Alias.objects.create(entry=entry, text=f"阿{name.source[1:]}")
        work = Work.objects.create(story=story, medium="novel", name="novel")
        source = Source.objects.create(work=work, name="long.txt", format="txt")
        for chapter in range(chapters):
            part = Part.objects.create(
                source=source,
                key=f"c{chapter}",
                order=chapter,
                title=f"第{chapter + 1}章",
                digest="-",
            )
            rows = list(lines(chapter, people, places))
            counted.update(done for _, _, all_ in rows for done in all_)
            segments = Segment.objects.bulk_create(
                Segment(part=part, key=f"p{n}", order=n, kind="paragraph", source=text, digest=digest_text(text)[:32])
                for n, (text, _, _) in enumerate(rows)
            )  # fmt: skip
            Target.objects.bulk_create(
                Target(segment=segment, locale="en", text=text, status="checked", origin="engine",
                       source_digest=segment.digest, basis=segment.digest)
                for segment, (_, text, _) in zip(segments, rows, strict=True)
            )  # fmt: skip
    return counted


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: float
    page: int
    states: dict[str, int]


_REPORT = """
import json, resource, sys
from pathlib import Path
from storyport.cli.stories import open_story
story = open_story("long")
from storyport.localize.consistency.pages import write_page
from storyport.localize.consistency.report import find_consistency
from storyport.localize.consistency.conflicts import find_text_conflicts
states = {}
if sys.argv[1] == "report":
    found = find_consistency(story)
    write_page(found, Path(sys.argv[2]))
    for use in found.locales[0].entries:
        for state, count in use.states.items():
            states[state] = states.get(state, 0) + count
else:
    for conflict in find_text_conflicts(story):
        states[conflict.kind] = states.get(conflict.kind, 0) + 1
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, states]))
"""


def report(home: Path, what: str) -> Cost:
    page = home / "page.html"
    done = subprocess.run(
        [sys.executable, "-c", _REPORT, what, str(page)],
        env=environ(home),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds, megabytes, states = json.loads(done.stdout.splitlines()[-1])
    return Cost(seconds, megabytes, page.stat().st_size if page.exists() else 0, states)


def story_of(folder: Path, chapters: int) -> tuple[Path, Counter[str]]:
    home = folder / str(chapters)
    home.mkdir()
    script = "import json, sys; from benchmarks.consistency import make; print(json.dumps(make(int(sys.argv[1]))))"
    done = subprocess.run(
        [sys.executable, "-c", script, str(chapters)],
        env=environ(home),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return home, Counter(json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapters", type=int, default=2000)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="storyport-consistency-") as scratch:
        half, _ = story_of(Path(scratch), asked.chapters // 2)
        whole, put_in = story_of(Path(scratch), asked.chapters)
        small, big = report(half, "report"), report(whole, "report")
        conflicts = report(whole, "conflicts")
    rows = [*_rows(asked.chapters, small, big, put_in), _conflicts_row(asked.chapters, conflicts)]
    print(*rows, sep="\n")
    if asked.write:
        write_section("Consistency report", __doc__ or "", rows)
    return 0 if all(row.met for row in rows) else 1


def _rows(chapters: int, small: Cost, big: Cost, put_in: Counter[str]) -> Iterator[Row]:
    most = max(10, 60 * chapters / 2000)
    yield Row(
        f"{chapters * LINES:,} lines, {len(names()):,} entries: CPU seconds, the page's size",
        f"{big.seconds:.1f} s, {big.page / 1e6:.1f} MB",
        "-",
        f"<= {most:.0f} s",
        big.seconds <= most,
    )
    yield Row(
        "peak memory, half the chapters and all",
        f"{small.megabytes:.0f} MB, {big.megabytes:.0f} MB",
        "-",
        "<= 200 MB, <= 30 % more (places)",
        big.megabytes <= 200 and big.megabytes <= 1.3 * small.megabytes,
    )
    wrong = {state: (big.states.get(state, 0), n) for state, n in put_in.items()}
    found = ", ".join(f"{state} {ours:,} of {n:,}" for state, (ours, n) in sorted(wrong.items()))
    exact = all(ours == n for ours, n in wrong.values())
    yield Row("what was put in is what is counted", found, "-", "all", exact)


def _conflicts_row(chapters: int, cost: Cost) -> Row:
    most = max(10, 90 * chapters / 2000)
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(cost.states.items()))
    return Row(
        "conflicts in texts, with pronouns: CPU seconds",
        f"{cost.seconds:.1f} s, {cost.megabytes:.0f} MB ({told})",
        "-",
        f"<= {most:.0f} s",
        cost.seconds <= most,
    )


if __name__ == "__main__":
    raise SystemExit(main())
