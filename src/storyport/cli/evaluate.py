"""`storyport evaluate`: how good translations are, side by side."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storyport.cli.console import CONSOLE
from storyport.cli.stories import locale_or_none, open_story
from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole

if TYPE_CHECKING:
    from storyport.fiction.evaluation import Evaluation

__all__ = ["evaluate"]

_FORMATS = ("text", "json", "html")


def evaluate(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="What was translated.")],
    targets: Annotated[
        list[Path], typer.Argument(metavar="TARGET...", help="Its translations, one or more.")
    ],
    reference: Annotated[
        list[Path] | None,
        typer.Option("--reference", help="A translation by people; may repeat."),
    ] = None,
    from_: Annotated[str, typer.Option("--from", help="Source locale; default: as it looks.")] = "",
    to: Annotated[str, typer.Option("--to", help="Target locale; default: as it looks.")] = "",
    story: Annotated[str, typer.Option("--story", help="Whose bible holds the terms.")] = "",
    name: Annotated[
        list[str] | None, typer.Option("--name", help="Name of a target, in order; may repeat.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="text, json or html; default: as OUT ends, else text.")
    ] = "",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write it here.")] = None,
) -> None:
    """Compare translations with references and the bible: chrF, d-BLEU, terms, omissions."""
    shape = _format(format_, out)
    for path in (source, *targets, *(reference or [])):
        if not path.is_file():
            raise BadInput("there is no such file.", where=str(path), do="Check the path.")
    from storyport.work.database import set_up_django

    set_up_django()
    from storyport.fiction.evaluation import Question, as_dict, terms_of_story
    from storyport.fiction.evaluation import evaluate as compare

    question = Question(
        source=source,
        targets=targets,
        references=reference or (),
        names=name or (),
        from_=locale_or_none(from_),
        to=locale_or_none(to),
        terms=terms_of_story(open_story(story)) if story else None,
    )
    found = compare(question)
    _tell(found, shape, out)
    CONSOLE.result({**as_dict(found), "outputs": [str(out)] if out else []})


def _format(said: str, out: Path | None) -> str:
    ending = out.suffix.lower().lstrip(".") if out else ""
    shape = said or {"htm": "html"}.get(ending, ending if ending in _FORMATS else "text")
    if shape not in _FORMATS:
        raise BadInput(
            f"unknown format {shape!r}.", where="--format", do=f"Choose {', '.join(_FORMATS)}."
        )
    return shape


def _tell(found: Evaluation, shape: str, out: Path | None) -> None:
    from storyport.fiction.evaluation import as_dict, headline, render_html, table_of

    if shape == "text" and out is None:
        CONSOLE.say(headline(found))
        CONSOLE.table(*table_of(found))
        for line in _small_print(found):
            CONSOLE.say(line)
        return
    if shape == "json":
        text = json.dumps(as_dict(found), ensure_ascii=False, indent=1) + "\n"
    elif shape == "html":
        text = render_html(found)
    else:
        titles, rows = table_of(found)
        lines = ["\t".join(cells) for cells in (titles, *rows)]
        text = "\n".join((headline(found), *lines, *_small_print(found))) + "\n"
    if out is None:
        # As it is: a console would wrap it and make pictures of :words:.
        if not (CONSOLE.globals.json or CONSOLE.globals.quiet):
            sys.stdout.write(text)
        return
    write_whole(out, [text.encode("utf-8", "surrogatepass")])
    CONSOLE.say(f"{headline(found)}\n{out}")


def _small_print(found: Evaluation) -> list[str]:
    signatures = [f"{name}: {signature}" for name, signature in found.signatures.items()]
    return [*found.notes, *signatures]
