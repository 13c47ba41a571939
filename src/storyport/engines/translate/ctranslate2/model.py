"""A model loaded: sentences in, hypotheses out, in batches between which a call can end."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Event, Lock
from typing import Any

from storyport.engines.base import EngineError, Refused, TooLarge, Unavailable
from storyport.engines.translate.ctranslate2.folder import Family, ModelFolder
from storyport.engines.translate.ctranslate2.wording import Vocabulary, Wording
from storyport.kernel.errors import BadInput

__all__ = ["Hypotheses", "Model", "Options", "options_of"]

_MAX_BATCH_TOKENS = 2048
# Sentences handed over at once: some batches for each thread, yet not long to wait for.
_CHUNK = 64
# A model that has lost its way repeats itself for as long as it may.
_LONGEST_TARGET = 512
_COMPUTE_TYPES = (
    "auto", "default", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16",
    "float16", "bfloat16", "float32",
)  # fmt: skip
_OPTIONS = {"compute_type": str, "device": str, "beam_size": int, "threads": int}
_DEVICES = ("cpu", "cuda", "auto")
_BROKEN_FOR_T5 = ("float16", "int8_float16")


@dataclass(frozen=True)
class Options:
    """How a model is run.

    Attributes:
        compute_type: CTranslate2's; `auto` is the fastest that the device has.
        device: `cpu`, `cuda` or `auto`. beam_size: 1 is greedy.
        threads: per translation; 0 leaves it to CTranslate2.
    """

    compute_type: str = "auto"
    device: str = "auto"
    beam_size: int = 4
    threads: int = 0


@dataclass(frozen=True)
class Hypotheses:
    """What a model made of a sentence, the best first.

    Attributes:
        texts: detokenized. read, written: tokens.
    """

    texts: tuple[str, ...]
    read: int
    written: int


def options_of(folder: ModelFolder, extra: dict[str, Any]) -> Options:
    """Return the options of the folder's own file, those of `extra` over them.

    Raises:
        BadInput: one means nothing, or is known to give nonsense with this kind of model.
    """
    chosen = {**folder.card.settings, **extra}
    where = str(folder.path)
    for name, kind in _OPTIONS.items():
        if name in chosen and (not isinstance(chosen[name], kind) or chosen[name] is True):
            raise BadInput(f"{name} = {chosen[name]!r} is of the wrong type.", where=where)
    options = Options(**{name: chosen[name] for name in _OPTIONS if name in chosen})
    if options.compute_type not in _COMPUTE_TYPES:
        listed = ", ".join(_COMPUTE_TYPES)
        raise BadInput(
            f"unknown compute_type {options.compute_type!r}.", where=where, do=f"Known: {listed}."
        )
    if options.device not in _DEVICES:
        raise BadInput(f"unknown device {options.device!r}.", where=where, do="cpu, cuda or auto.")
    if not (1 <= options.beam_size <= 64 and 0 <= options.threads <= 1024):
        raise BadInput(
            "beam_size or threads is out of range.", where=where, do="Such as beam_size = 4."
        )
    if folder.family is Family.MADLAD and options.compute_type in _BROKEN_FOR_T5:
        raise BadInput(
            f"{options.compute_type} makes MADLAD-400 write nonsense (OpenNMT/CTranslate2 #1560).",
            where=where,
            do="Use int8, int8_bfloat16, bfloat16 or float32.",
        )
    return options


class Model:
    """A model and its vocabulary; loaded by the first call, safe to share between threads."""

    def __init__(self, folder: ModelFolder, options: Options) -> None:
        self.vocabulary = Vocabulary(folder)
        self._folder = folder
        self._options = options
        self._loading = Lock()

    def translate(
        self, sentences: Sequence[str], wording: Wording, stop: Event
    ) -> Iterator[tuple[int, Hypotheses]]:
        """Give each sentence's number and what became of it; ends early when told to stop.

        Raises:
            EngineError: the model cannot be loaded, or gave up.
        """
        with self._loading:
            translator = self._translator
            vocabulary = self.vocabulary
            tokens = [vocabulary.encode(sentence, wording) for sentence in sentences]
        # Alike in length, so that little is padded.
        order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]))
        for start in range(0, len(order), _CHUNK):
            if stop.is_set():
                return
            chunk = order[start : start + _CHUNK]
            results = self._run(translator, [tokens[number] for number in chunk], wording)
            for number, result in zip(chunk, results, strict=True):
                hypotheses = result.hypotheses
                texts = tuple(vocabulary.decode(each, wording) for each in hypotheses)
                yield number, Hypotheses(texts, len(tokens[number]), len(hypotheses[0]))

    def _run(self, translator: Any, tokens: list[list[str]], wording: Wording) -> list[Any]:
        beam = self._options.beam_size
        prefix = [list(wording.target_prefix)] * len(tokens) if wording.target_prefix else None
        try:
            found: list[Any] = translator.translate_batch(
                tokens,
                target_prefix=prefix,
                beam_size=beam,
                num_hypotheses=beam,
                max_batch_size=_MAX_BATCH_TOKENS,
                batch_type="tokens",
                max_decoding_length=min(_LONGEST_TARGET, 3 * max(map(len, tokens)) + 32),
                disable_unk=True,
            )
        except (RuntimeError, ValueError) as error:
            raise _trouble(error) from error
        return found

    @cached_property
    def _translator(self) -> Any:
        import ctranslate2

        options = self._options
        device = options.device
        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        try:
            return ctranslate2.Translator(
                str(self._folder.path),
                device=device,
                compute_type=self._compute_type(device),
                intra_threads=options.threads or os.cpu_count() or 0,
            )
        except (RuntimeError, ValueError) as error:
            raise Refused(f"the model in {self._folder.path} cannot be loaded: {error}.") from error

    def _compute_type(self, device: str) -> str:
        chosen = self._options.compute_type
        if chosen != "auto" or self._folder.family is not Family.MADLAD or device == "cpu":
            return chosen
        import ctranslate2

        # On a GPU `auto` may take float16, in which this family overflows.
        has = ctranslate2.get_supported_compute_types(device)
        return next((each for each in ("int8_bfloat16", "int8_float32") if each in has), "float32")


def _trouble(error: Exception) -> EngineError:
    said = str(error).strip().rstrip(".")
    if "out of memory" in said.lower():
        return TooLarge(f"{said}.")
    if "cuda" in said.lower():
        return Unavailable(f"the GPU failed: {said}.")
    return Refused(f"the model failed: {said}.")
