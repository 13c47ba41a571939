"""`engines`, `doctor` and `status`: what is here, what is missing, what is running."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.kernel.errors import StoryportError
from storyport.kernel.settings import Settings, read_settings

__all__ = ["doctor", "engines", "status"]

_ROOM = 1 << 30


def engines() -> int:
    """Show which engines are usable here, why the others are not, and what each sends where."""
    from storyport.engines.translate import describe

    found = describe(os.environ)
    rows = [
        (
            each.name,
            "ready" if each.ready else "not ready",
            each.what,
            each.abilities.sends or "nothing leaves this machine",
            each.missing or ("" if each.abilities.publishable else "not for publication"),
        )
        for each in found
    ]
    rows.append(
        ("memory", "ready", "what the story's memory covers", "nothing leaves this machine", "")
    )
    for name, state, what, sends, note in rows:
        CONSOLE.say(f"{name:<18}{state:<11}{what}")
        CONSOLE.say(f"{'':<18}sends: {sends}" + (f"\n{'':<18}{note}" if note else ""))
    CONSOLE.result(
        {
            "engines": [
                dict(zip(("engine", "state", "what", "sends", "note"), row, strict=True))
                for row in rows
            ]
        }
    )
    return 0


def doctor() -> int:
    """Explain every missing piece in one line, with its cure."""
    findings = list(_examine())
    for good, name, told in findings:
        CONSOLE.say(f"{'ok' if good else '--'}  {name}: {told}")
    CONSOLE.result(
        {"checks": [{"ok": good, "name": name, "told": told} for good, name, told in findings]}
    )
    return 0 if all(good for good, _, _ in findings) else 1


def status(
    story: Annotated[str | None, typer.Option(help="One story; default: all.")] = None,
) -> int:
    """Show the stories of this home, how far each locale is, and what is running."""
    from storyport.work.database import open_database

    open_database()
    from storyport.localize.standing import standings

    found = standings(story)
    CONSOLE.table(
        ("story", "locale", "segments", "done", "reviewed", "drafts", "running"),
        [
            (
                each.story,
                each.locale,
                str(each.segments),
                f"{each.done} ({_share(each.done, each.segments)})",
                str(each.reviewed),
                str(each.drafts),
                each.running,
            )
            for each in found
        ],
    )
    if not found:
        CONSOLE.say("No story here yet. Begin with: storyport translate FILE --to en")
    CONSOLE.result({"stories": [vars(each) for each in found]})
    return 0


def _share(done: int, segments: int) -> str:
    return f"{100 * done // segments} %" if segments else "–"


def _examine() -> Iterator[tuple[bool, str, str]]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield (3, 11) <= sys.version_info[:2] <= (3, 13), "python", version
    try:
        settings = read_settings()
    except StoryportError as error:
        yield False, "settings", str(error)
        return
    yield True, "home", str(settings.home)
    yield _room(settings)
    yield _database()
    yield _engine(settings)


def _room(settings: Settings) -> tuple[bool, str, str]:
    folder = next(each for each in (settings.home, *settings.home.parents) if each.exists())
    free = shutil.disk_usage(folder).free
    told = f"{free / _ROOM:.1f} GiB free"
    return free >= _ROOM, "disk", told if free >= _ROOM else f"{told}; make room in {folder}"


def _database() -> tuple[bool, str, str]:
    try:
        from storyport.work.database import look_at_database

        return True, "database", look_at_database()
    except StoryportError as error:
        return False, "database", str(error)


def _engine(settings: Settings) -> tuple[bool, str, str]:
    from storyport.work.database import set_up_django

    set_up_django()
    from storyport.engines.translate import make_translator, settings_from
    from storyport.localize.routing.choosing import default_engine
    from storyport.localize.routing.names import EMBEDDED, MEMORY

    try:
        name = default_engine("auto", settings, os.environ)
        if name not in {EMBEDDED, MEMORY}:
            make_translator(name, settings_from(os.environ, settings.engines.get(name)))
    except StoryportError as error:
        return False, "translation engine", str(error)
    if name == EMBEDDED:
        told = f"none is configured: {EMBEDDED} writes rough drafts from Chinese into English only"
        return False, "translation engine", f"{told}; see: storyport engines"
    return True, "translation engine", name
