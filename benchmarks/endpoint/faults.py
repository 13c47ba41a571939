"""Every knob of the simulator, and the dice that make its faults repeatable."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

SUPPORTS = ("none", "json_object", "json_schema")


def _chance(text: str, group: str) -> float:
    """A probability field (0 to 1) of the fault group `request` or `segment`."""
    made: float = field(default=0.0, metadata={"help": text, "group": group})
    return made


@dataclass(frozen=True)
class Faults:
    """All settings of a simulated endpoint; the defaults answer at once and well.

    The `request` group excludes one another (their sum may be at most 1); so do the faults
    of the `segment` group, which are drawn for each segment.
    """

    seed: int = field(default=1, metadata={"help": "seed of every draw"})
    latency: float = field(default=0.0, metadata={"help": "seconds before an answer"})
    jitter: float = field(default=0.0, metadata={"help": "latency varies by this fraction, 0-1"})
    slow: tuple[float, float] = field(
        default=(0.0, 0.0), metadata={"help": "P:SECONDS, that share of answers takes that long"}
    )
    supports: str = field(
        default="json_schema",
        metadata={"help": "best response_format: json_schema, json_object or none"},
    )
    models: tuple[str, ...] = field(
        default=("sim-translator",), metadata={"help": "listed model name (repeatable)"}
    )
    source_script: str = field(
        default="auto", metadata={"help": "auto, han (Latin words stay) or latin (respelled)"}
    )
    api_key: str | None = field(default=None, metadata={"help": "the only key accepted"})
    rpm: float | None = field(default=None, metadata={"help": "requests a minute, enforced"})
    tpm: float | None = field(default=None, metadata={"help": "tokens a minute, enforced"})
    burst_seconds: float = field(
        default=60.0, metadata={"help": "how many seconds of rpm/tpm may be used at once"}
    )
    max_concurrent: int | None = field(
        default=None, metadata={"help": "more requests in flight than this get a 429"}
    )
    retry_after: float | None = field(
        default=1.0, metadata={"help": "Retry-After of simulated 429/503, seconds; none: absent"}
    )
    http_429: float = _chance("429 with Retry-After", "request")
    http_500: float = _chance("500", "request")
    http_503: float = _chance("503 with Retry-After", "request")
    reset: float = _chance("connection reset", "request")
    hang: float = _chance("never answers", "request")
    html: float = _chance("an HTML page with status 200", "request")
    empty_body: float = _chance("status 200 with an empty body", "request")
    empty_content: float = _chance("an answer whose content is empty", "request")
    truncated: float = _chance("content cut off, finish_reason length", "request")
    invalid_json: float = _chance("content that does not parse", "request")
    refuse: float = _chance("chat instead of the whole answer", "request")
    fences: float = _chance("content wrapped in ``` fences", "request")
    think: float = _chance("content preceded by <think>...</think>", "request")
    prose: float = _chance("content preceded by a sentence", "request")
    missing_id: float = _chance("one segment left out", "request")
    duplicate_id: float = _chance("one segment given twice", "request")
    swapped_ids: float = _chance("two segments under each other's id", "request")
    unknown_id: float = _chance("one segment under an id nobody asked for", "request")
    extra_id: float = _chance("one segment more than asked for", "request")
    drop_placeholder: float = _chance("a placeholder dropped", "segment")
    untranslated: float = _chance("a Chinese word left as it was", "segment")
    wrong_number: float = _chance("a number changed", "segment")
    omit_half: float = _chance("second half of a long segment left out", "segment")
    chat: float = _chance("'Sure! Here is...' or 'I'm sorry...' as a segment's text", "segment")
    copied: float = _chance("the source given back", "segment")
    long_segment: int = field(
        default=60, metadata={"help": "visible characters from which omit_half applies"}
    )
    disobey: float = field(default=0.0, metadata={"help": "a pinned term is spelled otherwise"})
    disobey_mode: str = field(
        default="request", metadata={"help": "disobey per request (and term) or per occurrence"}
    )
    permanent_fail: tuple[str, ...] = field(
        default=(), metadata={"help": "a segment holding TEXT is always copied (repeatable)"}
    )
    injection: str = field(default="off", metadata={"help": "off, or obey orders in the text"})
    batches: str = field(default="on", metadata={"help": "on, or off: no batch endpoints (404)"})
    batch_looks: int = field(
        default=0, metadata={"help": "a batch is looked at so often before it ends"}
    )
    batch_seconds: float = field(default=0.0, metadata={"help": "seconds before a batch ends"})
    batch_expire: float = field(
        default=0.0, metadata={"help": "this share of a batch's requests, the last, expires"}
    )
    batch_fail: str | None = field(
        default=None, metadata={"help": "every batch fails its validation with this message"}
    )
    batch_broken: float = field(
        default=0.0, metadata={"help": "chance that a line of a batch's answers is broken"}
    )

    def __post_init__(self) -> None:
        """Refuse settings that could only be mistakes."""
        _one_of("supports", self.supports, SUPPORTS)
        _one_of("source_script", self.source_script, ("auto", "han", "latin"))
        _one_of("disobey_mode", self.disobey_mode, ("request", "occurrence"))
        _one_of("injection", self.injection, ("off", "obey"))
        _one_of("batches", self.batches, ("on", "off"))
        single = (("disobey",), ("jitter",), ("batch_expire",), ("batch_broken",))
        for group in (REQUEST_FAULTS, SEGMENT_FAULTS, *single):
            chances = [float(getattr(self, name)) for name in group]
            if min(chances) < 0 or sum(chances) > 1 + 1e-9:
                raise ValueError(f"probabilities outside 0..1: {', '.join(group)}")


def _one_of(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")


def _names(group: str) -> tuple[str, ...]:
    return tuple(spec.name for spec in fields(Faults) if spec.metadata.get("group") == group)


REQUEST_FAULTS = _names("request")
SEGMENT_FAULTS = _names("segment")


class Dice:
    """Draws that depend only on the seed, a request's content, its attempt and a label."""

    def __init__(self, seed: int, content: str, attempt: int) -> None:
        """`content` is any digest of the request; `attempt` counts from 0."""
        self._stem = f"{seed}/{content}/{attempt}/".encode()

    def roll(self, *label: object) -> float:
        """A number in [0, 1)."""
        named = self._stem + "/".join(map(str, label)).encode()
        return int.from_bytes(hashlib.blake2b(named, digest_size=7).digest(), "big") / 2.0**56

    def below(self, size: int, *label: object) -> int:
        """A number in 0 .. size-1."""
        return int(self.roll(*label) * size)

    def fault(self, faults: Faults, group: Sequence[str], *label: object) -> str:
        """The fault drawn from a group whose members exclude one another, or ''."""
        chances = [(name, chance) for name in group if (chance := getattr(faults, name))]
        if not chances:
            return ""
        rest = self.roll("fault", *label)
        for name, chance in chances:
            rest -= chance
            if rest < 0:
                return name
        return ""
