"""Lets a story use genre packs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.packs import load_pack

if TYPE_CHECKING:
    # Models may only be imported once Django is set up.
    from storyport.story.models import Story

__all__ = ["drop_packs", "picked_packs", "use_packs"]


def picked_packs(story: Story) -> list[tuple[str, bool]]:
    """Return (name, whether it binds) of a story's packs, in the order picked."""
    from storyport.story.models import Pack

    return list(Pack.objects.filter(story=story).values_list("name", "binds"))


def use_packs(story: Story, names: Sequence[str], *, bind: bool = False) -> None:
    """Pick packs, after those that are picked; one picked again only changes whether it binds.

    Raises:
        BadInput: there is no such pack, or the story is not in Chinese; nothing is picked.
    """
    from django.db import transaction
    from django.db.models import Max

    from storyport.story.models import Pack

    if parse_locale(story.source_locale).language != "zh":
        raise BadInput(
            f"packs are of Chinese terms, and the story is in {story.source_locale}.",
            where="--story",
            do="Import a glossary of your own: storyport bible import.",
        )
    for name in names:
        load_pack(name)
    with transaction.atomic():
        last = Pack.objects.filter(story=story).aggregate(last=Max("order"))["last"] or 0
        for place, name in enumerate(names, start=last + 1):
            pack, _ = Pack.objects.get_or_create(story=story, name=name, defaults={"order": place})
            pack.binds = bind
            pack.save(update_fields=["binds"])


def drop_packs(story: Story, names: Sequence[str]) -> None:
    """Take packs away.

    Raises:
        BadInput: the story does not use one of them; nothing is taken away.
    """
    from storyport.story.models import Pack

    picked = [name for name, _ in picked_packs(story)]
    for name in names:
        if name not in picked:
            raise BadInput(
                f"the story does not use the pack {name!r}.",
                where=name,
                do=f"It uses: {', '.join(picked) or 'none'}.",
            )
    Pack.objects.filter(story=story, name__in=names).delete()
