"""The story bible, for other programs.

    from storyport.story import open_story, load_bible, load_index, slice_of

    story = open_story("novel")              # finds the database as the commands do
    bible = load_bible(story)                # frozen facts: bible.named("林风")[0].renderings["en"]
    index = load_index(story)                # the bible over its packs, ready to be matched
    part = slice_of(index, text.splitlines(), parse_locale("en"))
    part.as_dict()                           # what a prompt, or a check, needs of it

What changes a bible is one function a verb, under `storyport.story.actions`: `set_entry`, `relate`,
`approve`, `lock`, `remove`, `import_bible`, `export_bible`, `set_style`, `use_packs`. Each is one
transaction: all of it or nothing. `find_conflicts` tells contradictions; `EntryFacts` and its kin
(`storyport.story.facts`) are plain frozen data that pickle and compare.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storyport.kernel.locales import parse_locale
    from storyport.story.actions.approve import approve, approve_all
    from storyport.story.actions.export_bible import export_bible
    from storyport.story.actions.import_bible import import_bible
    from storyport.story.actions.lock import lock, unlock
    from storyport.story.actions.pick_packs import drop_packs, use_packs
    from storyport.story.actions.relate import Address, relate
    from storyport.story.actions.remove import Removal, remove
    from storyport.story.actions.set_entry import Saying, set_entry
    from storyport.story.actions.set_style import set_style, style_of
    from storyport.story.conflicts import Conflict, find_conflicts
    from storyport.story.facts import (
        Bible,
        EntryFacts,
        EvidenceFacts,
        RelationFacts,
        RenderingFacts,
        Validity,
    )
    from storyport.story.guide import load_guide
    from storyport.story.matching import FactIndex, load_index
    from storyport.story.reading import load_bible
    from storyport.story.slicing import Slice, SliceTerm, slice_of
    from storyport.story.stories import find_story, make_story, open_story
    from storyport.story.styles import LocaleStyle, default_style

_HOMES = {
    "storyport.kernel.locales": ("parse_locale",),
    "storyport.story.actions.approve": ("approve", "approve_all"),
    "storyport.story.actions.export_bible": ("export_bible",),
    "storyport.story.actions.import_bible": ("import_bible",),
    "storyport.story.actions.lock": ("lock", "unlock"),
    "storyport.story.actions.pick_packs": ("drop_packs", "use_packs"),
    "storyport.story.actions.relate": ("Address", "relate"),
    "storyport.story.actions.remove": ("Removal", "remove"),
    "storyport.story.actions.set_entry": ("Saying", "set_entry"),
    "storyport.story.actions.set_style": ("set_style", "style_of"),
    "storyport.story.conflicts": ("Conflict", "find_conflicts"),
    "storyport.story.facts": (
        "Bible",
        "EntryFacts",
        "EvidenceFacts",
        "RelationFacts",
        "RenderingFacts",
        "Validity",
    ),
    "storyport.story.guide": ("load_guide",),
    "storyport.story.matching": ("FactIndex", "load_index"),
    "storyport.story.reading": ("load_bible",),
    "storyport.story.slicing": ("Slice", "SliceTerm", "slice_of"),
    "storyport.story.stories": ("find_story", "make_story", "open_story"),
    "storyport.story.styles": ("LocaleStyle", "default_style"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Address",
    "Bible",
    "Conflict",
    "EntryFacts",
    "EvidenceFacts",
    "FactIndex",
    "LocaleStyle",
    "RelationFacts",
    "Removal",
    "RenderingFacts",
    "Saying",
    "Slice",
    "SliceTerm",
    "Validity",
    "approve",
    "approve_all",
    "default_style",
    "drop_packs",
    "export_bible",
    "find_conflicts",
    "find_story",
    "import_bible",
    "load_bible",
    "load_guide",
    "load_index",
    "lock",
    "make_story",
    "open_story",
    "parse_locale",
    "relate",
    "remove",
    "set_entry",
    "set_style",
    "slice_of",
    "style_of",
    "unlock",
    "use_packs",
]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: this package is an app of Django's, which reads it before it is set up.
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
