"""Translation engines: `make_translator` gives one, `pacer_for` what paces its calls."""

from storyport.engines.translate.paced import pacer_for, weight_of
from storyport.engines.translate.registry import (
    EngineStatus,
    Settings,
    describe,
    draft_engines,
    is_draft_engine,
    make_translator,
    resolve,
    settings_from,
)

__all__ = [
    "EngineStatus",
    "Settings",
    "describe",
    "draft_engines",
    "is_draft_engine",
    "make_translator",
    "pacer_for",
    "resolve",
    "settings_from",
    "weight_of",
]
