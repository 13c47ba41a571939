"""`storyport translate`: files in, books out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.wording import counted, money, usd
from storyport.kernel.errors import BadInput, Interrupted

if TYPE_CHECKING:
    from storyport.fiction.translating import Translated, Wish

__all__ = ["perform", "tell", "translate"]

_REDO = ("engine", "style", "all")


def translate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or folders.")],
    to: Annotated[str, typer.Option("--to", help="Target locales, such as en,es.")],
    story: Annotated[
        str | None, typer.Option(help="Story; default: the first file's stem.")
    ] = None,
    work: Annotated[str | None, typer.Option(help="Work of the story; default: novel.")] = None,
    part: Annotated[
        int | None, typer.Option(min=1, help="Number of the (first) file among the story's.")
    ] = None,
    source: Annotated[
        str | None, typer.Option("--from", help="Source locale; default: as the file says.")
    ] = None,
    engine: Annotated[str, typer.Option(help="NAME[:MODEL], memory, or auto.")] = "auto",
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for what is made.")] = Path(
        "out"
    ),
    bilingual: Annotated[
        bool, typer.Option("--bilingual", help="Also an edition with both languages.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, max=512, help="Calls in flight at most; default 16.")
    ] = None,
    budget: Annotated[str | None, typer.Option(help="Hard limit in USD, such as 5.00.")] = None,
    only: Annotated[str | None, typer.Option(help="Chapters, such as 1-20 or 3,5,8-10.")] = None,
    redo: Annotated[str | None, typer.Option(help="Make anew: engine, style or all.")] = None,
    batch: Annotated[
        bool, typer.Option("--batch", help="Hand all in at once and wait: cheaper, within hours.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Segments, tokens and cost; sends nothing.")
    ] = False,
) -> int:
    """Translate novels (EPUB, Word, FictionBook, HTML, Markdown, text) into many locales at once."""
    from storyport.work.database import open_database, set_up_django

    set_up_django()
    from storyport.fiction.opening import check_files
    from storyport.fiction.translating import Wish
    from storyport.kernel.locales import parse_locale, parse_locales
    from storyport.kernel.ranges import Ranges
    from storyport.kernel.settings import read_settings
    from storyport.localize.routing.choosing import Chooser
    from storyport.story.naming import checked_name

    settings = read_settings()
    check_files(files)
    _check_folder(out)
    wish = Wish(
        files=files,
        locales=parse_locales(to),
        out=out,
        chooser=Chooser(engine, settings, os.environ, workers or settings.workers),
        story=None if story is None else checked_name(story),
        work=None if work is None else checked_name(work, "name of a work", "--work"),
        part=part,
        source=parse_locale(source) if source else None,
        bilingual=bilingual,
        workers=workers or settings.workers,
        budget=money(budget),
        only=Ranges() if only is None else Ranges.parse(only, "--only"),
        redo=_redo(redo),
        batch=batch,
        excerpt=only is not None,
        notify=CONSOLE.warn,
    )
    if dry_run:
        from storyport.cli.estimate import tell_estimate

        return tell_estimate(wish)
    open_database()
    return tell(perform(wish))


def perform(wish: Wish) -> Translated:
    """Translate with a progress bar, stopping cleanly on Ctrl-C."""
    from storyport.cli.interrupting import stoppable
    from storyport.cli.progress import run_bar
    from storyport.fiction.translating import translate as do_translate

    with stoppable() as stop, run_bar() as bar:
        try:
            return do_translate(wish, bar.stage, stop, bar.tick)
        except Interrupted as error:
            error.do = "What is finished is saved; run the same command again to go on."
            raise


def tell(done: Translated) -> int:
    """Say what was made, and return the exit code."""
    totals = done.totals.as_dict()
    for each in done.written:
        CONSOLE.say(f"{each.kind:<10} {each.locale:<8} {each.path}")
        for loss in each.losses:
            CONSOLE.say(f"  lost: {loss}")
    CONSOLE.say(f"{'report':<10} {'':<8} {done.report_path}")
    spent = done.totals.cost
    cost = "price not known" if spent is None else f"{usd(spent)} USD"
    CONSOLE.say(
        f"{counted(totals['segments'], 'segment')}: {totals['translated']:,} translated,"
        f" {totals['reused']:,} reused, {totals['repaired']:,} repaired,"
        f" {totals['unfinished']:,} unfinished; {counted(done.report.findings, 'finding')};"
        f" {counted(totals['requests'], 'request')}, {cost}"
    )
    for note in done.totals.notes:
        CONSOLE.warn(note)
    if done.ended is not None:
        CONSOLE.error(done.ended)
    elif done.exit_code:
        CONSOLE.say("Something is left for a person: see the report.")
    if done.ended is None:
        CONSOLE.result(
            {
                **totals,
                "findings": done.report.findings,
                "outputs": [str(each.path) for each in done.written],
                "report": str(done.report_path),
                "story": done.story.name,
            }
        )
    return done.exit_code


def _check_folder(out: Path) -> None:
    """Refuse a folder that cannot be written to, before anything is paid for.

    Raises:
        BadInput: a file stands there or on the way to it, or it may not be written to.
    """
    there = next(each for each in (out, *out.absolute().parents) if each.exists())
    if not there.is_dir():
        raise BadInput(
            "this is a file, and no folder.", where=str(there), do="Name a folder with -o."
        )
    if not os.access(there, os.W_OK | os.X_OK):
        raise BadInput(
            "this folder may not be written to.", where=str(there), do="Name another with -o."
        )


def _redo(text: str | None) -> str:
    if text is not None and text not in _REDO:
        raise BadInput(f"cannot redo {text!r}.", where="--redo", do=f"One of: {', '.join(_REDO)}.")
    return text or ""
