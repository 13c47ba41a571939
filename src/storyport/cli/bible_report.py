"""`storyport bible report`: what every name and term is called in the targets, in every medium."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import locales_or_none, open_story
from storyport.cli.wording import counted
from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    from storyport.localize.consistency.report import EntryUse, LocaleUse

__all__ = ["report"]

_FORMS = 3


def report(
    story: Annotated[str, typer.Option(help="The story.")],
    to: Annotated[str, typer.Option("--to", help="Locales, such as en,es; default: all.")] = "",
    out: Annotated[
        Path | None, typer.Option("-o", metavar="FILE.html", help="Write it as a page.")
    ] = None,
    kind: Annotated[str, typer.Option(help="Only these kinds, such as character,place.")] = "",
) -> int:
    """Show how consistent names and terms are over all works; -o writes a page with every place."""
    kinds = _kinds(kind)
    locales = locales_or_none(to)
    found = open_story(story)
    from storyport.cli.progress import run_bar
    from storyport.localize.consistency.pages import write_page
    from storyport.localize.consistency.report import find_consistency
    from storyport.localize.consistency.values import consistency_value

    with run_bar() as bar:
        consistency = find_consistency(found, locales, kinds, bar.stage)
    if not consistency.locales:
        raise BadInput(
            "nothing of it is translated yet.",
            where=story,
            do=f"Translate it first: storyport translate FILE --to en --story {story}",
        )
    for each in consistency.locales:
        _show(each)
    if out is not None:
        write_page(consistency, out)
        CONSOLE.say(f"\n{out}")
    CONSOLE.result(
        {**consistency_value(consistency), "outputs": [str(out)] if out is not None else []}
    )
    return 0


def _kinds(kind: str) -> list[str]:
    from storyport.story.validation import KINDS

    kinds = [name.strip() for name in kind.split(",") if name.strip()]
    for name in kinds:
        if name not in KINDS:
            raise BadInput(
                f"unknown kind {name!r}.", where="--kind", do=f"One of {', '.join(KINDS)}."
            )
    return kinds


def _show(found: LocaleUse) -> None:
    share = "nothing decided stands in a translated line yet"
    if found.share is not None:
        decided = counted(len(found.binding), "decided entry", "decided entries")
        share = f"{_per_cent(found.share)} of the lines of {decided} as agreed"
    CONSOLE.say(
        f"{found.locale.name}: {found.met:,} of {counted(len(found.entries), 'entry', 'entries')}"
        f" in the text, {counted(found.occurrences, 'occurrence')}; {share}."
    )
    told = ", ".join(f"{count} {verdict}" for verdict, count in found.verdicts.items())
    if told:
        CONSOLE.say(f"  {told}")
    if found.worst:
        CONSOLE.table(
            ("headword", "agreed", "as agreed", "instead"), [_row(use) for use in found.worst]
        )


def _row(use: EntryUse) -> tuple[str, str, str, str]:
    instead = [form for form in use.forms if not form.is_agreed]
    told = [f"{form.form or form.role} ×{form.lines}" for form in instead[:_FORMS]]
    if len(instead) > _FORMS:
        told.append("…")
    return (
        use.entry.headword,
        use.rendering,
        f"{use.agreed} of {use.translated}",
        ", ".join(told),
    )


def _per_cent(share: float) -> str:
    # All of it is 100 %, and nothing less.
    return "100 %" if share == 1 else f"{min(100 * share, 99.9):.1f} %"
