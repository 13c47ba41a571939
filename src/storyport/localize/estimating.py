"""What a job would take: segments, requests, tokens and cost, before anything is sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from django.db.models import F, Q

from storyport.engines.base import Usage
from storyport.engines.prices import Price, cost
from storyport.engines.tokens import estimate_output, estimate_tokens
from storyport.engines.translate import draft_engines
from storyport.formats.base import Part
from storyport.kernel.locales import LocaleInfo
from storyport.kernel.ranges import Ranges
from storyport.language.normal import source_digest
from storyport.localize.models import MemoryUnit, Target
from storyport.localize.pipeline.batching import BATCH_WEIGHT, weight
from storyport.localize.pipeline.known import REPEAT_LENGTH, TITLE_PAGE
from storyport.localize.prompts import system_text
from storyport.story.actions.set_style import story_styles, style_of
from storyport.story.models import Story
from storyport.story.styles import LocaleStyle

__all__ = ["Estimate", "Estimator"]

# Cards, digest, neighbouring lines and terms of a request; and the JSON around each segment.
_CONTEXT_TOKENS = 260
_ENVELOPE = 10
# Answers that do not pass are asked again: what the benchmarks see with a sound model.
_REPAIRS = Decimal("1.05")
_IN_LIST = 1000

_Lines = list[tuple[str, str]]
"""(source, digest) of a part's units."""


@dataclass
class Estimate:
    """Of one locale; `reused` needs no engine."""

    locale: str
    segments: int = 0
    reused: int = 0
    characters: int = 0
    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {**asdict(self), "cost": None if self.cost is None else str(self.cost)}


class Estimator:
    """Estimates part by part, in flat memory; a story that exists lowers what is left.

    Args:
        only: numbers of the parts that tell the story, from 1; what is not asked for does not
            count. redo: `engine`, `style`, `all` or empty, as `Order` has it.
        engines: today's by locale tag, for `redo`. replacing: locales whose rough drafts an
            engine of today would replace.
    """

    def __init__(
        self,
        source: LocaleInfo,
        locales: Sequence[LocaleInfo],
        story: Story | None = None,
        *,
        only: Ranges = Ranges(),  # noqa: B008 - frozen
        redo: str = "",
        engines: Mapping[str, frozenset[str]] | None = None,
        replacing: Collection[str] = (),
    ) -> None:
        self.source = source
        self.story = story
        self.only = only
        self.redo = redo
        self._rows = [(locale, Estimate(locale.tag)) for locale in locales]
        told = story_styles(story) if story else {}
        self._styles = {locale.tag: style_of(locale, told) for locale in locales}
        self._kept = _kept(redo, engines or {}, self._styles) & ~_placeholders(replacing)
        self._seen = _Seen()
        self._number = 0

    def add(self, parts: Iterable[Part]) -> None:
        """Take the parts of a document; numbers go on from the one before."""
        group: list[_Lines] = []
        size = 0
        for part in parts:
            if not self._asked(part):
                continue
            group.append([(unit.source, source_digest(unit.source)) for unit in part.units])
            size += len(part.units)
            # Many parts share one look into the database.
            if size >= _IN_LIST:
                self._take(group)
                group, size = [], 0
        self._take(group)

    def _asked(self, part: Part) -> bool:
        self._number += part.story
        if not self.only or (part.story and self._number in self.only):
            return True
        size = sum(len(unit.source) for unit in part.units)
        return not part.story and size <= TITLE_PAGE

    def _take(self, group: Sequence[_Lines]) -> None:
        known = self._known({digest for lines in group for _, digest in lines})
        for lines in group:
            fresh = [(text, digest) for text, digest in lines if not self._repeats(text, digest)]
            for locale, row in self._rows:
                left = [text for text, digest in fresh if (locale.tag, digest) not in known]
                self._count(row, locale, len(lines), left)

    def finish(self, prices: Mapping[str, Price | None]) -> list[Estimate]:
        """Return a row per locale, with cost where the price is known (by locale tag)."""
        for _, row in self._rows:
            price = prices.get(row.locale)
            if price is not None:
                usage = Usage(row.input_tokens, 0, row.output_tokens)
                row.cost = (cost(usage, price) * _REPAIRS).quantize(Decimal("0.0001"))
        return [row for _, row in self._rows]

    def _repeats(self, text: str, digest: str) -> bool:
        if len(text) < REPEAT_LENGTH:
            return False
        seen = digest in self._seen
        self._seen.add(digest)
        return seen

    def _count(self, row: Estimate, locale: LocaleInfo, segments: int, left: Sequence[str]) -> None:
        row.segments += segments
        row.reused += segments - len(left)
        if not left:
            return
        requests = ceil(sum(map(weight, left)) / BATCH_WEIGHT)
        system = estimate_tokens(system_text(self.source, locale, self._styles[locale.tag], (), ()))
        row.requests += requests
        row.characters += sum(map(len, left))
        row.input_tokens += requests * (system + _CONTEXT_TOKENS) + len(left) * _ENVELOPE
        row.input_tokens += estimate_tokens("\n".join(left))
        output = sum(estimate_output(text, self.source, locale) for text in left)
        row.output_tokens += output + len(left) * _ENVELOPE

    def _known(self, digests: set[str]) -> set[tuple[str, str]]:
        """Return (locale, digest) of what needs no engine."""
        known: set[tuple[str, str]] = set()
        if self.story is None:
            return known
        wanted, tags = sorted(digests), [locale.tag for locale, _ in self._rows]
        for start in range(0, len(wanted), _IN_LIST):
            some = wanted[start : start + _IN_LIST]
            targets = Target.objects.filter(
                self._kept,
                segment__digest__in=some,
                segment__gone=False,
                segment__part__gone=False,
                segment__part__source__work__story=self.story,
                source_digest=F("segment__digest"),
                locale__in=tags,
                current=True,
            )
            known.update(targets.values_list("locale", "segment__digest"))
            # What is to be made anew is not taken from memory either.
            if not self.redo:
                memory = MemoryUnit.objects.filter(
                    story=self.story, locale__in=tags, digest__in=some
                )
                known.update(memory.values_list("locale", "digest"))
        return known


