"""`storyport demo`: the main job on the sample story, offline."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.wording import counted, usd
from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    from storyport.fiction.demonstrating import Renamed
    from storyport.fiction.translating import Translated
    from storyport.kernel.locales import LocaleInfo

__all__ = ["demo"]

_HOME = ".storyport-demo"
_SHOWN = 5
_AROUND = 32


def demo(
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar='NAME "NEW NAME"', help="Change a name everywhere, such as 林风."),
    ] = None,
    to: Annotated[str | None, typer.Option("--to", help="Locales of --rename.")] = None,
) -> int:
    """Make the sample story's books; with --rename, change a name in all of them."""
    if to and not rename:
        raise BadInput("--to goes with --rename.", where="--to", do="Leave it out.")
    # A home and a database of its own: the user's stories stay out of it.
    os.environ["STORYPORT_HOME"] = str(CONSOLE.globals.home or Path(_HOME).absolute())
    os.environ["DATABASE_URL"] = "sqlite"
    from storyport.work.database import open_database

    open_database()
    from storyport.fiction.demonstrating import make_sample, rename_sample, write_sample_report
    from storyport.kernel.locales import parse_locales

    out = Path("out") / "demo"
    done = make_sample(out)
    if rename is None:
        code = _tell(done, write_sample_report(out))
        CONSOLE.say(
            f"Open {done[0].report_path} in a browser, and the .epub files in any reader."
            '\nChange a name everywhere: ./storyport demo --rename 林风 "Lin Phong"'
            "\nYour own book, what it would cost, no key needed:"
            " ./storyport translate BOOK --to en,es,pt-BR,id,ar,ja --dry-run"
        )
        return code
    renamed, others = rename_sample(*rename, parse_locales(to) if to else [])
    done = make_sample(out)
    for each in renamed:
        _tell_rename(each)
    if others:
        CONSOLE.say(f"Left as they are, for --to: {', '.join(others)}.")
    return _tell(done, write_sample_report(out), renamed)


def _tell(done: Sequence[Translated], names: Path, renamed: Sequence[Renamed] = ()) -> int:
    """Say what was made, and return the worst exit code."""
    from storyport.kernel.errors import worst_exit_code
    from storyport.kernel.locales import parse_locale

    for each in done:
        for tag, counts in each.totals.locales.items():
            name = parse_locale(tag).name
            left = (
                f"{counts.unfinished:,} are left" if counts.unfinished else "from reviewed memory"
            )
            part = f" (chapters {each.report.only})" if each.report.only else ""
            CONSOLE.say(f"{name}: {counted(counts.segments, 'segment')}{part}, {left}")
            for written in each.written:
                if written.locale == tag:
                    CONSOLE.say(f"  {written.kind:<16} {written.path}")
        CONSOLE.say(f"  {'report':<16} {each.report_path}\n")
    CONSOLE.say(f"Every name, every form of it in use, and where: {names}\n")
    CONSOLE.result(
        {
            "segments": sum(each.totals.total("segments") for each in done),
            "unfinished": sum(each.report.unfinished for each in done),
            "findings": sum(each.report.findings for each in done),
            "outputs": [str(made.path) for each in done for made in each.written],
            "renamed": [
                {
                    "locale": each.locale.tag,
                    "old": each.old,
                    "new": each.new,
                    "segments": each.impact.total,
                    "substituted": each.impact.count("substitute"),
                    "redo": each.impact.count("redo"),
                    "cost": "0" if each.impact.cost is None else str(each.impact.cost),
                }
                for each in renamed
            ],
            "reports": [str(each.report_path) for each in done],
            "names": str(names),
        }
    )
    return worst_exit_code([each.exit_code for each in done])


def around(text: str, name: str, locale: LocaleInfo) -> str:
    """Return the words around a name."""
    from storyport.localize.consistency.excerpts import excerpt

    at = max(0, text.find(name))
    return str(excerpt(text, (at, min(len(text), at + len(name))), locale, _AROUND))


def _tell_rename(renamed: Renamed) -> None:
    from storyport.localize.standing import current_texts

    impact = renamed.impact
    CONSOLE.say(f"{renamed.locale.name}: {renamed.old} → {renamed.new}")
    touched = [row for row in impact.rows if row.action in {"substitute", "redo"}]
    texts = current_texts([row.segment for row in touched[:_SHOWN]], renamed.locale.tag)
    CONSOLE.table(
        ("before", "after"),
        [
            (
                around(row.target, renamed.old, renamed.locale),
                around(texts.get(row.segment, ""), renamed.new, renamed.locale),
            )
            for row in touched[:_SHOWN]
        ],
    )
    redo = impact.count("redo")
    more = impact.count("substitute") + redo - _SHOWN
    if more > 0:
        CONSOLE.say(f"… and {more} more.")
    absent = impact.count("none")
    left = f", {absent} not translated here" if absent else ""
    cost = "0 USD" if not redo else f"about {usd(impact.cost)} USD"
    CONSOLE.say(
        f"{counted(impact.total, 'segment')} with it: {impact.count('substitute')} changed without a call,"
        f" {redo} need an engine ({cost}), {impact.count('person')} are reviewed{left}.\n"
    )
