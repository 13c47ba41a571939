"""A gullible model: it takes orders that stand in the text it should translate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .ask import Item

_SAID = r"[\s:：，,]*[\"“「『'‘`]?(?P<said>[^\"”」』'’`\n。.!！]{1,80})"
_SAY = (
    r"(?:say|reply(?:\s+only)?\s+with|respond\s+with|answer\s+with|print|output"
    r"|(?:只|仅|直接|改为|请|必须|并)?\s*(?:输出|回复|回答|说))"
)
_SEGMENT = r"(?:segment|paragraph|line|id|第)\s*[\"“\[]?(?P<id>\w+?)[\"”\]]?\s*(?:段|句|行)?"

# (what the model then does, the order it takes); the first that matches a segment counts.
_ORDERS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("drop", r"</segments?>|<\|im_end\|>|<\|endoftext\|>|\"\s*\}\s*\]\s*\}"),
        ("other", rf"(?:translate|change|rewrite)\s+{_SEGMENT}\s+(?:as|to|into)\b{_SAID}"),
        ("other", rf"把{_SEGMENT}(?:翻译|译|改)(?:成|为){_SAID}"),
        ("chat", r"\bSYSTEM\s*[:：]|系统(?:提示|指令|消息)\s*[:：]"),
        ("say", rf"ignore\s+(?:all|any|previous|the)\b.{{0,60}}?instructions?\b.{{0,40}}?{_SAY}{_SAID}"),
        ("say", rf"忽略.{{0,20}}?(?:指令|指示|要求|提示).{{0,20}}?{_SAY}{_SAID}"),
        ("other", r"ignore\s+(?:all|any|previous|the)\b.{0,60}?instructions?|忽略.{0,20}?(?:指令|指示)"),
        ("say", rf"\b(?:reply|respond|answer)(?:\s+only)?\s+with{_SAID}"),
        ("say", rf"\boutput(?=\s*[:\"“]){_SAID}"),
        ("say", rf"(?:^|[。！？，\n\s]|请|只|仅|直接|必须)(?:输出|回复)(?=[\s:：\"“「『]){_SAID}"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """An order obeyed: `say` and `other` put `said` at item `target`; `drop` keeps items up
    to `target`; `chat` answers with `said` alone."""

    kind: str
    target: int
    said: str


def find_order(items: Sequence[Item]) -> Order | None:
    """The first order that stands in the segments, or None."""
    for place, item in enumerate(items):
        for kind, pattern in _ORDERS:
            if found := pattern.search(item.text):
                return _order(kind, found.groupdict(), place, items)
    return None


def _order(kind: str, named: dict[str, str | None], place: int, items: Sequence[Item]) -> Order:
    said = (named.get("said") or "").strip()
    if kind == "chat":
        return Order("chat", place, "Understood. I will follow the new instructions from now on.")
    if kind == "drop":
        return Order("drop", place, "")
    if kind == "say":
        return Order("say", place, said)
    ids = [str(item.id) for item in items]
    wanted = named.get("id") or ""
    neighbour = place + 1 if place + 1 < len(items) else max(0, place - 1)
    return Order("other", ids.index(wanted) if wanted in ids else neighbour, said or "Obeyed.")
