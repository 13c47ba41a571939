"""`storyport pack`: genre packs of a story."""

from __future__ import annotations

from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story
from storyport.cli.wording import counted

__all__ = ["app"]

app = typer.Typer(
    help="Genre packs: terms and set phrases of a genre, beneath a story's own bible.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_StoryName = Annotated[str, typer.Option("--story", help="Name of the story.")]
_Packs = Annotated[list[str], typer.Argument(metavar="PACK...", help="Names of packs.")]


@app.command("list")
def list_(
    story: Annotated[str, typer.Option("--story", help="Mark those that it has picked.")] = "",
) -> None:
    """Show the packs there are."""
    from storyport.story.packs import load_pack, pack_infos

    picked = _picked(story) if story else {}
    rows = [
        (
            info.name,
            str(len(load_pack(info.name))),
            {None: "", True: "binding", False: "hints"}[picked.get(info.name)],
            f"{info.title}. {info.about}",
        )
        for info in pack_infos()
    ]
    CONSOLE.table(("pack", "terms", "picked" if story else "", "what for"), rows)
    CONSOLE.result(
        {
            "packs": [
                {"name": name, "terms": int(count), "picked": said, "about": about}
                for name, count, said, about in rows
            ]
        }
    )


@app.command("show")
def show(
    pack: Annotated[str, typer.Argument(help="Name of a pack.")],
    to: Annotated[str, typer.Option("--to", help="Locale, such as es.")] = "en",
    kind: Annotated[str, typer.Option(help="Only terms of this kind.")] = "",
) -> None:
    """Show a pack's terms with what they are called in a locale."""
    from storyport.kernel.locales import parse_locale
    from storyport.story.guide import pack_facts

    locale = parse_locale(to)
    entries = [each for each in pack_facts(pack) if kind in ("", each.kind)]
    rows = []
    for entry in entries:
        found = entry.rendering_of(entry.headword, locale.tag)
        rows.append((entry.headword, entry.kind, found[0] if found else "", entry.note))
    CONSOLE.table(("term", "kind", locale.tag, "what it is"), rows)
    CONSOLE.say(f"{counted(len(rows), 'term')}.")
    CONSOLE.result(
        {
            "pack": pack,
            "terms": [
                {"source": source, "kind": sort, "target": target, "definition": note}
                for source, sort, target, note in rows
            ],
        }
    )


@app.command("use")
def use(
    packs: _Packs,
    story: _StoryName,
    bind: Annotated[
        bool, typer.Option("--bind", help="Its renderings are rules: told, checked, repaired.")
    ] = False,
) -> None:
    """Let a story use packs; the first one picked that knows a term says what it is called."""
    from storyport.story.actions.pick_packs import use_packs

    opened = open_story(story)
    use_packs(opened, packs, bind=bind)
    _tell(story)


@app.command("drop")
def drop(packs: _Packs, story: _StoryName) -> None:
    """Let a story use packs no more; what its own bible has stays."""
    from storyport.story.actions.pick_packs import drop_packs

    drop_packs(open_story(story), packs)
    _tell(story)


def _picked(story: str) -> dict[str, bool]:
    from storyport.story.actions.pick_packs import picked_packs

    return dict(picked_packs(open_story(story)))


def _tell(story: str) -> None:
    picked = _picked(story)
    said = [f"{name} (binding)" if binds else name for name, binds in picked.items()]
    CONSOLE.say(f"{story} uses: {', '.join(said) or 'no packs'}.")
    CONSOLE.result({"packs": [{"name": name, "binds": binds} for name, binds in picked.items()]})
