"""Tests run in a home of their own; nothing of the user's is read."""

from __future__ import annotations

import os
import tempfile

import pytest
from pytest_django import DjangoDbBlocker

_HOME = tempfile.mkdtemp(prefix="storyport-test-")
os.environ["STORYPORT_HOME"] = _HOME
for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "STORYPORT_TRANSLATE"):
    os.environ.pop(name, None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Note in the test database which migrations it has, so that a command takes it as ready."""
    from storyport.work.database import open_database

    with django_db_blocker.unblock():
        open_database()
