"""Django's settings: SQLite in the home by default, PostgreSQL by DATABASE_URL."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url

from storyport.kernel.errors import BadInput
from storyport.kernel.settings import read_settings

STORYPORT = read_settings()

INSTALLED_APPS = ["storyport.work", "storyport.story", "storyport.localize"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
DEBUG = False
# Nothing is signed yet; a face that signs will demand a secret of its own.
SECRET_KEY = os.environ.get("STORYPORT_SECRET_KEY", "nothing-is-signed-with-this")
LOGGING_CONFIG = None
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(STORYPORT.database_file),
        "OPTIONS": {
            # Writers queue at BEGIN instead of failing in the middle; a reader never waits.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
                "PRAGMA cache_size=-49152;"
            ),
        },
    }


def _database() -> dict[str, Any]:
    if not STORYPORT.database_url:
        return _sqlite()
    try:
        return dict(dj_database_url.parse(STORYPORT.database_url, conn_max_age=600))
    except (ValueError, KeyError) as error:
        raise BadInput(
            "DATABASE_URL cannot be read.",
            where="DATABASE_URL",
            do="Write it as postgresql://user:password@host:port/name.",
        ) from error


DATABASES = {"default": _database()}
