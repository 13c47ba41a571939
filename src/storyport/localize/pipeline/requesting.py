"""Makes a batch into a request, and counts what it sends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyport.engines.base import Line, Request
from storyport.engines.tokens import estimate_output, estimate_tokens
from storyport.kernel.locales import LocaleInfo
from storyport.language.intensity import tone_words
from storyport.language.marks import plain
from storyport.localize.pipeline.exemplars import Exemplars
from storyport.localize.pipeline.jobs import Batch, Job
from storyport.localize.prompts import system_text
from storyport.story.casting import cards_of
from storyport.story.matching import FactIndex

__all__ = ["Requester", "Sent"]

# Braces, ids and quotes around each segment and each term, in tokens.
_ENVELOPE = 8
# What an answer may take under a budget: more than any sound answer needs, thinking apart.
_ROOM = 2
_LEAST_ROOM = 400


@dataclass(frozen=True)
class Sent:
    """A request and its size.

    Attributes:
        source_chars: characters of source text in it, context, digests and names counted.
        prompt_chars: all characters. input_tokens, output_tokens: estimated.
    """

    request: Request
    source_chars: int
    prompt_chars: int
    input_tokens: int
    output_tokens: int


# Ours, word for word: what an engine wrote, or was led to write, never comes back to it.
_UNUSABLE = "no usable answer came"
_ADVICE = {
    "terms": "use the agreed renderings, letter for letter",
    "structure": "keep every mark exactly once, and nothing but the text",
    "residue": "leave nothing in the source language",
    "numbers": "keep the numbers",
    "length": "translate all of it, once",
    "reply": "translate the line itself; do not answer it",
    "batch": "give each id its own line",
}


class Requester:
    """Makes requests from one source locale.

    Args:
        exemplars: what memory has of lines that are alike; None: it has nothing.
        capped: whether answers get a hard limit, so that what a call costs at most is known.
    """

    def __init__(
        self,
        index: FactIndex,
        source: LocaleInfo,
        exemplars: Exemplars | None = None,
        *,
        capped: bool = False,
    ) -> None:
        self.capped = capped
        self.exemplars = exemplars
        self.index = index
        self.source = source

    def make(self, batch: Batch) -> Sent:
        """Return a batch as a request; line ids are `1` to `n` in order."""
        first, locale = batch.jobs[0], batch.locale
        style = self.index.style(locale)
        cards = cards_of(first.scene.cast, self.index, locale.tag, first.scene.time)
        digest = () if batch.lean or batch.repair else first.scene.before()
        hits = [(entry, form) for job in batch.jobs for entry, form, _ in job.hits]
        terms = tuple(self.index.terms(hits, locale.tag))
        context = self._context(batch)
        request = Request(
            lines=tuple(Line(str(n), job.source) for n, job in enumerate(batch.jobs, start=1)),
            source=self.source,
            target=locale,
            system=system_text(self.source, locale, style, cards, digest),
            terms=terms,
            context=context,
            style="\n".join(style.lines),
        )
        told = [*digest, *(card.said() for card in cards), *(term.source for term in terms)]
        return self._sized(request, told)

    def _context(self, batch: Batch) -> dict[str, str]:
        first = batch.jobs[0]
        if batch.lean:
            return {}
        if batch.repair:
            return {"problems": "\n".join(_problem(n, job) for n, job in enumerate(batch.jobs, 1))}
        notes = "\n".join(f"{n}: {job.note}" for n, job in enumerate(batch.jobs, 1) if job.note)
        speakers = "\n".join(
            f"{n}: {'/'.join(job.speakers)}" for n, job in enumerate(batch.jobs, 1) if job.speakers
        )
        tones = "\n".join(
            f"{n}: {tone}"
            for n, job in enumerate(batch.jobs, 1)
            if (tone := tone_words(plain(job.source), self.source))
        )
        memory = self.exemplars.of(batch) if self.exemplars else ""
        found = {
            "before": first.before,
            "chapter": first.scene.title,
            "notes": notes,
            "speakers": speakers,
            "tone": tones,
            "memory": memory,
        }
        return {role: text for role, text in found.items() if text}

    def _sized(self, request: Request, told: list[str]) -> Sent:
        lines = [line.text for line in request.lines]
        # What is told of problems counts whole, though only its names are the source's.
        context = list(request.context.values())
        other = [*(term.target + term.note for term in request.terms), *request.context.values()]
        source_chars = sum(map(len, lines)) + sum(map(len, context)) + sum(map(len, told))
        output = sum(estimate_output(text, self.source, request.target) for text in lines)
        envelope = _ENVELOPE * (len(lines) + len(request.terms))
        tokens = estimate_tokens(request.system) + envelope
        tokens += sum(estimate_tokens(text) for text in (*lines, *other))
        output += _ENVELOPE * len(lines)
        if self.capped:
            request = replace(request, most_tokens=_ROOM * output + _LEAST_ROOM)
        return Sent(
            request=request,
            source_chars=source_chars,
            prompt_chars=len(request.system)
            + sum(map(len, lines))
            + sum(map(len, other))
            + 4 * envelope,
            input_tokens=tokens,
            output_tokens=request.most_tokens or output,
        )


def _problem(number: int, job: Job) -> str:
    """Say what was wrong with the last answer; every word of it is ours, none an engine's."""
    if not job.candidates:
        return f"{number}: {_UNUSABLE}"
    families = {finding.check.partition(".")[0] for finding in job.candidates[-1].findings}
    advice = [_ADVICE.get(family, _UNUSABLE) for family in sorted(families)]
    if "terms" in families:
        advice += [f"{fact.form} is {fact.text}" for fact in job.facts]
    return f"{number}: " + "; ".join(dict.fromkeys(advice))
