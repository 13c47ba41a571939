"""Pacing and translating together: what a call weighs, and a pacer that knows its answers."""

from __future__ import annotations

import random
from collections.abc import Callable

from storyport.engines.base import Answer, Request, Translator, Unavailable
from storyport.engines.tokens import estimate_output, estimate_tokens
from storyport.work.pacing import Event, Limits, Pacer, Patience

__all__ = ["pacer_for", "weight_of"]


def pacer_for(
    translator: Translator,
    limits: Limits | None = None,
    *,
    patience: Patience | None = None,
    on_event: Callable[[Event], None] | None = None,
    rng: random.Random | None = None,
) -> Pacer:
    """Return a pacer for an engine's calls; all that fails in them is an EngineError.

    Use it as `await pacer.call(lambda: translator.translate(request), tokens=weight_of(request))`.
    """
    return Pacer(
        limits,
        where=translator.name,
        patience=patience,
        stalled=Unavailable,
        tokens_of=_tokens,
        on_event=on_event,
        rng=rng,
    )


def weight_of(request: Request) -> int:
    """Return about how many tokens a request is, there and back."""
    said = estimate_tokens(request.system) + sum(map(estimate_tokens, request.context.values()))
    terms = sum(estimate_tokens(term.source + term.target + term.note) for term in request.terms)
    lines = sum(
        estimate_tokens(line.text) + estimate_output(line.text, request.source, request.target)
        for line in request.lines
    )
    return said + terms + lines


def _tokens(answer: Answer) -> int:
    return answer.usage.prompt_tokens + answer.usage.completion_tokens
