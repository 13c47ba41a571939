"""NMT models on one's own machine, by CTranslate2: OPUS-MT, MADLAD-400, NLLB-200, M2M-100."""

from __future__ import annotations

import asyncio
import importlib.util
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event

from storyport.engines.base import (
    Abilities,
    Answer,
    BadAnswer,
    Refused,
    Request,
    Translator,
    Unavailable,
    Usage,
)
from storyport.engines.translate.ctranslate2.folder import ModelFolder, read_folder
from storyport.engines.translate.ctranslate2.licence import abilities_of
from storyport.engines.translate.ctranslate2.model import Hypotheses, Model, options_of
from storyport.engines.translate.ctranslate2.sentencing import Cut, as_it_is, cut, put_together
from storyport.engines.translate.ctranslate2.wording import Wording, why_not, wording_of
from storyport.engines.translate.placing import PlacedMark, anchors_of, put_back, take_out
from storyport.engines.translate.protecting import Protected, Protector, Way, missing, restore
from storyport.engines.translate.spec import EngineSpec, EngineStatus, Settings
from storyport.kernel.errors import Unconfigured
from storyport.kernel.locales import LocaleInfo
from storyport.language.numbers import numbers_agree

__all__ = ["SPEC", "CTranslate2Translator"]

_NEEDED = ("ctranslate2", "sentencepiece")
HOW_TO_INSTALL = "run ./storyport setup local"
"""Set-up of what this engine needs, by the start script."""


class CTranslate2Translator(Translator):
    """A converted model of a folder.

    Args:
        folder: what `read_folder` found.
        model: the model, loaded or not.
        name: as on the command line. pool: where calls wait; None: a thread of its own.
    """

    def __init__(
        self, folder: ModelFolder, model: Model, name: str = "", *, pool: Executor | None = None
    ) -> None:
        self.name = name or f"ctranslate2:{folder.path}"
        self.abilities = abilities_of(folder)
        self._folder = folder
        self._model = model
        self._pool = pool
        self._stops: set[Event] = set()

    def cannot(self, source: LocaleInfo, target: LocaleInfo) -> str:
        """Say why a pair is beyond the model."""
        return why_not(self._folder, source, target)

    async def translate(self, request: Request) -> Answer:
        """Translate in a thread; a call that is cancelled ends after its batch."""
        if why := self.cannot(request.source, request.target):
            raise Refused(f"{why}.", requests=0)
        if not any(line.text.strip() for line in request.lines):
            return Answer({line.id: line.text for line in request.lines}, requests=0)
        if self._pool is None:
            # One at a time: a batch takes all cores already.
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="ctranslate2")
        stop = Event()
        self._stops.add(stop)
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._work, request, stop)
        finally:
            stop.set()
            self._stops.discard(stop)

    async def close(self) -> None:
        """End what runs and let go of the thread; the model's memory goes with the engine."""
        for stop in self._stops:
            stop.set()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _work(self, request: Request, stop: Event) -> Answer:
        job = _Job(request, self._model, wording_of(self._folder, request.source, request.target))
        return job.run(stop)


@dataclass(frozen=True)
class _Stretch:
    """A sentence without its marks, and these."""

    cut: Cut
    text: str
    marks: tuple[PlacedMark, ...]


