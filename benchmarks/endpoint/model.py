"""The simulated model: a parsed request in, an answer (with its faults) out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from .ask import Ask, Item
from .damage import (
    LIST_FAULTS,
    Row,
    damage_answer,
    damage_content,
    damage_rows,
    damage_source,
    spoiled,
)
from .faults import SEGMENT_FAULTS, Dice, Faults
from .injection import Order, find_order
from .pseudo import render
from .rewrite import SPELLINGS, Disobeys, Terms, present
from .schema import Filler
from .text import count_han, has_cjk, joined, tokens


@dataclass
class Reply:
    """An answer: its content, how it ended, and what is wrong with it.

    `good` says for each segment asked whether its answer is right; `kinds` names the faults
    (a segment fault once per segment).
    """

    content: str
    finish: str
    kinds: list[str]
    good: list[bool]
    terms_seen: int = 0
    terms_wrong: int = 0


@dataclass
class _Draft:
    """An answer in the making; `bad` holds the places of the segments answered wrongly."""

    rows: list[Row] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)


def answer(ask: Ask, faults: Faults, dice: Dice, kind: str) -> Reply:
    """The model's answer; `kind` is the request's own fault, or ''."""
    texts = [item.text for item in ask.items]
    everything = joined(texts)
    terms = Terms(present(ask.glossary, everything), _disobedience(faults, dice))
    draft = _translate(ask, faults, dice, terms, _latin(ask, faults, everything))
    order = find_order(ask.items) if faults.injection == "obey" else None
    if order:
        draft.kinds.append(f"injection_{order.kind}")
        _obey(order, draft)
    if kind in LIST_FAULTS:
        draft.rows, bad = damage_rows(kind, draft.rows, dice)
        draft.bad |= bad
        draft.kinds += [kind] if bad or kind in ("duplicate_id", "extra_id") else []
    content = order.said if order and order.kind == "chat" else _compose(ask, draft.rows)
    return _finish(ask, draft, terms, dice, content=content, kind=kind)


def _finish(ask: Ask, draft: _Draft, terms: Terms, dice: Dice, *, content: str, kind: str) -> Reply:
    """Put the content faults on a composed answer."""
    finish = "length" if kind == "truncated" else "stop"
    if kind and kind not in LIST_FAULTS:
        draft.kinds.append(kind)
        content = damage_content(kind, content, dice)
        draft.bad |= spoiled(kind, range(len(ask.items)))
    if ask.max_tokens and (size := tokens(content)) > ask.max_tokens:
        content, finish = content[: len(content) * ask.max_tokens // size], "length"
        draft.kinds.append("max_tokens")
        draft.bad |= set(range(len(ask.items)))
    good = [place not in draft.bad for place in range(len(ask.items))]
    return Reply(content, finish, draft.kinds, good, terms.seen, terms.wrong)


def _latin(ask: Ask, faults: Faults, everything: str) -> bool:
    """Whether the source is in Latin script (its words are respelled, not kept)."""
    if faults.source_script != "auto":
        return faults.source_script == "latin"
    return (
        not has_cjk(everything)
        and not has_cjk(ask.user)
        and not any(count_han(source) for source in ask.glossary)
    )


def _disobedience(faults: Faults, dice: Dice) -> Disobeys:
    """The rule that says whether, and how, a term's occurrence is spelled otherwise."""
    each = faults.disobey_mode == "occurrence"

    def disobeys(source: str, nth: int) -> int:
        label = (source, nth if each else "all")
        if not faults.disobey or dice.roll("disobey", *label) >= faults.disobey:
            return 0
        return 1 + dice.below(SPELLINGS, "spelling", *label)

    return disobeys


def _translate(ask: Ask, faults: Faults, dice: Dice, terms: Terms, latin: bool) -> _Draft:
    """Every segment's answer, with the segment faults."""
    draft = _Draft()
    for place, item in enumerate(ask.items):
        wrong_before = terms.wrong
        kind = _segment_fault(item, faults, dice, place)
        marked = terms.put_in(item.text)
        source = damage_source(kind, marked, terms, dice, place=place, long=faults.long_segment)
        shown = render(source, terms.shown, latin=latin)
        shown = damage_answer(kind, item.text, shown, dice, place)
        if source != marked or kind in ("copied", "chat", "permanent"):
            draft.kinds.append(kind)
            draft.bad.add(place)
        if terms.wrong > wrong_before:
            draft.kinds.append("disobey")
            draft.bad.add(place)
        draft.rows.append((item.id, item.text if kind == "permanent" else shown))
    return draft


def _segment_fault(item: Item, faults: Faults, dice: Dice, place: int) -> str:
    if any(text in item.text for text in faults.permanent_fail):
        return "permanent"
    return dice.fault(faults, SEGMENT_FAULTS, place)


def _obey(order: Order, draft: _Draft) -> None:
    """Do to the rows what an order in the text says."""
    target = order.target
    if order.kind == "drop":
        draft.bad |= set(range(target + 1, len(draft.rows)))
        del draft.rows[target + 1 :]
    elif order.kind == "chat":
        draft.bad |= set(range(len(draft.rows)))
    else:
        draft.rows[target] = (draft.rows[target][0], order.said)
        draft.bad.add(target)


def _compose(ask: Ask, rows: Sequence[Row]) -> str:
    """The rows as the content the client's format asks for."""
    if ask.format == "json_schema" and ask.schema and not _standard(ask):
        whole = joined([text for _, text in rows])
        return json.dumps(Filler(ask.schema, rows, whole).fill(), ensure_ascii=False)
    if ask.form == "lines" and ask.format == "none":
        return joined([f"[{key}] {text}" for key, text in rows])
    if ask.form == "plain" and ask.format == "none":
        return rows[0][1] if rows else ""
    listed = [{"id": key, "text": text} for key, text in rows]
    return json.dumps({"translations": listed}, ensure_ascii=False)


def _standard(ask: Ask) -> bool:
    """Whether the schema is ours: translations, each with an id and a text."""
    properties = (ask.schema or {}).get("properties") or {}
    entry = (properties.get("translations") or {}).get("items") or {}
    return set(entry.get("properties") or ()) == {"id", "text"}