def _kept(redo: str, engines: Mapping[str, frozenset[str]], styles: Mapping[str, LocaleStyle]) -> Q:
    """Return which targets stay, whatever is to be made anew."""
    if not redo:
        return Q()
    kept = Q(status__in=(Target.Status.REVIEWED, Target.Status.LOCKED))
    if redo == "engine":
        for tag, names in engines.items():
            kept |= Q(locale=tag, engine__in=sorted(names))
    if redo == "style":
        for tag, style in styles.items():
            kept |= Q(locale=tag, style=style.digest)
    return kept


def _placeholders(locales: Collection[str]) -> Q:
    """Return which targets are rough drafts that would be made anew."""
    rough = Q(pk__in=())
    for kind in draft_engines():
        rough |= Q(engine=kind) | Q(engine__startswith=f"{kind}:")
    return rough & Q(status=Target.Status.DRAFT, locale__in=sorted(locales))


class _Seen:
    """Digests that were seen, in memory that does not grow (a Bloom filter, Bloom 1970).

    Two probes into 2^26 bits: of a book of a million lines, about one new line in a thousand
    is taken for a repeat, which an estimate can bear.
    """

    _BITS = 1 << 26

    def __init__(self) -> None:
        self._table = bytearray(self._BITS // 8)

    def __contains__(self, digest: str) -> bool:
        return all(self._table[place >> 3] & (1 << (place & 7)) for place in self._places(digest))

    def add(self, digest: str) -> None:
        """Remember a digest (hex digits)."""
        for place in self._places(digest):
            self._table[place >> 3] |= 1 << (place & 7)

    def _places(self, digest: str) -> tuple[int, int]:
        return int(digest[:8], 16) % self._BITS, int(digest[8:16], 16) % self._BITS
