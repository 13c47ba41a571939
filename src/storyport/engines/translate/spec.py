"""What an engine tells the registry of itself: its name, how it is made, whether it could start.

An adapter module ends with a `SPEC`; the registry lists the modules. Importing an adapter must
be cheap: what is heavy (an SDK, a model, a dictionary) is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from storyport.engines.base import Abilities, Translator

__all__ = ["EngineSpec", "EngineStatus", "Settings"]


@dataclass(frozen=True)
class Settings:
    """What an engine is made with.

    Attributes:
        base_url: of an OpenAI-style endpoint; empty for OpenAI itself.
        api_key: from the environment only; never shown.
        temperature: None to leave it to the endpoint.
        timeout: seconds to a whole answer, before what its size adds.
        extra: more fields of each request's body, such as `{"enable_thinking": False}`.
        template: how a translation model is asked, by name; empty: as the model's name says.
        environ: the environment, for what is one adapter's own (`ANTHROPIC_API_KEY`).
    """

    base_url: str = ""
    api_key: str = field(default="", repr=False)
    temperature: float | None = 0.2
    timeout: float = 60.0
    extra: Mapping[str, Any] = field(default_factory=dict)
    template: str = ""
    environ: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)


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


@dataclass(frozen=True)
class EngineSpec:
    """One adapter.

    Attributes:
        kind: the part of an engine's name before the colon.
        model: what stands after the colon, as people call it (`MODEL`, `DIR`); empty: nothing.
        make: makes the engine of a model; raises BadInput or Unconfigured.
        status: whether it could start now; asks no endpoint.
        draft: whether its work never is more than a draft, which any other engine replaces.
    """

    kind: str
    make: Callable[[str, Settings], Translator]
    status: Callable[[Settings], EngineStatus]
    model: str = ""
    draft: bool = False

    @property
    def shown(self) -> str:
        """How the name is written."""
        return f"{self.kind}:{self.model}" if self.model else self.kind
