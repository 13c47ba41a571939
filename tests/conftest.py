"""Tests run in a home of their own; nothing of the user's is read."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import settings
from pytest_django import DjangoDbBlocker

_HOME = tempfile.mkdtemp(prefix="storyport-test-")
os.environ["STORYPORT_HOME"] = _HOME
for name in (
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_BASE_URL",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "STORYPORT_TEMPLATE",
    "STORYPORT_TRANSLATE",
):
    os.environ.pop(name, None)

# The same examples each time, so that a green run stays green; the long form looks for new ones.
settings.register_profile("steady", derandomize=True)
settings.register_profile("searching", print_blob=True)
settings.load_profile("searching" if os.environ.get("STORYPORT_SOAK") else "steady")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Note in the test database which migrations it has, so that a command takes it as ready."""
    from storyport.work.database import open_database

    with django_db_blocker.unblock():
        open_database()
