"""The environment of a measured process: a database of its own, no keys, compiled once.

Where Python may not keep what it compiled, every start compiles all libraries again, which no
installation does; so what is compiled is kept beside the measured data.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["environ"]

_COMPILED = Path(tempfile.gettempdir()) / f"storyport-bytecode-{os.getuid()}"
_LEFT_OUT = ("OPENAI", "STORYPORT", "PYTHONDONTWRITEBYTECODE")


def environ(home: Path, **more: str) -> dict[str, str]:
    """Return the variables of a process whose data stands in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_LEFT_OUT)}
    return {
        **kept,
        "STORYPORT_HOME": str(home),
        "DATABASE_URL": "sqlite",
        "PYTHONPYCACHEPREFIX": str(_COMPILED),
        **more,
    }
