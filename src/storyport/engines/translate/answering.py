"""From a model's reply to an Answer: the same for every endpoint, at once or in a batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from storyport.engines.base import Answer, BadAnswer, Line, Refused, Request, TooLarge, Usage
from storyport.engines.tokens import estimate_tokens
from storyport.engines.translate.parse import Parsed, parse_answer
from storyport.engines.translate.reply import Reply

__all__ = ["answer_of", "blank_answer", "sent_lines", "sent_requests"]


def sent_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines that have something to translate; the rest is not sent."""
    return tuple(line for line in lines if line.text.strip())


def blank_answer(lines: Sequence[Line]) -> Answer:
    """Return the answer to what is not sent: empty lines stay as they are."""
    return Answer({line.id: line.text for line in lines if not line.text.strip()}, requests=0)


def answer_of(
    reply: Reply, lines: Sequence[Line], *, prompt: Sequence[str] = (), requests: int = 1
) -> Answer:
    """Return the translations that a reply holds.

    Args:
        reply: as it came.
        lines: all of the request's.
        prompt: what was sent, to estimate its tokens where the endpoint does not count.
        requests: it took.

    Raises:
        BadAnswer: it holds none; TooLarge where it was cut off.
    """
    estimated = Usage(sum(map(estimate_tokens, prompt)), 0, estimate_tokens(reply.content))
    usage = reply.usage or estimated
    parsed = parse_answer(reply.content, sent_lines(lines), truncated=reply.truncated)
    if not parsed.texts:
        raise _useless(reply, parsed, usage, requests)
    notes = [*parsed.notes, *(["cut off at the output limit"] if reply.truncated else [])]
    if reply.usage is None:
        notes.append("usage is estimated")
    found = {**blank_answer(lines).texts, **parsed.texts}
    texts = {line.id: found[line.id] for line in lines if line.id in found}
    return Answer(texts, usage, requests, tuple(notes))


def _useless(reply: Reply, parsed: Parsed, usage: Usage, requests: int) -> BadAnswer:
    if reply.truncated:
        return TooLarge("the answer was cut off.", usage=usage, requests=requests)
    seen = "; ".join(parsed.notes) or f"it begins {reply.content[:80]!r}"
    return BadAnswer(f"nothing of the answer can be used: {seen}.", usage=usage, requests=requests)


def sent_requests(requests: Mapping[str, Request]) -> dict[str, Request]:
    """Return the requests of a batch without their empty lines, and without those of nothing else.

    Raises:
        Refused: nothing is left.
    """
    asked = {
        id_: replace(request, lines=lines)
        for id_, request in requests.items()
        if (lines := sent_lines(request.lines))
    }
    if not asked:
        raise Refused("there is nothing to translate in this batch.", requests=0)
    return asked
