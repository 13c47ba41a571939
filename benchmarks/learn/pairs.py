"""Measures how well renderings are learned from a translation memory, and how fast.

    .venv/bin/python -m benchmarks.learn.pairs                      # the sample story's memories
    .venv/bin/python -m benchmarks.learn.pairs --misses             # and what was not found
    .venv/bin/python -m benchmarks.learn.pairs --speed 60000        # so many pairs, 1,000 forms

Every form of the sample's bible that a memory has is looked for; right is the agreed rendering
in any shape of it. Half of the forms, by their digest, are held: nothing was tuned on them.
Then another spelling is planted in a fifth of the targets.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storyport.formats.tmx import read_tmx
from storyport.kernel.digests import digest_text
from storyport.kernel.locales import LocaleInfo, parse_locale
from storyport.language.marks import plain
from storyport.language.renderings import LearnedRendering, learn_renderings
from storyport.language.romanization import suggest_name
from storyport.language.terms import TermForm, TermMatcher, count_forms, find_forms

_SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ink-and-cloud"
_LOCALES = ("en", "es", "ar")
_SOURCE = parse_locale("zh-Hans")
_OFTEN = 3
_PLANTED = {
    "en": ("林风", "Lin Feng", "Lin Fong"),
    "es": ("林风", "Lin Feng", "Lin Fong"),
    "ar": ("林风", "لين فنغ", "لين فونغ"),
}
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱郭罗郑梁谢宋唐韩邓冯彭曾肖田董潘袁蔡蒋余杜叶魏苏"
_GIVEN = "明华文清远山秋雨晴川岚竹青云鹤松柏霜雪月星辰瑶琴墨砚舟帆岸渊泽澜溪石玉珩珏琛瑾瑜璟"
_RENAMED = 13

Pair = tuple[str, str]
Learned = Mapping[str, tuple[LearnedRendering, ...]]


@dataclass
class Score:
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    false_others: int = 0
    misses: list[str] = field(default_factory=list)

    def line(self, title: str) -> str:
        parts = [f"{name} {self.right[name]}/{self.asked[name]}" for name in sorted(self.asked)]
        share = self.right["all, often"] / max(self.asked["all, often"], 1)
        return f"{title:4} top-1 {share:.3f} often; {'; '.join(parts)}; false second spellings {self.false_others}"


def pairs_of(locale: LocaleInfo) -> list[Pair]:
    units = read_tmx(_SAMPLE / f"memory.{locale}.tmx", _SOURCE, [locale])
    return [(plain(unit.source), plain(unit.target)) for _, unit in units]


def forms_of(locale: LocaleInfo) -> Iterator[tuple[str, str, str]]:
    """Give (form, kind, rendering) of the sample's bible; the rendering may be empty."""
    entries = json.loads((_SAMPLE / "bible.json").read_text(encoding="utf-8"))["entries"]
    for entry in entries:
        rendering = (entry.get("renderings") or {}).get(str(locale)) or {}
        yield entry["headword"], entry["kind"], str(rendering.get("text") or "")
        aliases = rendering.get("aliases") or {}
        for alias in entry.get("aliases") or []:
            text = aliases.get(alias["text"]) or ""
            yield (
                alias["text"],
                entry["kind"],
                str(text.get("text") or "" if isinstance(text, dict) else text),
            )


def measure(locale: LocaleInfo) -> Score:
    pairs = pairs_of(locale)
    known = list(forms_of(locale))
    learned = learn_renderings(pairs, {form: kind for form, kind, _ in known}, _SOURCE, locale)
    times = _times(pairs, [form for form, _, _ in known])
    score = Score()
    for form, _, true in known:
        if not (true and times[form]):
            continue
        found = learned.get(form, ())
        right = bool(found) and _is_shape(found[0].text, true, locale)
        half = "held" if int(digest_text(form)[:2], 16) % 2 else "open"
        for name in _groups(half, times[form]):
            score.asked[name] += 1
            score.right[name] += right
        score.false_others += sum(not _is_shape(one.text, true, locale) for one in found[1:])
        if not right:
            shown = ", ".join(f"{one.text} x{one.count} ({one.confidence})" for one in found)
            score.misses.append(f"     {form} x{times[form]} {true}: {shown or 'nothing'}")
    return score


def _groups(half: str, times: int) -> list[str]:
    often = [f"{half}, often", "all, often"] if times >= _OFTEN else []
    return [half, "all", *often]


def _times(pairs: list[Pair], forms: list[str]) -> Counter[str]:
    matcher = TermMatcher([TermForm(form) for form in forms], _SOURCE)
    return Counter(form for source, _ in pairs for form in matcher.count(source))


def _is_shape(text: str, true: str, locale: LocaleInfo) -> bool:
    return any(
        (0, len(one)) in find_forms(one, other, locale)
        for one, other in ((text, true), (true, text))
    )


def plant(locale: LocaleInfo, share: float = 0.2) -> str:
    form, old, new = _PLANTED[str(locale)]
    rng = random.Random(7)
    pairs = [
        (source, target.replace(old, new) if rng.random() < share else target)
        for source, target in pairs_of(locale)
    ]
    matcher = TermMatcher([TermForm(form)], _SOURCE)
    having = [target for source, target in pairs if matcher.count(source)]
    true = {text: sum(count_forms(one, text, locale) > 0 for one in having) for text in (old, new)}
    kinds = {form: kind for form, kind, _ in forms_of(locale)}
    found = learn_renderings(pairs, kinds, _SOURCE, locale)[form]
    shown = {one.text: one.count for one in found}
    return f"{locale!s:4} planted {true}, found {shown}: {'right' if shown == true else 'WRONG'}"


def speed(size: int) -> str:
    """The sample's English memory again and again, each time with other names."""
    locale = parse_locale("en")
    rng = random.Random(7)
    known = [(form, kind, true) for form, kind, true in forms_of(locale) if true]
    kinds = {form: kind for form, kind, _ in known}
    renamed = [
        (form, true)
        for form, kind, true in known
        if kind in {"character", "place"} and true[:1].isupper() and len(form) > 1
    ][:_RENAMED]
    memory = pairs_of(locale)
    pairs: list[Pair] = []
    while len(pairs) < size:
        names = {true: _name(rng) for _, true in renamed}
        kinds |= dict.fromkeys(names.values(), "character")
        for source, target in memory:
            ours, theirs = source, target
            for form, true in renamed:
                ours = ours.replace(form, names[true])
                theirs = theirs.replace(true, suggest_name(names[true], locale))
            pairs.append((ours, theirs))
    start = time.process_time()
    learned = learn_renderings(pairs[:size], kinds, _SOURCE, locale)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{size:,} pairs, {len(kinds):,} forms, {len(learned):,} learned: {seconds:.1f} CPU seconds,"
        f" peak {peak:.0f} MiB"
    )


def _name(rng: random.Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2))))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--speed", type=int, default=0)
    options = parser.parse_args(arguments)
    if options.speed:
        print(speed(options.speed))
        return 0
    for tag in _LOCALES:
        locale = parse_locale(tag)
        score = measure(locale)
        print(score.line(tag))
        if options.misses:
            print("\n".join(score.misses))
        print(plant(locale))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
