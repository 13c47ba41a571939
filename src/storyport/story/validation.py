"""What may stand in a bible: clean text of bounded length, known kinds, known locales."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language import marks
from storyport.story.facts import EntryFacts, RenderingFacts, Status

__all__ = [
    "GENDERS",
    "KINDS",
    "STATUSES",
    "checked",
    "checked_entry",
    "checked_name",
    "name_from_stem",
]

KINDS = (
    "character",
    "place",
    "faction",
    "rank",
    "item",
    "technique",
    "creature",
    "title",
    "address",
    "idiom",
    "heritage",
    "brand",
    "term",
)
GENDERS = ("female", "male", "neutral", "unknown")
STATUSES: tuple[Status, ...] = ("proposed", "approved", "locked")

_SOURCE_LIMIT = 200
_TEXT_LIMIT = 300
_NOTE_LIMIT = 1000
_ALIAS_KIND_LIMIT = 20
# Line and paragraph separators, surrogates, unassigned noncharacters.
_UNUSABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
# They turn the order of what follows; a name that does so reads as another one.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# Composing would replace compatibility ideographs, which a writer of these chose on purpose.
_KEPT_SCRIPTS = frozenset({"Hans", "Hant", "Jpan", "Hani"})
_CUT = "\ufeff\u200b"
# Names become file names, which hold 255 octets, ending and all, and no separators.
_NAME_LIMIT = 200
_NAME_OCTETS = 240
_SEPARATORS = "/\\"
# The marks of direction are right within a text, but a name needs none and hides them.
_UNNAMED = frozenset("\u061c\u200e\u200f")
_NAMELESS = "story"


def checked(
    text: str, what: str, *, limit: int, where: str = "", empty: bool = False, lines: bool = False
) -> str:
    """Return the text trimmed.

    Args:
        text: what was given. what: what it is, for the message.
        limit: length in characters at most. where: file and line, or option.
        empty: whether it may be empty. lines: whether it may have line breaks.

    Raises:
        BadInput: it is empty, too long, or has characters that nobody can see.
    """
    trimmed = _trimmed(text)
    if lines:
        trimmed = trimmed.replace("\r\n", "\n")
    if not trimmed and not empty:
        raise BadInput(f"the {what} is empty.", where=where, do="Give it, or leave it out.")
    if len(trimmed) > limit:
        raise BadInput(
            f"the {what} has {len(trimmed)} characters, and {limit} is the limit: {trimmed[:30]}…",
            where=where,
            do="Shorten it.",
        )
    for character in trimmed:
        if (unicodedata.category(character) in _UNUSABLE and not (lines and character == "\n")) or (
            character in _TURNING
        ):
            raise BadInput(
                f"the {what} has a control character (U+{ord(character):04X}).",
                where=where,
                do="Take it out; it cannot be seen, and no text would match.",
            )
    return trimmed


def checked_name(text: str, what: str = "name of a story", where: str = "--story") -> str:
    """Return a name trimmed, in NFC; files are called by it.

    Raises:
        BadInput: it is empty, too long, all dots, or has separators of paths, control
            characters or marks of direction in it.
    """
    name = checked(unicodedata.normalize("NFC", text), what, limit=_NAME_LIMIT, where=where)
    bad = next((c for c in name if c in _SEPARATORS or c in _UNNAMED), "")
    if bad:
        shown = bad if bad in _SEPARATORS else f"U+{ord(bad):04X}"
        raise BadInput(
            f"the {what} has {shown} in it.", where=where, do="Take it out; files are called so."
        )
    if not name.strip("."):
        raise BadInput(f"the {what} is all dots.", where=where, do="Files are called so; write it.")
    if len(name.encode()) > _NAME_OCTETS:
        raise BadInput(
            f"the {what} has {len(name.encode())} octets, and {_NAME_OCTETS} is the limit.",
            where=where,
            do="Shorten it; files are called so.",
        )
    return name


def name_from_stem(stem: str) -> str:
    """Return the name that a file's stem makes: what no name may have is left out."""
    kept = (
        "_" if letter in _SEPARATORS else letter
        for letter in stem
        if unicodedata.category(letter) not in _UNUSABLE
        and letter not in _TURNING
        and letter not in _UNNAMED
    )
    name = _trimmed(unicodedata.normalize("NFC", "".join(kept)))[:_NAME_LIMIT]
    name = _trimmed(name.encode()[:_NAME_OCTETS].decode("utf-8", "ignore"))
    return name if name.strip(".") else _NAMELESS


