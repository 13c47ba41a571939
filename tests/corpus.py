"""The one place that knows where real files for tests lie.

They are not part of the project: a test that uses one skips, with a reason, where the
folder is absent. `STORYPORT_CORPUS` names another folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data"


def folder() -> Path:
    return Path(os.environ.get("STORYPORT_CORPUS", _DEFAULT))


def real_file(name: str) -> Path:
    """Return the path of a real file such as `epub/wasteland.epub`, or skip the test."""
    path = folder() / name
    if not path.exists():
        pytest.skip(f"the corpus of real files is not here: {name}")
    return path


def real_epubs() -> list[Path]:
    """Return the real books, or none (parametrize with it; an empty list skips)."""
    return sorted((folder() / "epub").glob("*.epub"))
