"""What a reviewer's verdict says."""

from __future__ import annotations

from typing import Literal

__all__ = ["Verdict", "read_verdict"]

Verdict = Literal["", "ok", "open", "unknown"]

_OK = frozenset(
    (
        "ok",
        "okay",
        "o.k",
        "yes",
        "y",
        "x",
        "✓",
        "✔",
        "☑",
        "good",
        "fine",
        "right",
        "done",
        "approved",
        "approve",
        "reviewed",
        "final",
        "keep",
        "correct",
        "accepted",
        "agreed",
    )
)
_OPEN = frozenset(
    (
        "open",
        "no",
        "n",
        "?",
        "✗",
        "✘",
        "×",
        "bad",
        "wrong",
        "query",
        "fix",
        "todo",
        "redo",
        "check",
        "rejected",
        "reject",
        "discuss",
        "unclear",
    )
)


def read_verdict(text: str) -> Verdict:
    """Return what a cell says; a word that nobody agreed on is `unknown`, never a guess."""
    word = text.strip().strip(".!:").casefold()
    if not word:
        return "unknown" if text.strip() else ""
    if word in _OK:
        return "ok"
    return "open" if word in _OPEN or set(word) == {"?"} else "unknown"
