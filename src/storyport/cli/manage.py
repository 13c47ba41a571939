"""`storyport manage ...`: Django's own commands, for those who run a server."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["manage"]


def manage(
    arguments: Annotated[
        list[str] | None, typer.Argument(help="A command and its arguments.")
    ] = None,
) -> int:
    """Run a Django management command, such as `manage migrate`."""
    import os

    import django
    from django.core.management import ManagementUtility

    from storyport.kernel.settings import read_settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storyport.settings")
    settings = read_settings()
    if not settings.database_url:
        settings.home.mkdir(parents=True, exist_ok=True)
    django.setup()
    ManagementUtility(["storyport manage", *(arguments or ["help"])]).execute()
    return 0
