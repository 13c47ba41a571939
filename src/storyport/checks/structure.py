"""Structure: emptiness, lines, inline marks, escapes, and remains of the engine's answer form."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from storyport.checks.base import Finding, Pair
from storyport.language.marks import Mark, MarkKind, marks_of, split, well_formed

__all__ = ["check"]

_ESCAPED = re.compile(r"&(?:amp;)*lt;/?[0-9]{1,4}/?>")
# What stands in a request or an answer around the text, and never in a story.
_LEAKS = (
    re.compile(r"```"),
    re.compile(r"[\"'“”](?:translations?|segments?)[\"'“”]\s*:"),
    re.compile(r"[\"“”]id[\"“”]\s*:\s*[\"“”]?\d+[\"“”]?\s*,\s*[\"“”]text[\"“”]\s*:"),
    re.compile(
        r"</?(?:segments?|source|target|translations?|text|output|input|thought|glossary|context|think|thinking|answer|result)>",
        re.IGNORECASE,
    ),
    re.compile(r"<\|[a-z_]+\|>|<｜[^｜]{1,30}｜>|\[/?INST\]|<</?SYS>>|</?s>(?=\s*$)"),
    re.compile(r"(?<!\*)\*\*[^*\s](?:[^*\n]*[^*\s])?\*\*(?!\*)|^#{1,6} (?=\w)"),
    re.compile(r"\\u[0-9a-fA-F]{4}|\\[nrt\"](?![a-z]:)"),
    re.compile(r"^\s*\[?\s*\{\s*\"|\"[\]\s]*\}[\]}\s]*$"),
)
_NUMBERED = re.compile(r"^\s*\[\d{1,4}\]\s?", re.MULTILINE)
_LISTED = re.compile(r"\A\s*\(?\d{1,4}[.)]\s+(?=\S)")
# A source that begins with a number of its own, in whatever writing.
_OWN_NUMBER = re.compile(
    r"\A\W{0,4}(?:第|chapter |no\.? )?[\d①-⑳ⅠⅡⅢⅣⅤIVX一二三四五六七八九十]", re.IGNORECASE
)
_BROKEN_MARK = re.compile(r"[<＜〈]\s*/?\s*[0-9０-９]{1,4}\s*/?\s*[>＞〉]")


def check(pair: Pair) -> list[Finding]:
    """Return what is wrong with the target's form."""
    if not pair.target.strip():
        if not pair.source.strip():
            return []
        return [
            Finding("structure.empty", "critical", "The target is empty.", "Translate the text.")
        ]
    return [*_lines(pair), *_marks(pair), *_escapes(pair), *_leaks(pair)]


def _lines(pair: Pair) -> list[Finding]:
    wanted, found = pair.source.strip().count("\n"), pair.target.strip().count("\n")
    if wanted == found:
        return []
    return [
        Finding(
            "structure.lines",
            "major",
            f"The target has {found + 1} lines, the source {wanted + 1}.",
            f"Give exactly {wanted + 1} line{'s' if wanted else ''}.",
        )
    ]


def _marks(pair: Pair) -> list[Finding]:
    if "<" not in pair.source and "<" not in pair.target:
        return []
    wanted, found = marks_of(pair.source), marks_of(pair.target)
    findings = []
    if lost := wanted - found:
        findings.append(_mark_finding("structure.mark_lost", "Marks are lost", "Keep", lost, pair))
    if added := found - wanted:
        repeated = Counter({mark: count for mark, count in added.items() if mark in wanted})
        new = added - repeated
        if repeated:
            findings.append(
                _mark_finding(
                    "structure.mark_twice", "Marks stand twice", "Set only once", repeated, pair
                )
            )
        if new:
            findings.append(
                _mark_finding(
                    "structure.mark_added", "Marks are not in the source", "Remove", new, pair
                )
            )
    if not findings and not well_formed(pair.target) and well_formed(pair.source):
        findings.append(
            Finding(
                "structure.nesting",
                "critical",
                "Marks are badly nested.",
                "Nest the marks as in the source.",
            )
        )
    if not findings and _is_emptied(pair):
        findings.append(
            Finding(
                "structure.mark_empty",
                "minor",
                "A pair of marks holds no text.",
                "Put the marks around what they mark.",
            )
        )
    return findings


def _mark_finding(check: str, message: str, order: str, marks: Counter[str], pair: Pair) -> Finding:
    listed = " ".join(sorted(marks))
    first = next(iter(marks))
    place = pair.target.rfind(first)
    broken = _BROKEN_MARK.search(pair.target) if place < 0 else None
    span = (place, place + len(first)) if place >= 0 else broken.span() if broken else None
    return Finding(check, "critical", f"{message}: {listed}.", f"{order} {listed}.", span)


def _is_emptied(pair: Pair) -> bool:
    return bool(_hollow(pair.target) - _hollow(pair.source))


def _hollow(text: str) -> set[int]:
    pieces = split(text)
    return {
        piece.number
        for piece, following in pairwise(pieces)
        if isinstance(piece, Mark)
        and piece.kind is MarkKind.OPEN
        and isinstance(following, Mark)
        and following.kind is MarkKind.CLOSE
    }


def _escapes(pair: Pair) -> list[Finding]:
    if "&" not in pair.source and "&" not in pair.target:
        return []
    wanted, found = Counter(_ESCAPED.findall(pair.source)), Counter(_ESCAPED.findall(pair.target))
    if wanted == found:
        return []
    listed = " ".join(sorted((wanted - found) + (found - wanted)))
    return [
        Finding(
            "structure.escape",
            "critical",
            f"Escaped text changed: {listed}.",
            f"Copy {listed} as it is.",
        )
    ]


def _leaks(pair: Pair) -> list[Finding]:
    for pattern in _LEAKS:
        match = pattern.search(pair.target)
        if match is not None and not pattern.search(pair.source):
            return [_leak(match)]
    for pattern, own in ((_NUMBERED, _NUMBERED), (_LISTED, _OWN_NUMBER)):
        match = pattern.search(pair.target)
        if match is not None and not own.search(pair.source):
            return [_leak(match)]
    return []


def _leak(match: re.Match[str]) -> Finding:
    return Finding(
        "structure.leak",
        "major",
        f"Remains of the answer's form: {match[0].strip()!r}.",
        "Give the translation alone.",
        match.span(),
    )
