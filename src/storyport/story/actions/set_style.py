"""Changes a story's style of a locale, and reads what it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import LocaleInfo
from storyport.story.styles import FIELDS, LISTS, LocaleStyle, changed, default_style, style_value

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["reset_style", "set_style", "story_styles", "style_of"]


def story_styles(story: Story) -> dict[str, dict[str, object]]:
    """Return {locale: what the story has other than the defaults}, by one query."""
    from storyport.story.models import StyleChange

    return dict(StyleChange.objects.filter(story=story).values_list("locale", "values"))


def style_of(
    locale: LocaleInfo, told: Mapping[str, Mapping[str, object]] | None = None
) -> LocaleStyle:
    """Return the style of a locale.

    Args:
        told: what `story_styles` gave; None: the defaults alone. A locale without changes of
            its own takes those of its language.
    """
    told = told or {}
    values = {**told.get(locale.language, {}), **told.get(locale.tag, {})}
    return changed(default_style(locale), values, locale.tag)


def set_style(
    story: Story, locale: LocaleInfo, values: Mapping[str, object], *, add: bool = False
) -> LocaleStyle:
    """Change fields of a style, and return it as it is now.

    Args:
        add: rules are added to the lists of rules, not put in their place.

    Raises:
        BadInput: there is no such field, or a value cannot be used.
    """
    from django.db import transaction

    from storyport.story.models import Story as Stories
    from storyport.story.models import StyleChange

    said = {name: style_value(name, value) for name, value in values.items()}
    with transaction.atomic():
        Stories.objects.select_for_update().get(pk=story.pk)
        told = story_styles(story)
        if add:
            now = style_of(locale, told)
            for name in LISTS:
                if name in said:
                    rules = (*getattr(now, name), *_rules(said[name]))
                    said[name] = style_value(name, tuple(dict.fromkeys(rules)))
        own = {**told.get(locale.tag, {}), **{name: _plain(value) for name, value in said.items()}}
        style = style_of(locale, {**told, locale.tag: own})
        StyleChange.objects.update_or_create(
            story=story, locale=locale.tag, defaults={"values": own}
        )
    return style


def reset_style(story: Story, locale: LocaleInfo, names: Collection[str] = ()) -> LocaleStyle:
    """Take fields back to the defaults; no names: all of them.

    Raises:
        BadInput: there is no such field.
    """
    from storyport.story.models import StyleChange

    row = StyleChange.objects.filter(story=story, locale=locale.tag).first()
    if row is None:
        return style_of(locale, story_styles(story))
    for name in names:
        if name not in FIELDS:
            raise BadInput(
                f"a style has no {name!r}.", where=name, do=f"It has: {', '.join(FIELDS)}."
            )
    left = {name: value for name, value in row.values.items() if names and name not in names}
    if left:
        row.values = left
        row.save(update_fields=["values"])
    else:
        row.delete()
    return style_of(locale, story_styles(story))


def _rules(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple | list) else (str(value),)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
