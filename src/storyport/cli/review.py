"""`storyport review`: targets out to a human reviewer as a table, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story
from storyport.cli.wording import counted
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

if TYPE_CHECKING:
    from storyport.localize.reviewing.exporting import Selection
    from storyport.localize.reviewing.outcomes import Import

__all__ = ["app"]

app = typer.Typer(
    help="Targets out to a reviewer as .xlsx, .docx or .xliff, and back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_SHOWN = 40
_CUT = 100
_COMPARED = frozenset({"file", "story"})
_StoryName = Annotated[str, typer.Option("--story", help="Name of the story.")]
_Locale = Annotated[str, typer.Option("--to", help="Locale, such as en.")]


@app.command("export")
def export_file(
    story: _StoryName,
    to: _Locale,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help=".xlsx, .docx, .xliff or .xlf")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="FILE, as an option.")] = None,
    only: Annotated[str | None, typer.Option(help="Chapters, such as 1-20 or 3,5,8-10.")] = None,
    status: Annotated[
        str, typer.Option(help="Of none,draft,checked,reviewed,locked; default: any.")
    ] = "",
    what: Annotated[
        str, typer.Option(help="all, open (not reviewed yet) or findings (something is amiss).")
    ] = "all",
) -> int:
    """Write the story's targets to a table that a reviewer can work in."""
    path = file or out
    if path is None or (file and out):
        raise BadInput("one file is needed.", where="FILE", do="Name it, such as review.xlsx.")
    locale = parse_locale(to)
    found = open_story(story)
    from storyport.localize.reviewing.exporting import export_review

    done = export_review(found, locale, path, _selection(only, status, what))
    if done.rows:
        CONSOLE.say(f"{counted(done.rows, 'row')}: {path}")
    else:
        CONSOLE.say("Nothing to review with these options; no file was written.")
    if done.left_out:
        CONSOLE.say(
            f"{counted(len(done.left_out), 'row')} longer than a cell can hold left out"
            f" ({', '.join(done.left_out[:5])}); .xliff holds them."
        )
    CONSOLE.result(
        {
            "rows": done.rows,
            "export": done.reference,
            "left_out": list(done.left_out),
            "outputs": [str(path)] if done.rows else [],
        }
    )
    return 1 if done.left_out else 0


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table that came back.")],
    story: _StoryName,
    to: _Locale,
    all_reviewed: Annotated[
        bool, typer.Option("--all-reviewed", help="All of it was read: unmarked lines are ok.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Over what was changed or locked since the export.")
    ] = False,
    moved: Annotated[
        bool, typer.Option("--moved", help="Targets that changed places are meant to.")
    ] = False,
) -> int:
    """Take in what a reviewer decided; exit code 1 if something is left for a person."""
    locale = parse_locale(to)
    found = open_story(story)
    from storyport.localize.reviewing.importing import Wish, import_review

    wish = Wish(all_reviewed=all_reviewed, force=force, moved=moved)
    done = import_review(found, locale, file, wish)
    _tell(done)
    CONSOLE.result(_value(done))
    return done.exit_code


def _selection(only: str | None, status: str, what: str) -> Selection:
    from storyport.kernel.ranges import Ranges
    from storyport.localize.reviewing.exporting import STATUSES, WHAT, Selection

    statuses = frozenset(word.strip() for word in status.split(",") if word.strip())
    unknown = sorted(statuses - set(STATUSES))
    if unknown:
        raise BadInput(
            f"unknown status {unknown[0]!r}.", where="--status", do=f"Of {', '.join(STATUSES)}."
        )
    wanted = next((name for name in WHAT if name == what), None)
    if wanted is None:
        raise BadInput(f"unknown choice {what!r}.", where="--what", do=f"One of {', '.join(WHAT)}.")
    ranges = Ranges() if only is None else Ranges.parse(only, "--only")
    return Selection(ranges, statuses, wanted)


def _tell(done: Import) -> None:
    CONSOLE.say(
        f"{counted(done.rows, 'row')}: {done.count('edited')} edited and {done.count('approved')} approved"
        f" are reviewed now, {done.count('unchanged')} unchanged."
    )
    said = {
        "refused": "cannot be used",
        "conflict": "in conflict with what the story has now; that is kept",
        "open": "left open by the reviewer",
        "emptied": "emptied; the targets stay",
        "repeated": "stand twice",
    }
    for kind, words in said.items():
        if done.counts.get(kind):
            CONSOLE.say(f"{done.counts[kind]} {words}.")
    if done.missing:
        CONSOLE.say(
            f"{counted(done.missing, 'row')} of what went out not in the file, left as it is."
        )
    if done.comments:
        CONSOLE.say(f"{counted(done.comments, 'comment')} kept with the lines.")
    if done.remembered:
        CONSOLE.say(f"{counted(done.remembered, 'new pair')} in the memory.")
    for note in done.notes:
        CONSOLE.say(f"Note: {note}.")
    _show(done)


def _show(done: Import) -> None:
    for row in done.listed[:_SHOWN]:
        CONSOLE.say(f"{row.place}, {row.kind}: {row.why or ' '.join(row.findings)}")
        differs = _shared(row.target, row.now) if row.kind == "conflict" else 0
        for name, text in (
            ("source", row.source),
            ("file", row.target),
            ("story", row.now if row.kind == "conflict" else ""),
            ("comment", row.comment),
        ):
            if text:
                CONSOLE.say(f"  {name:<8} {_cut(text, differs if name in _COMPARED else 0)}")
    if len(done.listed) > _SHOWN:
        CONSOLE.say(f"… and {len(done.listed) - _SHOWN} more; --json has them all.")


def _shared(one: str, other: str) -> int:
    """Return how much two texts begin with in common; what differs is what a person looks for."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, shared: int = 0) -> str:
    """Return some of a text: from its beginning, or from a little before where it differs."""
    text = " ".join(text.split())
    start = max(0, shared - _CUT // 4) if len(text) > _CUT else 0
    text = ("…" if start else "") + text[start:]
    return text if len(text) <= _CUT else text[: _CUT - 1] + "…"


def _value(done: Import) -> dict[str, object]:
    def of(kind: str) -> list[dict[str, object]]:
        return [row.as_dict() for row in done.listed if row.kind == kind]

    return {
        "rows": done.rows,
        "taken": done.count("edited") + done.count("approved"),
        "edited": done.count("edited"),
        "approved": done.count("approved"),
        "unchanged": done.count("unchanged"),
        "conflicts": of("conflict"),
        **{kind: of(kind) for kind in ("refused", "open", "emptied", "repeated")},
        "findings": [row.as_dict() for row in done.listed if row.findings],
        "missing": done.missing,
        "comments": done.comments,
        "remembered": done.remembered,
        "notes": list(done.notes),
    }