def _trimmed(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, text.strip().strip(_CUT)
    return text


def checked_entry(entry: EntryFacts, source: str, where: str = "") -> EntryFacts:
    """Return the entry with its texts trimmed and normalized, its parts in a fixed order.

    Args:
        entry: kind and gender may be empty, a rendering may say nothing.
        source: locale of the story. where: file and line, for messages.

    Raises:
        BadInput: something of it cannot be used.
    """
    headword = checked(entry.headword, "headword", limit=_SOURCE_LIMIT, where=where)
    where = where or headword
    aliases = {
        _form(alias, "alias", where): checked(
            entry.alias_kinds.get(alias, ""),
            "kind of an alias",
            limit=_ALIAS_KIND_LIMIT,
            where=where,
            empty=True,
        )
        for alias in entry.aliases
    }
    aliases.pop(headword, None)
    return replace(
        entry,
        headword=_form(headword, "headword", where),
        kind=_one_of(entry.kind, KINDS, "kind", where),
        gender=_one_of(entry.gender, GENDERS, "gender", where),
        aliases=tuple(sorted(aliases)),
        alias_kinds={alias: kind for alias, kind in sorted(aliases.items()) if kind},
        note=checked(entry.note, "note", limit=_NOTE_LIMIT, where=where, empty=True, lines=True),
        renderings=_renderings(entry.renderings, source, where),
    )


def _renderings(
    renderings: Mapping[str, RenderingFacts], source: str, where: str
) -> dict[str, RenderingFacts]:
    found: dict[str, RenderingFacts] = {}
    for tag, facts in renderings.items():
        try:
            locale = parse_locale(tag)
        except BadInput as error:
            raise BadInput(error.what, where=where, do=error.do) from error
        if locale.tag == source:
            raise BadInput(
                f"{locale} is the language the story is written in.",
                where=where,
                do="A rendering is for another locale.",
            )
        if locale.tag in found:
            raise BadInput(f"{locale} stands here twice.", where=where, do="Keep one of the two.")
        found[locale.tag] = _rendering(facts, locale.script, where)
    return dict(sorted(found.items()))


def _rendering(facts: RenderingFacts, script: str, where: str) -> RenderingFacts:
    text = _text(facts.text, "rendering", script, where, empty=True)
    aliases = {
        _form(form, "alias", where): (_text(own, "rendering", script, where, empty=True), status)
        for form, (own, status) in facts.aliases.items()
    }
    return replace(
        facts,
        text=text,
        # What is not said has not been decided either.
        status=facts.status if text else "proposed",
        banned=tuple(
            dict.fromkeys(_text(ban, "banned form", script, where) for ban in facts.banned)
        ),
        aliases={form: own for form, own in sorted(aliases.items()) if own[0]},
    )


def _form(text: str, what: str, where: str) -> str:
    return _unmarked(checked(text, what, limit=_SOURCE_LIMIT, where=where), what, where)


def _text(text: str, what: str, script: str, where: str, *, empty: bool = False) -> str:
    text = text if script in _KEPT_SCRIPTS else unicodedata.normalize("NFC", text)
    text = checked(text, what, limit=_TEXT_LIMIT, where=where, empty=empty)
    return _unmarked(text, what, where)


def _unmarked(text: str, what: str, where: str) -> str:
    if marks.escape(text) != text:
        raise BadInput(
            f"the {what} has something that looks like an inline mark: {text}",
            where=where,
            do="Take the <1>, </1> or <2/> out; a name has no markup.",
        )
    return text


def _one_of(value: str, known: tuple[str, ...], what: str, where: str) -> str:
    value = value.strip().lower()
    if value and value not in known:
        raise BadInput(
            f"unknown {what} {value!r}.", where=where, do=f"Use one of {', '.join(known)}."
        )
    return value
