"""Which translation engines there are, and how one is named, configured and made."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from storyport.engines.base import Abilities, Translator
from storyport.engines.translate.fake import FakeTranslator
from storyport.kernel.errors import BadInput, Unconfigured

__all__ = ["EngineStatus", "Settings", "describe", "make_translator", "resolve", "settings_from"]

_AUTO = "auto"
_HOW = """Name an engine and a model, for example
  a cloud:   export OPENAI_API_KEY=…  and  --engine openai:MODEL (or STORYPORT_TRANSLATE=openai:MODEL);
             others than OpenAI also need OPENAI_BASE_URL (DeepSeek: https://api.deepseek.com)
  Ollama:    ollama pull MODEL,       export OPENAI_BASE_URL=http://127.0.0.1:11434/v1
             (start it with OLLAMA_CONTEXT_LENGTH=16384: its usual context is too short)
  llama.cpp: llama-server -m FILE,    export OPENAI_BASE_URL=http://127.0.0.1:8080/v1
  vLLM:      vllm serve MODEL,        export OPENAI_BASE_URL=http://127.0.0.1:8000/v1
The last three are free and need no key."""


@dataclass(frozen=True)
class Settings:
    """What an engine is made with.

    Attributes:
        base_url: of an OpenAI-style endpoint; empty for OpenAI itself.
        api_key: from the environment only; never shown.
        temperature: None to leave it to the endpoint.
        timeout: seconds to a whole answer, before what its size adds.
        extra: more fields of each request's body, such as `{"enable_thinking": False}`.
    """

    base_url: str = ""
    api_key: str = field(default="", repr=False)
    temperature: float | None = 0.2
    timeout: float = 60.0
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class EngineStatus:
    """What `storyport engines` and `storyport doctor` tell of an engine.

    Attributes:
        name: as written on the command line. ready: whether it could start now.
        what: what it is, in one line. missing: what to do where it is not ready.
        abilities: what it is and may.
    """

    name: str
    ready: bool
    what: str
    abilities: Abilities
    missing: str = ""


def settings_from(env: Mapping[str, str], table: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings of the environment over those of a `storyport.toml` table.

    Args:
        env: OPENAI_BASE_URL and OPENAI_API_KEY are read.
        table: `base_url`, `temperature`, `timeout`, `extra`; a key in a file is refused.

    Raises:
        BadInput: the table holds a key, a name that is not known, or a value of a wrong type.
    """
    settings = Settings()
    for name, value in (table or {}).items():
        settings = replace(settings, **{name: _checked(name, value)})
    return replace(
        settings,
        base_url=env.get("OPENAI_BASE_URL") or settings.base_url,
        api_key=env.get("OPENAI_API_KEY", ""),
    )


def resolve(name: str, env: Mapping[str, str]) -> str:
    """Return the engine that a name means; `auto` and an empty one ask the environment.

    Raises:
        BadInput: an engine that is not known here, or one without its model.
        Unconfigured: nothing is configured; says how to.
    """
    chosen = name.strip() or _AUTO
    if chosen == _AUTO:
        chosen = env.get("STORYPORT_TRANSLATE", "").strip() or _AUTO
    if chosen == _AUTO:
        raise Unconfigured("no translation engine is configured.", do=_HOW)
    kind, model = _split(chosen)
    return f"{kind}:{model}" if model else kind


def make_translator(name: str, settings: Settings) -> Translator:
    """Return the engine of a name that is not `auto`.

    Raises:
        BadInput: an engine that is not known here, or one without its model.
        Unconfigured: it lacks a key or an address; says how to give it.
    """
    kind, model = _split(name)
    return _MAKERS[kind](model, settings)


def describe(env: Mapping[str, str] | None = None) -> list[EngineStatus]:
    """Return the engines there are and whether they could start now; asks no endpoint."""
    settings = settings_from(os.environ if env is None else env)
    ready = bool(settings.api_key or settings.base_url)
    openai = EngineStatus(
        "openai:MODEL",
        ready,
        f"any OpenAI-style endpoint; now {settings.base_url or 'https://api.openai.com/v1'}",
        _openai("MODEL", replace(settings, api_key="-")).abilities,
        "" if ready else "set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server",
    )
    fake = EngineStatus(
        "fake", True, "text without meaning, for trying out and testing", FakeTranslator.abilities
    )
    return [openai, fake]


def _split(name: str) -> tuple[str, str]:
    kind, _, model = name.strip().partition(":")
    if kind not in _MAKERS:
        known = ", ".join(_SHOWN.values())
        raise BadInput(f"unknown translation engine {name!r}.", do=f"Engines known here: {known}.")
    if kind in _WITH_MODEL and not model:
        raise BadInput(f"the engine {kind!r} needs a model.", do=f"Write {_SHOWN[kind]}.")
    if model and kind not in _WITH_MODEL:
        raise BadInput(f"the engine {kind!r} takes no model.", where=name, do=f"Write {kind}.")
    return kind, model


def _openai(model: str, settings: Settings) -> Translator:
    from storyport.engines.translate.openai import OpenAITranslator

    if not settings.api_key and not settings.base_url:
        raise Unconfigured(
            f"openai:{model} has neither a key nor an address.", where="engine", do=_HOW
        )
    return OpenAITranslator(
        model,
        base_url=settings.base_url,
        api_key=settings.api_key,
        temperature=settings.temperature,
        timeout=settings.timeout,
        extra=settings.extra,
    )


def _fake(_: str, __: Settings) -> Translator:
    return FakeTranslator()


_MAKERS: dict[str, Callable[[str, Settings], Translator]] = {"openai": _openai, "fake": _fake}
_WITH_MODEL = frozenset({"openai"})
_SHOWN = {kind: f"{kind}:MODEL" if kind in _WITH_MODEL else kind for kind in _MAKERS}
_KINDS: dict[str, tuple[type, ...]] = {
    "base_url": (str,),
    "temperature": (int, float),
    "timeout": (int, float),
    "extra": (dict,),
}


def _checked(name: str, value: Any) -> Any:
    if name == "api_key":
        raise BadInput(
            "a key stands in storyport.toml.",
            where="api_key",
            do="Take it out and set OPENAI_API_KEY in the environment instead.",
        )
    if name not in _KINDS:
        raise BadInput(f"unknown engine setting {name!r}.", do=f"Known: {', '.join(_KINDS)}.")
    if not isinstance(value, _KINDS[name]) or isinstance(value, bool):
        raise BadInput(f"{name} = {value!r} is of the wrong type.", where="storyport.toml")
    return value
