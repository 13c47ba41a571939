"""The bible at scale: matching against pyahocorasick, and what a change touches in a long novel.

    .venv/bin/python -m benchmarks.bible [--chapters 2000] [--write]

Matching: 20,000 entries over 10 MB of Chinese, the same forms and paragraphs for both, in the
same run; the peer is installed into a throwaway environment. Ours also leaves out what stands
within ordinary words, which the peer does not. "Dense" forms are made of the text's own
characters, so that chance makes many of them stand; names are made of surnames and given names.
Impact: a story whose every segment has a target, by the command, as a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from benchmarks.environ import environ
from benchmarks.novel import write_txt
from benchmarks.scale import run
from benchmarks.table import Row, write_section

ENTRIES = 20_000
BYTES = 10_000_000
CHARACTERS = 4000
_PEER = """
import json, sys, time, ahocorasick
forms, text = json.load(open(sys.argv[1], encoding="utf-8"))
automaton = ahocorasick.Automaton()
for form in forms:
    automaton.add_word(form, form)
automaton.make_automaton()
began = time.process_time()
found = sum(1 for line in text for _ in automaton.iter_long(line))
print(json.dumps([time.process_time() - began, found]))
"""


def forms_of(text: str, *, dense: bool) -> list[str]:
    """Return made-up forms: of the text's own characters, or people's names."""
    chance = random.Random(7)
    letters = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    from storyport.language.names.surnames import COMPOUND, LIKELY

    surnames = sorted(LIKELY) + sorted(COMPOUND)
    forms: set[str] = set()
    while len(forms) < ENTRIES:
        given = "".join(chance.choices(letters, k=chance.choice((1, 2, 2))))
        if dense:
            forms.add("".join(chance.choices(letters, k=chance.choice((2, 2, 3, 3, 4, 5)))))
        else:
            forms.add(chance.choice(surnames) + given)
    return sorted(forms)


def matching(folder: Path, text: list[str], forms: list[str]) -> tuple[float, float, float]:
    """Return MB per CPU second: ours counting, ours finding places, and the peer's."""
    from storyport.kernel.locales import parse_locale
    from storyport.language.terms import TermForm, TermMatcher

    size = sum(len(line.encode()) for line in text)
    matcher = TermMatcher([TermForm(form) for form in forms], parse_locale("zh-Hans"))
    matcher.find(forms[0])
    rates = []
    for find in (matcher.count, matcher.find):
        began = time.process_time()
        for line in text:
            find(line)
        rates.append(size / (time.process_time() - began) / 1e6)
    data = folder / "peer.json"
    data.write_text(json.dumps([forms, text], ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [peer_python(folder), "-c", _PEER, data], capture_output=True, text=True, check=True
    )
    seconds, _ = json.loads(done.stdout)
    return rates[0], rates[1], size / seconds / 1e6


def peer_python(folder: Path) -> Path:
    """Return the Python of a throwaway environment that has the peer."""
    home = folder / "peer"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "pyahocorasick==2.2.0"], check=True)
    return python


def sample(size: int) -> list[str]:
    """Return paragraphs of the sample story, shuffled, up to a size in bytes."""
    path = Path(__file__).resolve().parents[1] / "examples" / "ink-and-cloud" / "ink-and-cloud.txt"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    chance = random.Random(3)
    found: list[str] = []
    while size > 0:
        found.append(chance.choice(lines))
        size -= len(found[-1].encode())
    return found


def impact(folder: Path, chapters: int) -> tuple[float, int]:
    """Return CPU seconds of `bible impact` on a long novel, and the segments it touches."""
    book = folder / "long.txt"
    write_txt(book, chapters, CHARACTERS)
    run(folder, "translate", str(book), "--to", "en", "--engine", "memory", "-o", "out")
    run(folder, "bible", "set", "林风", "--to", "en", "--text", "Lin Feng", "--story", "long")
    _fill(folder)
    words = ["bible", "impact", "林风", "--to", "en", "--text", "Lin Phong", "--story", "long"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "storyport", *words, "--json"],
        env=environ(folder / "home"), cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, json.loads(done.stdout.splitlines()[-1])["locales"][0]["total"]


_FILL = """
from storyport.work.database import open_database
open_database()
from storyport.story.matching import basis_of, facts_to_json, load_index
from storyport.localize.bulk import insert_rows
from storyport.localize.models import Segment, Target
from storyport.story.models import Story
story = Story.objects.get(name="long")
index = load_index(story)
rows = []
for segment in Segment.objects.iterator():
    facts = index.facts(index.hits(segment.source), "en")
    names = " and ".join(fact.text for fact in facts)
    rows.append(Target(
        segment=segment, locale="en", text=f"Then {names} went on, as the story has it.",
        status="checked", origin="engine", source_digest=segment.digest,
        facts=facts_to_json(facts), basis=basis_of(segment.digest, facts)))
Target.objects.bulk_create(rows, batch_size=2000)
"""


def _fill(folder: Path) -> None:
    """Give every segment a target, as a finished translation would."""
    subprocess.run(
        [sys.executable, "-c", _FILL], env=environ(folder / "home"), cwd=folder, check=True
    )


def main() -> None:
    """Measure, print, and with --write put it into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapters", type=int, default=2000)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = sample(BYTES)
        for dense in (False, True):
            forms = forms_of("".join(text[:2000]), dense=dense)
            counted, found, peer = matching(folder, text, forms)
            what = "20,000 dense forms" if dense else "20,000 names"
            rows.append(
                Row(
                    f"{what} over 10 MB of Chinese, MB per CPU second",
                    f"{counted:.0f} counted, {found:.0f} with places; {counted / peer:.1f}x",
                    f"pyahocorasick {peer:.0f}",
                    "3x",
                    counted >= 3 * peer,
                )
            )
        seconds, total = impact(folder, told.chapters)
        rows.append(
            Row(
                f"what a change touches in {told.chapters:,} chapters ({total:,} segments do),"
                " CPU seconds of the command",
                f"{seconds:.1f}",
                "-",
                "2 (wall)",
                seconds <= 2,
            )
        )
    for row in rows:
        print(row)
    if told.write:
        write_section("The bible at scale", __doc__ or "", rows)


if __name__ == "__main__":
    main()
