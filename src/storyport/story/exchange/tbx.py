"""The bible as TBX-Basic (ISO 30042:2019), for terminology tools.

Written in DCA style (data categories as attributes): a `conceptEntry` per entry, a `langSec` per
locale, a `termSec` per headword, alias, rendering and banned form.

| bible | TBX-Basic |
|---|---|
| kind | `subjectField` of the concept |
| note | `note` of the concept, one per line |
| headword; alias | term of the source language, `preferredTerm-admn-sts`; `admittedTerm-admn-sts` |
| alias that is a full name, short, a variant | `termType` `fullForm`, `shortForm`, `variant` |
| rendering: approved (or locked); proposed | `preferredTerm-admn-sts`; `admittedTerm-admn-sts` |
| banned form | `deprecatedTerm-admn-sts` |
| alias's own rendering | a term with a `crossReference` to the alias |
| gender, of the entry and in a locale | `grammaticalGender` of the headword, of the rendering |
| codex | `definition` of the `langSec`, one per line |
| evidence | `context` of the headword, with its `source` and a `note` |
| (by kind) | `partOfSpeech` `noun`, `other` for idioms |

What TBX-Basic has no place for (`LOST`) is written for people into notes whose ids begin with
`storyport-`, and named as lost: these notes are not read again. What comes back is what was
written, less `LOST`.

Read are TBX-Basic of 2019 in DCA and in DCT style, its drafts, other dialects as far as they are
the same, and TBX-Basic of 2008 (`martif`). Superseded terms are banned ones; a definition of the
concept or in the source language is a note; further synonyms in a target language are not used.

Sources: ISO 30042:2019; the data categories of the modules Min and Basic (tbxinfo.net);
ISO 30042:2008 for `martif`.
"""

from __future__ import annotations

from pathlib import Path

from storyport.story.exchange.base import Sheet
from storyport.story.exchange.tbx_losses import LOST
from storyport.story.facts import Bible

__all__ = ["LOST", "read", "write"]


def read(path: Path, source: str, to: str) -> Sheet:
    """Read a termbase, concept by concept.

    Raises:
        BadInput: it is broken or no TBX, or concepts cannot be used (all of them are named).
    """
    from storyport.story.exchange.tbx_reading import read_termbase

    return read_termbase(path, source, to)


def write(path: Path, bible: Bible, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Write a termbase; return what it cannot hold.

    Raises:
        BadInput: there are no entries (TBX wants one), or a character that XML cannot hold.
    """
    from storyport.story.exchange.tbx_writing import write_termbase

    return write_termbase(path, bible, locales)
