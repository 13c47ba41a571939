"""Tests run in a home of their own; nothing of the user's is read."""

from __future__ import annotations

import os
import tempfile

_HOME = tempfile.mkdtemp(prefix="storyport-test-")
os.environ["STORYPORT_HOME"] = _HOME
for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "STORYPORT_TRANSLATE"):
    os.environ.pop(name, None)
