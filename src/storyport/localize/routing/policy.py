"""A story's policy: rules that a person sets, the most specific of which holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from storyport.engines.translate import resolve
from storyport.formats.base import UnitKind
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.localize.models import Route
from storyport.localize.routing.names import MEMORY
from storyport.story.models import Story

__all__ = ["Rule", "forget_rule", "rules_of", "set_rule"]

_KINDS: tuple[str, ...] = get_args(UnitKind)


@dataclass(frozen=True)
class Rule:
    """One rule; an empty locale or kind means all that no other rule names.

    Attributes:
        engines: in order of preference; empty leaves them to what holds besides.
        second: for what failed twice; empty: none.
    """

    locale: str = ""
    kind: str = ""
    engines: tuple[str, ...] = ()
    second: str = ""


def rules_of(story: Story) -> list[Rule]:
    """Return a story's rules, the general ones first."""
    return [
        Rule(row.locale, row.kind, tuple(row.engines), row.second)
        for row in Route.objects.filter(story=story).order_by("locale", "kind")
    ]


def set_rule(
    story: Story,
    *,
    locales: Sequence[LocaleInfo] = (),
    kinds: Sequence[str] = (),
    engines: Sequence[str] | None = None,
    second: str | None = None,
) -> list[Rule]:
    """Set rules, one for each locale and kind named; what is None stays as it is.

    Returns:
        the rules that were set.

    Raises:
        BadInput: no such engine or kind, or nothing is said.
    """
    if engines is None and second is None:
        raise BadInput("nothing is said.", where="route", do="Give --engine, --second or both.")
    for kind in kinds:
        if kind not in _KINDS:
            raise BadInput(
                f"no kind of text is called {kind!r}.",
                where="--kind",
                do=f"One of: {', '.join(_KINDS)}.",
            )
    named = None if engines is None else [_checked(name, "--engine") for name in engines]
    besides = None if second is None else (_checked(second, "--second") if second else "")
    if besides == MEMORY:
        raise BadInput("memory cannot mend what failed.", where="--second", do="Name an engine.")
    rules = []
    for locale in [each.tag for each in locales] or [""]:
        for kind in kinds or [""]:
            row, _ = Route.objects.get_or_create(story=story, locale=locale, kind=kind)
            row.engines = row.engines if named is None else named
            row.second = row.second if besides is None else besides
            row.save()
            rules.append(Rule(locale, kind, tuple(row.engines), row.second))
    return rules


def forget_rule(
    story: Story, *, locales: Sequence[LocaleInfo] = (), kinds: Sequence[str] = ()
) -> int:
    """Remove the rules of just these locales and kinds; return how many there were."""
    rows = Route.objects.filter(
        story=story,
        locale__in=[each.tag for each in locales] or [""],
        kind__in=list(kinds) or [""],
    )
    return rows.delete()[0]


def _checked(name: str, where: str) -> str:
    name = name.strip()
    if name == MEMORY:
        return name
    if name in {"", "auto"}:
        raise BadInput(
            f"{name or 'nothing'} names no engine.",
            where=where,
            do="See: storyport engines. To leave it open again: storyport route remove.",
        )
    try:
        return resolve(name, {})
    except BadInput as error:
        error.where = where
        raise
