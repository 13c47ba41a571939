"""`storyport route`: which engine does what in a story."""

from __future__ import annotations

from typing import Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story
from storyport.cli.wording import counted

__all__ = ["app"]

app = typer.Typer(
    help="Which engine does what in a story: by locale and kind of text, with fallbacks.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_StoryOption = Annotated[str, typer.Option("--story", help="The story.")]
_ToOption = Annotated[str | None, typer.Option("--to", help="Locales; default: all others.")]
_KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind", help="Kinds of text: paragraph, heading, cell, label, creator, alt, meta."
    ),
]


@app.command("list")
def list_(story: _StoryOption) -> int:
    """Show the rules; the most specific one holds, and --engine goes before all of them."""
    found = open_story(story)
    from storyport.localize.routing.policy import rules_of

    rules = rules_of(found)
    if not rules:
        CONSOLE.say("No rules: --engine, STORYPORT_TRANSLATE or storyport.toml say which engine.")
    else:
        CONSOLE.table(
            ("locale", "kind", "engines, in order", "what failed twice"),
            [
                (
                    rule.locale or "all others",
                    rule.kind or "all others",
                    ", ".join(rule.engines) or "as elsewhere",
                    rule.second or "as elsewhere",
                )
                for rule in rules
            ],
        )
    CONSOLE.result(
        {
            "rules": [
                {
                    "locale": rule.locale,
                    "kind": rule.kind,
                    "engines": list(rule.engines),
                    "second": rule.second,
                }
                for rule in rules
            ]
        }
    )
    return 0


@app.command("set")
def set_(
    story: _StoryOption,
    to: _ToOption = None,
    kind: _KindOption = None,
    engine: Annotated[
        str | None, typer.Option(help="Engines in order, such as openai:A,anthropic:B,memory.")
    ] = None,
    second: Annotated[str | None, typer.Option(help="Engine for what failed twice.")] = None,
) -> int:
    """Set a rule: engines for all, for some locales, for some kinds of text, or both."""
    from storyport.kernel.locales import parse_locales

    locales = parse_locales(to) if to else []
    found = open_story(story)
    from storyport.localize.routing.policy import set_rule

    rules = set_rule(
        found,
        locales=locales,
        kinds=_words(kind) or (),
        engines=_words(engine),
        second=second,
    )
    CONSOLE.say(f"{counted(len(rules), 'rule')} set. See: storyport route list --story {story}")
    CONSOLE.result({"set": len(rules)})
    return 0


@app.command("remove")
def remove(story: _StoryOption, to: _ToOption = None, kind: _KindOption = None) -> int:
    """Remove the rule of just these locales and kinds."""
    from storyport.kernel.errors import BadInput
    from storyport.kernel.locales import parse_locales

    locales = parse_locales(to) if to else []
    found = open_story(story)
    from storyport.localize.routing.policy import forget_rule

    count = forget_rule(found, locales=locales, kinds=_words(kind) or ())
    if not count:
        raise BadInput(
            "there is no such rule.", where="route", do=f"See: storyport route list --story {story}"
        )
    CONSOLE.say(f"{counted(count, 'rule')} removed.")
    CONSOLE.result({"removed": count})
    return 0


def _words(text: str | None) -> list[str] | None:
    return None if text is None else [word.strip() for word in text.split(",") if word.strip()]
