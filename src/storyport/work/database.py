"""Makes the database ready: SQLite migrates itself after a backup, PostgreSQL is told how.

SQLite's `user_version` holds the number of migrations applied, so that the usual start
costs one pragma and not a walk over all migrations.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.utils import OperationalError

from storyport.kernel.errors import BadInput, Unconfigured
from storyport.kernel.settings import Settings

__all__ = ["look_at_database", "open_database", "set_up_django"]


def open_database() -> None:
    """Make the database ready for use; call once, before anything touches a model.

    Raises:
        BadInput: it was written by a newer version, cannot be reached or is no database.
        Unconfigured: PostgreSQL lacks migrations.
    """
    set_up_django()
    if connection.vendor == "sqlite":
        _open_sqlite(settings.STORYPORT)
    else:
        _check_server()


def look_at_database() -> str:
    """Say which database there is, making and changing nothing.

    Raises:
        BadInput, Unconfigured: as `open_database`, for what it would not mend by itself.
    """
    set_up_django()
    if connection.vendor != "sqlite":
        _check_server()
        return f"{connection.vendor}, {connection.settings_dict['NAME']}"
    file = Path(str(connection.settings_dict["NAME"]))
    if "mode=memory" not in str(file) and not (file.exists() and file.stat().st_size):
        return f"sqlite, {file.name}: will be made on first use"
    version, known = _sqlite_version(file), _known_migrations()
    if version > known:
        raise _newer(str(file))
    if version < known:
        return f"sqlite, {file.name}: will be updated on next use, after a copy beside it"
    return f"sqlite, {file.name}"


def set_up_django() -> None:
    """Make the models importable; opens nothing."""
    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storyport.settings")
        django.setup()


def _open_sqlite(stored: Settings) -> None:
    try:
        stored.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"this folder cannot be made: {error.strerror}.",
            where=str(stored.home),
            do="Name another with --home or STORYPORT_HOME.",
        ) from error
    version = _sqlite_version(stored.database_file)
    if version == _known_migrations():
        return
    with _locked(stored.home):
        _migrate(stored.database_file)


def _migrate(file: Path) -> None:
    version, known = _sqlite_version(file), _known_migrations()
    if version == known:
        return
    if version > known:
        raise _newer(str(file))
    if version:
        _back_up(file, version)
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version = {known:d}")


def _back_up(file: Path, version: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy2(file, file.with_name(f"{file.stem}.before-migration-{version}.sqlite3"))


def _sqlite_version(file: Path) -> int:
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA user_version")
            row = cursor.fetchone()
    except Exception as error:
        # Whatever the driver calls it, a file that is no database ends here.
        raise BadInput(
            f"this database cannot be opened: {error}.",
            where=str(file),
            do="Move the file away, or name another home with --home.",
        ) from error
    return int(row[0])


def _check_server() -> None:
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise BadInput(
            f"the database server cannot be reached: {str(error).strip().splitlines()[0]}",
            where="DATABASE_URL",
            do="Start it, or mend DATABASE_URL.",
        ) from error
    applied = set(executor.loader.applied_migrations)
    ours = {config.label for config in _apps()}
    if any(
        app in ours and (app, name) not in executor.loader.disk_migrations for app, name in applied
    ):
        raise _newer("DATABASE_URL")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Unconfigured(
            "this database lacks tables of this version.",
            where="DATABASE_URL",
            do="Run: storyport manage migrate",
        )


def _newer(where: str) -> BadInput:
    return BadInput(
        "this database was written by a newer version of Storyport.",
        where=where,
        do="Update Storyport, or use another home with --home; nothing was changed.",
    )


def _apps() -> list[django.apps.AppConfig]:
    return [config for config in apps.get_app_configs() if config.name.startswith("storyport.")]


@cache
def _known_migrations() -> int:
    return sum(
        1 for config in _apps() for file in (Path(config.path) / "migrations").glob("[0-9]*.py")
    )


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    with (home / "migration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
