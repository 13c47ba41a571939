"""Which translation engines there are, and how one is named, configured and made."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from storyport.engines.base import Translator
from storyport.engines.translate.spec import EngineSpec, EngineStatus, Settings
from storyport.kernel.errors import BadInput, Unconfigured

__all__ = [
    "HOW_TO_CONFIGURE",
    "EngineStatus",
    "Settings",
    "describe",
    "draft_engines",
    "is_draft_engine",
    "make_translator",
    "resolve",
    "settings_from",
]

# By dotted name, in the order in which `storyport engines` shows them.
_SPECS = (
    "storyport.engines.translate.openai:SPEC",
    "storyport.engines.translate.anthropic:SPEC",
    "storyport.engines.translate.ctranslate2:SPEC",
    "storyport.engines.translate.apertium:SPEC",
    "storyport.engines.translate.gloss:SPEC",
    "storyport.engines.translate.fake:SPEC",
)
_AUTO = "auto"
# What the database keeps of it.
_LONGEST = 120
HOW_TO_CONFIGURE = """Name an engine and a model, for example
  a cloud:   export OPENAI_API_KEY=…  and  --engine openai:MODEL (or STORYPORT_TRANSLATE=openai:MODEL);
             others than OpenAI also need OPENAI_BASE_URL (DeepSeek: https://api.deepseek.com)
  Claude:    export ANTHROPIC_API_KEY=…  and  --engine anthropic:MODEL
  Ollama:    ollama pull MODEL,       export OPENAI_BASE_URL=http://127.0.0.1:11434/v1
             (start it with OLLAMA_CONTEXT_LENGTH=16384: its usual context is too short)
  llama.cpp: llama-server -m FILE,    export OPENAI_BASE_URL=http://127.0.0.1:8080/v1
  vLLM:      vllm serve MODEL,        export OPENAI_BASE_URL=http://127.0.0.1:8000/v1
The last three are free and need no key. All there are: storyport engines"""
_KINDS: dict[str, tuple[type, ...]] = {
    "base_url": (str,),
    "temperature": (int, float),
    "timeout": (int, float),
    "extra": (dict,),
    "template": (str,),
}


def settings_from(env: Mapping[str, str], table: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings of the environment over those of a `storyport.toml` table.

    Args:
        env: OPENAI_BASE_URL, OPENAI_API_KEY and STORYPORT_TEMPLATE are read; adapters read
            what is their own.
        table: `base_url`, `temperature`, `timeout`, `extra`, `template`; a key in a file is refused.

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
        template=env.get("STORYPORT_TEMPLATE") or settings.template,
        environ=env,
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
        raise Unconfigured("no translation engine is configured.", do=HOW_TO_CONFIGURE)
    spec, model = _split(chosen)
    found = f"{spec.kind}:{model}" if model else spec.kind
    if len(found) > _LONGEST:
        raise BadInput(
            f"an engine's name may have {_LONGEST} characters.",
            where=f"{found[:40]}…",
            do="Give a folder by a shorter path, or by a link.",
        )
    return found


def make_translator(name: str, settings: Settings) -> Translator:
    """Return the engine of a name that is not `auto`.

    Raises:
        BadInput: an engine that is not known here, or one without its model.
        Unconfigured: it lacks a key or an address; says how to give it.
    """
    spec, model = _split(name)
    return spec.make(model, settings)


def draft_engines() -> list[str]:
    """Return the kinds of engines whose work never is more than a draft."""
    return [kind for kind, spec in _specs().items() if spec.draft]


def is_draft_engine(name: str) -> bool:
    """Tell whether an engine's work never is more than a draft; one that is not known, no."""
    spec = _specs().get(name.partition(":")[0])
    return spec is not None and spec.draft


def describe(env: Mapping[str, str] | None = None) -> list[EngineStatus]:
    """Return the engines there are and whether they could start now; asks no endpoint."""
    settings = settings_from(os.environ if env is None else env)
    return [spec.status(settings) for spec in _specs().values()]


@cache
def _specs() -> dict[str, EngineSpec]:
    found: dict[str, EngineSpec] = {}
    for dotted in _SPECS:
        module, name = dotted.split(":")
        spec: EngineSpec = getattr(importlib.import_module(module), name)
        found[spec.kind] = spec
    return found


def _split(name: str) -> tuple[EngineSpec, str]:
    kind, _, model = name.strip().partition(":")
    spec = _specs().get(kind)
    if spec is None:
        known = ", ".join([*(each.shown for each in _specs().values()), "memory"])
        raise BadInput(f"unknown translation engine {name!r}.", do=f"Engines known here: {known}.")
    if spec.model and not model:
        what = "folder" if spec.model == "DIR" else "model"
        raise BadInput(f"the engine {kind!r} needs a {what}.", do=f"Write {spec.shown}.")
    if model and not spec.model:
        raise BadInput(f"the engine {kind!r} takes no model.", where=name, do=f"Write {kind}.")
    return spec, model


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
