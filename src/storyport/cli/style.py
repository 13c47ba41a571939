"""`storyport style`: how a story reads in a locale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import open_story
from storyport.kernel.errors import BadInput

if TYPE_CHECKING:
    from storyport.kernel.locales import LocaleInfo
    from storyport.story.styles import LocaleStyle

__all__ = ["app"]

app = typer.Typer(
    help="How a story reads in a locale: register, tense, honorifics, names, marks, limits.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_StoryName = Annotated[str, typer.Option("--story", help="Name of the story.")]
_Locale = Annotated[str, typer.Option("--to", help="Locale, such as en.")]
_Said = Annotated[
    list[str],
    typer.Argument(
        metavar="FIELD=VALUE...",
        help="Such as register='wry', profanity=1, quotes='« »', do='Keep the puns.'",
    ),
]


@app.command("show")
def show(story: _StoryName, to: _Locale) -> None:
    """Show a locale's style: what the story says, and the defaults beneath it."""
    from storyport.kernel.locales import parse_locale
    from storyport.story.actions.set_style import story_styles, style_of

    opened = open_story(story)
    locale = parse_locale(to)
    told = story_styles(opened)
    _tell(locale, style_of(locale, told), told.get(locale.tag, {}))


@app.command("set")
def set_(
    said: _Said,
    story: _StoryName,
    to: _Locale,
    add: Annotated[
        bool, typer.Option("--add", help="Add to the rules of do and dont, keep the others.")
    ] = False,
) -> None:
    """Change fields of a style. What was translated stays until --redo style asks for it."""
    from storyport.kernel.locales import parse_locale
    from storyport.story.actions.set_style import set_style, story_styles

    opened = open_story(story)
    locale = parse_locale(to)
    style = set_style(opened, locale, _values(said), add=add)
    _tell(locale, style, story_styles(opened).get(locale.tag, {}))


@app.command("reset")
def reset(
    story: _StoryName,
    to: _Locale,
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="FIELD...", help="Default: all of them.")
    ] = None,
) -> None:
    """Take fields back to the defaults."""
    from storyport.kernel.locales import parse_locale
    from storyport.story.actions.set_style import reset_style, story_styles

    opened = open_story(story)
    locale = parse_locale(to)
    style = reset_style(opened, locale, fields or ())
    _tell(locale, style, story_styles(opened).get(locale.tag, {}))


def _values(said: list[str]) -> dict[str, Any]:
    """Return {field: value}; a list's field may stand several times."""
    from storyport.story.styles import FIELDS, LISTS

    values: dict[str, Any] = {}
    for each in said:
        name, sign, value = each.partition("=")
        name = name.strip().replace("-", "_")
        if not sign:
            raise BadInput(f"{each!r} is no FIELD=VALUE.", do=f"Fields: {', '.join(FIELDS)}.")
        if name in LISTS:
            values[name] = [*values.get(name, []), value]
        else:
            values[name] = value.strip()
    return values


def _tell(locale: LocaleInfo, style: LocaleStyle, own: dict[str, object]) -> None:
    from storyport.story.styles import FIELDS

    rows = [
        (name, _shown(getattr(style, name)), "story" if name in own else "")
        for name in FIELDS
        if getattr(style, name) != "" and getattr(style, name) != ()
    ]
    CONSOLE.table((f"{locale.name}", "", "set by"), rows)
    CONSOLE.result(
        {
            "locale": locale.tag,
            "style": {name: getattr(style, name) for name in FIELDS},
            "own": sorted(own),
            "lines": list(style.lines),
        }
    )


def _shown(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)
