"""Writes the bible as TBX-Basic in DCA style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from storyport.formats.review.base import escape_controls
from storyport.kernel.errors import BadInput
from storyport.kernel.files import write_whole
from storyport.story.exchange.cells import join_forms
from storyport.story.exchange.losses import told_losses
from storyport.story.exchange.tbx_losses import GENDERS, LOST, TERM_TYPES, has_terms
from storyport.story.facts import (
    Bible,
    EntryFacts,
    EvidenceFacts,
    RelationFacts,
    RenderingFacts,
    Status,
    Validity,
)

__all__ = ["write_termbase"]

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_STATUS: dict[Status, str] = {
    "locked": "preferredTerm-admn-sts",
    "approved": "preferredTerm-admn-sts",
    "proposed": "admittedTerm-admn-sts",
}
_BANNED = "deprecatedTerm-admn-sts"
_SPEECH_PARTS = {"idiom": "other", "heritage": "", "term": "", "": ""}


def write_termbase(path: Path, bible: Bible, locales: Sequence[str]) -> tuple[str, ...]:
    """Write a termbase, whole or not at all; return what it cannot hold.

    Raises:
        BadInput: there are no entries, or a character that XML cannot hold.
    """
    if not bible.entries:
        raise BadInput(
            "the bible has no entries, and TBX wants one at least.",
            where=str(path),
            do="Export an empty bible as JSON or CSV.",
        )
    write_whole(path, (chunk.encode() for chunk in _chunks(bible, locales)))
    return told_losses(bible, LOST, "stand in notes for people only, and are not read again")


def _chunks(bible: Bible, locales: Sequence[str]) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tbx type="TBX-Basic" style="dca" xml:lang={quoteattr(bible.source)} '
        f'xmlns="{_NAMESPACE}">\n'
        "  <tbxHeader>\n    <fileDesc>\n      <titleStmt><title>Story bible</title></titleStmt>\n"
        "      <sourceDesc><p>Names and terms of a story, written by Storyport.</p></sourceDesc>\n"
        "    </fileDesc>\n  </tbxHeader>\n  <text>\n    <body>\n"
    )
    for number, entry in enumerate(bible.entries, start=1):
        lines = "".join(_concept(entry, number, bible.source, locales))
        if escape_controls(lines) != lines:
            raise BadInput(
                f"{entry} has a character that XML cannot hold.",
                where=entry.headword,
                do="Take it out, or export it as JSON.",
            )
        yield lines
    yield "    </body>\n  </text>\n</tbx>\n"


def _concept(entry: EntryFacts, number: int, source: str, locales: Sequence[str]) -> Iterator[str]:
    name = f"c{number}"
    yield f'      <conceptEntry id="{name}">\n'
    if entry.kind:
        yield f'        <descrip type="subjectField">{escape(entry.kind)}</descrip>\n'
    yield from (f"        <note>{escape(line)}</note>\n" for line in _lines(entry.note))
    for at, told in enumerate(_for_people(entry), start=1):
        yield f'        <note id="storyport-{name}-{at}">{escape(told)}</note>\n'
    yield f"        <langSec xml:lang={quoteattr(source)}>\n"
    yield from _source_terms(entry, name)
    yield "        </langSec>\n"
    for locale in locales:
        facts = entry.renderings.get(locale)
        if facts is not None and has_terms(entry, facts):
            yield f"        <langSec xml:lang={quoteattr(locale)}>\n"
            for line in _lines(facts.codex):
                yield f'          <descrip type="definition">{escape(line)}</descrip>\n'
            yield from _target_terms(entry, facts, name)
            yield "        </langSec>\n"
    yield "      </conceptEntry>\n"


def _lines(text: str) -> list[str]:
    # Readers may fold the white space of a text, so that every line has an element of its own.
    return text.split("\n") if text else []


def _source_terms(entry: EntryFacts, name: str) -> Iterator[str]:
    yield from _term(
        entry.headword,
        "preferredTerm-admn-sts",
        entry,
        gender=entry.gender,
        more="".join(_context(one) for one in entry.evidence),
    )
    for at, alias in enumerate(entry.aliases, start=1):
        kind = TERM_TYPES.get(entry.alias_kinds.get(alias, ""), "")
        yield from _term(
            alias, "admittedTerm-admn-sts", entry, name=f"{name}-a{at}", term_type=kind
        )


def _target_terms(entry: EntryFacts, facts: RenderingFacts, name: str) -> Iterator[str]:
    if facts.text:
        yield from _term(facts.text, _STATUS[facts.status], entry, gender=facts.gender)
    for at, alias in enumerate(entry.aliases, start=1):
        text, status = facts.aliases.get(alias, ("", "proposed"))
        if text:
            link = f'            <ref type="crossReference" target="{name}-a{at}">{escape(alias)}</ref>\n'
            yield from _term(text, _STATUS[status], entry, more=link)
    for ban in facts.banned:
        yield from _term(ban, _BANNED, entry)


def _term(
    text: str,
    status: str,
    entry: EntryFacts,
    *,
    gender: str = "",
    term_type: str = "",
    name: str = "",
    more: str = "",
) -> Iterator[str]:
    yield f'          <termSec id="{name}">\n' if name else "          <termSec>\n"
    yield f"            <term>{escape(text)}</term>\n"
    yield _term_note("administrativeStatus", status)
    if part := _SPEECH_PARTS.get(entry.kind, "noun"):
        yield _term_note("partOfSpeech", part)
    if term_type:
        yield _term_note("termType", term_type)
    if gender:
        yield _term_note("grammaticalGender", GENDERS[gender])
    yield more
    yield "          </termSec>\n"


def _term_note(category: str, value: str) -> str:
    return f'            <termNote type="{category}">{value}</termNote>\n'


def _context(evidence: EvidenceFacts) -> str:
    place, reason = escape(evidence.place), escape(evidence.reason)
    return (
        "            <descripGrp>\n"
        f'              <descrip type="context">{escape(evidence.excerpt)}</descrip>\n'
        + (f'              <admin type="source">{place}</admin>\n' if place else "")
        + (f"              <note>{reason}</note>\n" if reason else "")
        + "            </descripGrp>\n"
    )


def _for_people(entry: EntryFacts) -> Iterator[str]:
    """Give what has no place of its own, in words."""
    if entry.scale or entry.step:
        yield f"rank: {entry.scale} {entry.step or ''}".rstrip()
    if any(entry.validity):
        yield f"holds {_span(entry.validity)}"
    if entry.spoiler:
        yield f"a reader should not know of it before chapter {entry.spoiler}"
    if entry.speech:
        yield f"speaks: {entry.speech}"
    if entry.confidence is not None:
        yield f"confidence: {entry.confidence}"
    for alias, kind in entry.alias_kinds.items():
        if kind not in TERM_TYPES:
            yield f"{alias}: {kind}"
    for alias, times in entry.alias_times.items():
        yield f"{alias}: used {_span(times)}"
    for locale, facts in entry.renderings.items():
        yield from (f"{locale} {told}" for told in _of_locale(entry, facts))
    yield from map(_called, entry.relations)


def _of_locale(entry: EntryFacts, facts: RenderingFacts) -> Iterator[str]:
    if facts.forms:
        yield f"other shapes: {join_forms(facts.forms)}"
    for what in ("pronouns", "voice", "choice"):
        if said := getattr(facts, what):
            yield f"{what}: {said}"
    if facts.gender and not facts.text:
        yield f"gender: {facts.gender}"
    if facts.codex and not has_terms(entry, facts):
        yield f"codex: {' '.join(facts.codex.split())}"
    for form, (text, status) in facts.aliases.items():
        if form not in entry.aliases:
            yield f"{form}: {text} ({status})"
    if facts.status == "locked" and facts.text:
        yield f"locked: {facts.text}"
    yield from (
        f"locked: {text}"
        for form, (text, status) in facts.aliases.items()
        if status == "locked" and form in entry.aliases
    )


def _called(relation: RelationFacts) -> str:
    texts = ", ".join(
        f"{tag} {text} ({status})" for tag, (text, status) in relation.renderings.items()
    )
    span = f" {_span(relation.validity)}" if any(relation.validity) else ""
    return f"calls {relation.other} {relation.word}{span}{': ' if texts else ''}{texts}"


def _span(times: Validity) -> str:
    ends = [
        f"{word} chapter {time}"
        for word, time in (("from", times.since), ("until", times.until))
        if time
    ]
    return " ".join(ends)
