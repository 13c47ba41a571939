"""The fake engine: offline, deterministic, honours every rule that a good engine honours.

Its texts mean nothing, but stand in the target's script, keep what must be kept, use the
agreed renderings, and differ where the sources differ. So a whole job can run, be checked
and be resumed without a model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from storyport.engines.base import Abilities, Answer, Request, Term, Translator, Usage
from storyport.engines.tokens import estimate_tokens
from storyport.engines.translate.pseudo_text import CJK, PseudoText
from storyport.engines.translate.spec import EngineSpec, EngineStatus, Settings
from storyport.kernel.locales import LocaleInfo

__all__ = ["SPEC", "FakeTranslator"]

_CJK = re.compile(f"[{CJK}]")


class FakeTranslator(Translator):
    """The fake engine.

    Args:
        name: as it is called.
        faults: given each request and its honest answer; returns what is answered instead, or
            raises an EngineError. For tests.
    """

    abilities = Abilities(
        licence="none: its text means nothing",
        publishable=False,
        follows_terms=True,
        draft=True,
    )

    def __init__(
        self, name: str = "fake", faults: Callable[[Request, Answer], Answer] | None = None
    ) -> None:
        self.name = name
        self._faults = faults
        self._writers: dict[tuple[LocaleInfo, LocaleInfo], PseudoText] = {}

    async def translate(self, request: Request) -> Answer:
        """Answer at once."""
        writer = self._writer(request.source, request.target)
        pattern, renderings = _terms(request.terms)
        texts = {line.id: writer.write(line.text, pattern, renderings) for line in request.lines}
        usage = Usage(
            estimate_tokens(request.system)
            + sum(estimate_tokens(line.text) for line in request.lines),
            0,
            sum(map(estimate_tokens, texts.values())),
        )
        answer = Answer(texts, usage, requests=1 if texts else 0)
        return self._faults(request, answer) if self._faults else answer

    def _writer(self, source: LocaleInfo, target: LocaleInfo) -> PseudoText:
        pair = (source, target)
        if pair not in self._writers:
            self._writers[pair] = PseudoText(source, target)
        return self._writers[pair]


def _terms(terms: Sequence[Term]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """Return what matches the terms, longest first, and their renderings; binding ones win."""
    ordered = sorted((term for term in terms if term.source), key=lambda term: term.binding)
    renderings = {term.source: term.target for term in ordered}
    forms = sorted(renderings, key=len, reverse=True)
    return (re.compile("|".join(map(_form, forms))) if forms else None), renderings


def _form(source: str) -> str:
    """Return the pattern of a term: whole words where words are spaced."""
    escaped = re.escape(source)
    return escaped if _CJK.match(source) else rf"(?<!\w){escaped}(?!\w)"


def _make(_: str, __: Settings) -> FakeTranslator:
    return FakeTranslator()


def _status(_: Settings) -> EngineStatus:
    what = "text without meaning, for trying out and testing"
    return EngineStatus("fake", True, what, FakeTranslator.abilities)


SPEC = EngineSpec("fake", _make, _status, draft=True)
