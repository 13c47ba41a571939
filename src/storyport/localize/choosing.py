"""Chooses the engine of a run from its name, the settings and the environment."""

from __future__ import annotations

from collections.abc import Mapping

from storyport.engines.base import Translator
from storyport.engines.prices import price_of
from storyport.engines.translate import make_translator, pacer_for, resolve, settings_from
from storyport.kernel.settings import Settings
from storyport.localize.running import Engine
from storyport.work.pacing import Limits, Pacer

__all__ = ["MEMORY", "choose_engine"]

MEMORY = "memory"
"""The name of doing only what memory covers."""


def choose_engine(
    name: str, settings: Settings, environ: Mapping[str, str], workers: int
) -> Engine | None:
    """Return the engine of a name, None for `memory`.

    Raises:
        BadInput: no engine of that name. Unconfigured: what it needs is not there.
    """
    wanted = name if name and name != "auto" else settings.translate
    if wanted == MEMORY:
        return None
    chosen = resolve(wanted, environ)
    made_with = settings_from(environ)
    # Made once here for nothing but its errors, so that a run without a key never starts.
    make_translator(chosen, made_with)
    limits = settings.limits.get(chosen, {})
    paced = Limits(
        workers=workers,
        requests_per_minute=limits.get("requests_per_minute"),
        tokens_per_minute=limits.get("tokens_per_minute"),
    )

    def make() -> tuple[Translator, Pacer]:
        translator = make_translator(chosen, made_with)
        return translator, pacer_for(translator, paced)

    return Engine(chosen, make, price_of(chosen, settings.prices))
