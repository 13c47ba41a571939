"""Where a package that we read data from lies, without importing it (jieba's takes a second)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from storyport.kernel.errors import Unconfigured

__all__ = ["folder_of"]


def folder_of(package: str) -> Path:
    """Return a package's folder.

    Raises:
        Unconfigured: it is not installed.
    """
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise Unconfigured(
            f"the package {package} is needed, and is not installed.",
            do=f"pip install {package}",
        )
    return Path(found.submodule_search_locations[0])
