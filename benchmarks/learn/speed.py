"""Measures how fast names are learned: a novel of four million characters.

    .venv/bin/python -m benchmarks.learn.speed                      # the sample story, varied
    .venv/bin/python -m benchmarks.learn.speed --characters 400000

The text is the sample story again and again, each time with other names of people and with its
sentences cut and joined otherwise, so that counts and dictionaries grow as a real book's do.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from storyport.kernel.locales import parse_locale
from storyport.language.names import Passage, learn_names

_SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ink-and-cloud" / "ink-and-cloud.txt"
_PEOPLE = ("林风", "方小楷", "小楷", "胡半斤", "许令仪", "曹守白", "程三娘", "阿篙", "掌墨师")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱郭何罗郑梁谢宋唐韩邓冯彭曾肖田董潘袁蔡蒋余杜叶魏苏"
_GIVEN = "明华文清远山秋雨晴川岚竹青云鹤松柏霜雪月星辰瑶琴墨砚舟帆岸渊泽澜溪石玉珩珏琛瑾瑜璟"


def novel(characters: int, seed: int = 7) -> Iterator[Passage]:
    rng = random.Random(seed)
    lines = [line for line in _SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    size = part = 0
    while size < characters:
        part += 1
        names = {name: _name(rng, len(name)) for name in _PEOPLE}
        for number, line in enumerate(lines, 1):
            text = line
            if rng.random() < 0.9:
                for old, new in names.items():
                    text = text.replace(old, new)
                text = _varied(text, rng)
            size += len(text)
            yield Passage(part, number, text)


def _name(rng: random.Random, length: int) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(min(length, 3) - 1))


def _varied(text: str, rng: random.Random) -> str:
    clauses = text.split("，")
    if len(clauses) > 3:
        at = rng.randrange(len(clauses) - 1)
        clauses[at], clauses[at + 1] = clauses[at + 1], clauses[at]
    return "，".join(clauses)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=4_000_000)
    options = parser.parse_args(arguments)
    locale = parse_locale("zh-Hans")
    passages = list(novel(options.characters))
    size = sum(len(passage.text) for passage in passages)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    learned = learn_names(passages, locale)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{size:,} characters in {seconds:.1f} CPU seconds: {size / seconds:,.0f} a second")
    print(f"{len(learned.names)} names; peak {peak / 1024:.0f} MiB, {before / 1024:.0f} before")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
