"""All commands, one module per group of verbs."""

from __future__ import annotations

import typer

from storyport.cli import bible, memory, pack, review, route, style
from storyport.cli.bible_merge import merge
from storyport.cli.bible_report import report
from storyport.cli.bible_set import call, join_two, set_one
from storyport.cli.bible_slice import slice_file
from storyport.cli.bible_speakers import speakers
from storyport.cli.bible_time import timeline
from storyport.cli.demo import demo
from storyport.cli.evaluate import evaluate
from storyport.cli.health import doctor, engines, status
from storyport.cli.impact import impact
from storyport.cli.learn import learn
from storyport.cli.manage import manage
from storyport.cli.new import new
from storyport.cli.roundtrip import roundtrip
from storyport.cli.translate import translate

__all__ = ["app"]

app = typer.Typer(
    name="storyport",
    help="Takes one story to the world. Global, anywhere: --json, -q, -v, --home DIR, -h; first: --version.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _storyport() -> None:
    """Take the global flags' place in the help."""


app.command()(new)
bible.app.command("set")(set_one)
bible.app.command("call")(call)
bible.app.command("join")(join_two)
bible.app.command("merge")(merge)
bible.app.command("timeline")(timeline)
bible.app.command("speakers")(speakers)
bible.app.command("impact")(impact)
bible.app.command("slice")(slice_file)
bible.app.command("report")(report)
app.add_typer(bible.app, name="bible")
app.add_typer(style.app, name="style")
app.add_typer(pack.app, name="pack")
app.add_typer(memory.app, name="memory")
app.add_typer(review.app, name="review")
app.add_typer(route.app, name="route")
app.command()(learn)
app.command()(translate)
app.command()(demo)
app.command()(roundtrip)
app.command()(evaluate)
app.command()(engines)
app.command()(doctor)
app.command()(status)
app.command(context_settings={"ignore_unknown_options": True})(manage)
