"""What a job would take: segments, requests, tokens and cost, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from storyport.engines.base import Usage
from storyport.engines.prices import Price, cost
from storyport.engines.tokens import estimate_output, estimate_tokens
from storyport.formats.base import Part
from storyport.kernel.locales import LocaleInfo
from storyport.language.normal import source_digest
from storyport.localize.models import MemoryUnit, Target
from storyport.localize.pipeline.batching import BATCH_WEIGHT, weight
from storyport.localize.pipeline.planning import REPEAT_LENGTH
from storyport.localize.prompts import system_text
from storyport.localize.styles import style_of
from storyport.story.models import Story

__all__ = ["Estimate", "Estimator"]

# Cards, digest, neighbouring lines and terms of a request; and the JSON around each segment.
_CONTEXT_TOKENS = 260
_ENVELOPE = 10
# Answers that do not pass are asked again: what the benchmarks see with a sound model.
_REPAIRS = Decimal("1.05")
_IN_LIST = 500


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
    """Estimates part by part, in flat memory; a story that exists lowers what is left."""

    def __init__(
        self, source: LocaleInfo, locales: Sequence[LocaleInfo], story: Story | None = None
    ) -> None:
        self.source = source
        self.story = story
        self._rows = [(locale, Estimate(locale.tag)) for locale in locales]
        self._seen: set[str] = set()

    def add(self, parts: Iterable[Part]) -> None:
        """Take the parts of a document."""
        for part in parts:
            units = [(unit.source, source_digest(unit.source)) for unit in part.units]
            fresh = [text for text, digest in units if not self._repeats(text, digest)]
            for locale, row in self._rows:
                known = self._known([digest for _, digest in units], locale)
                left = fresh
                if known:
                    left = [text for text, digest in units if digest not in known]
                self._count(row, locale, len(units), left)

    def finish(self, price: Price | None) -> list[Estimate]:
        """Return a row per locale, with cost where the price is known."""
        for _, row in self._rows:
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
        system = estimate_tokens(system_text(self.source, locale, style_of(locale), (), ()))
        row.requests += requests
        row.characters += sum(map(len, left))
        row.input_tokens += requests * (system + _CONTEXT_TOKENS) + len(left) * _ENVELOPE
        row.input_tokens += estimate_tokens("\n".join(left))
        output = sum(estimate_output(text, self.source, locale) for text in left)
        row.output_tokens += output + len(left) * _ENVELOPE

    def _known(self, digests: Sequence[str], locale: LocaleInfo) -> set[str]:
        known: set[str] = set()
        if self.story is None:
            return known
        for start in range(0, len(digests), _IN_LIST):
            some = digests[start : start + _IN_LIST]
            memory = MemoryUnit.objects.filter(story=self.story, locale=locale.tag, digest__in=some)
            known.update(memory.values_list("digest", flat=True))
            targets = Target.objects.filter(
                segment__digest__in=some,
                segment__part__source__work__story=self.story,
                locale=locale.tag,
                current=True,
            )
            known.update(targets.values_list("segment__digest", flat=True))
        return known
