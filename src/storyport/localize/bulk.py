"""Inserts and changes many rows at once, past the ORM's cost per row; the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

__all__ = ["insert_rows", "take_stock", "update_rows"]

_AT_ONCE = 5000


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of plain values, in the order of `fields`; JSON fields take plain data.

    For rows whose ids nobody needs. Fields that are not named must have a database default
    or allow NULL; signals are not sent.
    """
    known = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 - public
    named = [known[name] for name in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in named)
    places = ", ".join(["%s"] * len(named))
    table = quote(model._meta.db_table)  # noqa: SLF001 - public
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names are ours
    json_at = [n for n, field in enumerate(named) if isinstance(field, models.JSONField)]
    batch: list[Sequence[Any]] = []
    with connection.cursor() as cursor:
        for row in rows:
            batch.append(_encoded(row, json_at) if json_at else row)
            if len(batch) == _AT_ONCE:
                cursor.executemany(statement, batch)
                batch = []
        if batch:
            cursor.executemany(statement, batch)


def update_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Change rows to plain values, in the order of `fields`, each followed by the row's id."""
    known = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 - public
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)  # noqa: SLF001 - public
    changes = ", ".join(f"{quote(str(known[name].column))} = %s" for name in fields)
    statement = f"UPDATE {table} SET {changes} WHERE id = %s"  # noqa: S608 - names are ours
    left = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(left, _AT_ONCE)):
            cursor.executemany(statement, batch)


def take_stock(model: type[models.Model]) -> None:
    """Let PostgreSQL count what was just inserted; until it has, it reads whole stories.

    It counts by itself only minutes after a transaction has ended.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - public
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {table}")


def _encoded(row: Sequence[Any], json_at: Sequence[int]) -> list[Any]:
    values = list(row)
    for place in json_at:
        if values[place] is not None:
            values[place] = json.dumps(values[place], ensure_ascii=False)
    return values