@dataclass
class _Job:
    """One request: sentences, the tries at them, what came of it."""

    request: Request
    model: Model
    wording: Wording
    done: dict[str, str] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    unkept: set[str] = field(default_factory=set)

    @cached_property
    def protector(self) -> Protector:
        return Protector(self.request.terms, self.request.source)

    def run(self, stop: Event) -> Answer:
        source, target = self.request.source, self.request.target
        stretches = {
            line.id: [_Stretch(each, *take_out(each.core)) for each in cut(line.text, source)]
            for line in self.request.lines
        }
        spoken = [each for group in stretches.values() for each in group if each.cut.speaks]
        self._translate_all(dict.fromkeys(each.text for each in spoken), stop)
        if stop.is_set():
            raise Unavailable("the engine was closed.", usage=self.usage)
        texts = {
            id_: put_together(
                [each.cut for each in group], [self._shown(each) for each in group], target
            )
            for id_, group in stretches.items()
            if all(each.text in self.done for each in group if each.cut.speaks)
        }
        if not texts:
            raise BadAnswer("the model wrote nothing at all.", usage=self.usage)
        return Answer(texts, self.usage, 1, tuple(self._notes(stretches)))

    def _translate_all(self, sentences: dict[str, None], stop: Event) -> None:
        """Try codes, then renderings in place, then none, each for what is still open."""
        protector = self.protector
        left = list(sentences)
        for way in (Way.CODES, Way.IN_PLACE, Way.NONE):
            tried = [(text, protector.protect(text, way)) for text in left]
            if way is Way.IN_PLACE:
                can_write = self.model.vocabulary.can_write
                tried = [each for each in tried if all(can_write(s.target) for s in each[1].slots)]
            if not tried or stop.is_set():
                continue
            for number, found in self.model.translate(
                [protected.text for _, protected in tried], self.wording, stop
            ):
                self._take(*tried[number], found)
            left = [text for text in left if text not in self.done]
            self.unkept.update(left)

    def _take(self, text: str, protected: Protected, found: Hypotheses) -> None:
        """Keep the best hypothesis that lost nothing."""
        self.usage += Usage(found.read, 0, found.written)
        target = self.request.target
        restored = [restore(each, protected, target) for each in found.texts]
        kept = [each for each in restored if each]
        if not kept:
            return
        whole = (each for each in kept if not self._numbers_lost(text, each))
        self.done[text] = next(whole, kept[0])

    def _numbers_lost(self, text: str, shown: str | None = None) -> list[str]:
        shown = self.done[text] if shown is None else shown
        return numbers_agree(text, shown, self.request.source, self.request.target)

    def _shown(self, stretch: _Stretch) -> str:
        target = self.request.target
        if not stretch.cut.speaks:
            return as_it_is(stretch.cut.core, target)
        shown = self.done[stretch.text]
        anchors = anchors_of(self.protector.protect(stretch.text), shown) if stretch.marks else ()
        return put_back(shown, stretch.text, stretch.marks, target, anchors)

    def _notes(self, stretches: dict[str, list[_Stretch]]) -> Iterator[str]:
        for id_, group in stretches.items():
            spoken = [each.text for each in group if each.cut.speaks]
            if empty := sum(text not in self.done for text in spoken):
                yield f"{id_}: nothing came back for {empty} of {len(spoken)} sentences"
                continue
            if lost := list(dict.fromkeys(form for text in spoken for form in self._lost(text))):
                yield f"{id_}: could not be kept: {', '.join(lost)}"
            gone = [number for text in spoken for number in self._numbers_lost(text)]
            if gone:
                yield f"{id_}: numbers missing: {', '.join(dict.fromkeys(gone))}"

    def _lost(self, text: str) -> list[str]:
        if text not in self.unkept:
            return []
        return missing(self.protector.protect(text), self.done[text], self.request.target)


def _make(model: str, settings: Settings) -> CTranslate2Translator:
    folder = read_folder(Path(model).expanduser())
    if lacking := _lacking():
        raise Unconfigured(
            f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} not installed.",
            where="ctranslate2",
            do=f"{HOW_TO_INSTALL[0].upper()}{HOW_TO_INSTALL[1:]}.",
        )
    options = options_of(folder, dict(settings.extra))
    return CTranslate2Translator(folder, Model(folder, options), f"ctranslate2:{model}")


def _lacking() -> list[str]:
    return [name for name in _NEEDED if importlib.util.find_spec(name) is None]


def _status(_: Settings) -> EngineStatus:
    lacking = _lacking()
    return EngineStatus(
        "ctranslate2:DIR",
        not lacking,
        "a converted OPUS-MT, MADLAD-400, NLLB-200 or M2M-100 model, on this machine",
        Abilities(
            licence="as the model's card says; none stated: not publishable",
            publishable=True,
            follows_terms=True,
        ),
        HOW_TO_INSTALL if lacking else "",
    )


SPEC = EngineSpec("ctranslate2", _make, _status, model="DIR")
