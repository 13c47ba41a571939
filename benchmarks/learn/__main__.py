"""What `storyport learn` finds without a model, on annotated works of several genres.

    .venv/bin/python -m benchmarks.learn [--write]

Texts, annotation and learner come from separate hands. `dev` was looked at while the learner was
written; `held` was not, and is scored once. Each work has three chapters, about 5,500 characters
in all, which is little for statistics. People and places: F1 of entities; a second entry for one
person is a false one. Speakers: share of the quoted lines with a definite speaker that got it,
with the people of the annotation, and with those that the learner itself finds.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.learn import score, speakers, speed
from benchmarks.table import Row, write_section
from storyport.kernel.locales import parse_locale
from storyport.language.names import learn_names

_ANNOTATED = Path(__file__).parent / "annotated"
_SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ink-and-cloud"
_NAMES, _GENDER, _SPEAKERS, _SPEED = 0.85, 0.9, 0.8, 200_000


def names_rows(title: str, folders: list[Path]) -> list[Row]:
    """Return the rows of names and genders of some works."""
    total = score.Score()
    for folder in folders:
        total.add(score.measure(folder))
    both = score.f1(*(sum(counts.values()) for counts in (total.found, total.learned, total.true)))
    people, places = (
        score.f1(total.found[kind], total.learned[kind], total.true[kind])[2]
        for kind in ("character", "place")
    )
    gender = total.told_right / max(1, total.told)
    return [
        Row(
            f"people and places, {title}, F1",
            f"{both[2]:.2f} (people {people:.2f}, places {places:.2f})",
            "none measured",
            f">= {_NAMES}",
            both[2] >= _NAMES,
        ),
        Row(
            f"gender of those decided, {title}",
            f"{gender:.2f} ({total.told / max(1, total.gendered):.0%} decided)",
            "none measured",
            f">= {_GENDER}",
            gender >= _GENDER,
        ),
    ]


def speaker_rows(title: str, folder: Path) -> list[Row]:
    """Return the rows of speakers of the works in a folder."""
    rows = []
    for learned in (False, True):
        total = speakers.Score()
        for work in sorted(path.parent for path in folder.glob("*/annotation.json")):
            total.add(speakers.score_work(work, learned=learned))
        share = total.right / max(1, total.total)
        whose = "people learned" if learned else "people given"
        rows.append(
            Row(
                f"speaker of a quoted line, {title}, {whose}",
                f"{share:.2f} of {total.total:,}",
                "none measured",
                f">= {_SPEAKERS}",
                share >= _SPEAKERS,
            )
        )
    return rows


def speed_row() -> Row:
    """Return how many characters of a novel of four million are learned from in a CPU second."""
    passages = list(speed.novel(4_000_000))
    began = time.process_time()
    learn_names(passages, parse_locale("zh-Hans"))
    rate = sum(len(passage.text) for passage in passages) / (time.process_time() - began)
    return Row(
        "names of a novel of 4 million characters, characters per CPU second",
        f"{rate:,.0f}",
        "none measured",
        f">= {_SPEED:,}",
        rate >= _SPEED,
    )


def main() -> None:
    """Measure, print, and with --write put it into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    rows: list[Row] = []
    for title, folder in (("held", "held"), ("developed on", "dev")):
        works = sorted(path.parent for path in (_ANNOTATED / folder).glob("*/annotation.json"))
        title = f"{title} ({len(works)} works)"  # noqa: PLW2901 - the same title, in full
        rows += names_rows(title, works)
        rows += speaker_rows(title, _ANNOTATED / folder)
    rows += names_rows("the sample story (12 chapters)", [_SAMPLE])
    rows.append(speed_row())
    for row in rows:
        print(row)
    if told.write:
        write_section("What is learned without a model", __doc__ or "", rows)


if __name__ == "__main__":
    main()
