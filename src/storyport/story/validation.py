"""What may stand in a bible: clean text of bounded length, known kinds, known locales."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language import marks
from storyport.story.facts import (
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Status,
    Validity,
)

__all__ = [
    "ALIAS_KINDS",
    "CHOICES",
    "GENDERS",
    "KINDS",
    "STATUSES",
    "TURNING",
    "UNUSABLE",
    "checked",
    "checked_entry",
    "trimmed",
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
CHOICES = ("translate", "transliterate", "explain")
ALIAS_KINDS = ("full name", "given name", "short", "nickname", "title", "disguise", "variant")
"""What sorts of other forms there are; free words may stand there too."""
STATUSES: tuple[Status, ...] = ("proposed", "approved", "locked")

_SOURCE_LIMIT = 200
_TEXT_LIMIT = 300
_NOTE_LIMIT = 1000
_ALIAS_KIND_LIMIT = 20
_SCALE_LIMIT = 60
_SHORT_LIMIT = 60
_VOICE_LIMIT = 120
_SPEECH_LIMIT = 200
_CODEX_LIMIT = 1000
_EXCERPT_LIMIT = 300
# Chapters of the longest novels run into the thousands.
_LAST_TIME = 1_000_000
# Line and paragraph separators, surrogates, unassigned noncharacters.
UNUSABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
# They turn the order of what follows; a name that does so reads as another one.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# Composing would replace compatibility ideographs, which a writer of these chose on purpose.
_KEPT_SCRIPTS = frozenset({"Hans", "Hant", "Jpan", "Hani"})
_CUT = "\ufeff\u200b"


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
    shorn = trimmed(text)
    if lines:
        shorn = shorn.replace("\r\n", "\n")
    if not shorn and not empty:
        raise BadInput(f"the {what} is empty.", where=where, do="Give it, or leave it out.")
    if len(shorn) > limit:
        raise BadInput(
            f"the {what} has {len(shorn)} characters, and {limit} is the limit: {shorn[:30]}…",
            where=where,
            do="Shorten it.",
        )
    if shorn.isprintable():
        return shorn
    for character in shorn:
        if (unicodedata.category(character) in UNUSABLE and not (lines and character == "\n")) or (
            character in TURNING
        ):
            raise BadInput(
                f"the {what} has a control character (U+{ord(character):04X}).",
                where=where,
                do="Take it out; it cannot be seen, and no text would match.",
            )
    return shorn


def trimmed(text: str) -> str:
    """Return a text without white space and invisible marks at its ends."""
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
        scale=_line(entry.scale, "scale", _SCALE_LIMIT, where),
        step=_time(entry.step, "step", where),
        validity=_validity(entry.validity, where),
        alias_times={
            _form(form, "alias", where): _validity(times, where)
            for form, times in sorted(entry.alias_times.items())
            if trimmed(form) in aliases and any(times)
        },
        spoiler=_time(entry.spoiler, "spoiler limit", where),
        speech=_line(entry.speech, "way of speaking", _SPEECH_LIMIT, where),
        relations=tuple(_relation(one, source, where) for one in entry.relations),
        evidence=tuple(_evidence(one, where) for one in entry.evidence),
    )


def _line(text: str, what: str, limit: int, where: str) -> str:
    return checked(text, what, limit=limit, where=where, empty=True)


def _time(value: int, what: str, where: str) -> int:
    if not 0 <= value <= _LAST_TIME:
        raise BadInput(
            f"the {what} is {value}.", where=where, do=f"Give a number from 1 to {_LAST_TIME}."
        )
    return value


def _validity(times: Validity, where: str) -> Validity:
    since = _time(times.since, "beginning", where)
    until = _time(times.until, "end", where)
    if until and since > until:
        raise BadInput(
            f"this holds from {since} until {until}.", where=where, do="Turn the two around."
        )
    return Validity(since, until)


def _relation(relation: RelationFacts, source: str, where: str) -> RelationFacts:
    texts = {
        locale: RenderingFacts(text, status)
        for locale, (text, status) in relation.renderings.items()
    }
    told = _renderings(texts, source, where)
    return replace(
        relation,
        other=_form(relation.other, "headword of the one called", where),
        other_kind=_one_of(relation.other_kind, KINDS, "kind", where),
        word=_form(relation.word, "form of address", where),
        validity=_validity(relation.validity, where),
        renderings={
            locale: (facts.text, facts.status) for locale, facts in told.items() if facts.text
        },
    )


def _evidence(evidence: EvidenceFacts, where: str) -> EvidenceFacts:
    return EvidenceFacts(
        place=_line(evidence.place, "place of evidence", _SOURCE_LIMIT, where),
        excerpt=_line(evidence.excerpt, "excerpt", _EXCERPT_LIMIT, where),
        reason=_line(evidence.reason, "reason", 100, where),
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
        forms={
            _text(shape, "other shape", script, where): _line(
                what, "sort of shape", _SHORT_LIMIT, where
            )
            for shape, what in sorted(facts.forms.items())
        },
        gender=_one_of(facts.gender, GENDERS, "gender", where),
        pronouns=_line(facts.pronouns, "pronouns", _SHORT_LIMIT, where),
        voice=_line(facts.voice, "voice", _VOICE_LIMIT, where),
        choice=_one_of(facts.choice, CHOICES, "choice", where),
        codex=checked(
            facts.codex, "codex", limit=_CODEX_LIMIT, where=where, empty=True, lines=True
        ),
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
