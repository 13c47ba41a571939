r"""What stands in one cell of a table of entries, and how several things share it.

Several things stand between `|`. A backslash takes its meaning from `|`, `\`, and, where they
would mean something, from `[`, `]`, `@` and `=`.

    aliases      小风 [nickname]|黑衣人 [disguise] @20-40|老林
    en:aliases   小风=Little Feng|黑衣人=Man in Black [proposed]
    en:forms     Lin Fengs=plural|Lin Feng's

Of an alias, what is in brackets is its kind, and after `@` stand the chapters of the novel from
which and until which it is used (`20-` from 20 on, `-40` until 40). A rendering of an alias
whose status is not that of the headword's rendering (approved where there is none) says so in
brackets. A shape may go without what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from storyport.kernel.errors import BadInput
from storyport.story.facts import ALWAYS, EntryFacts, Status, Validity
from storyport.story.validation import STATUSES

__all__ = [
    "join",
    "join_aliases",
    "join_forms",
    "join_renderings",
    "known_status",
    "split",
    "split_aliases",
    "split_forms",
    "split_renderings",
]

_PIECE = re.compile(r"(?:\\.|[^|])+", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\|\[\]@=])")
_ALIAS = re.compile(
    r"(?P<form>(?:\\.|[^\\]|\\\Z)+?)"
    r"(?:\s*\[(?P<kind>(?:\\.|[^\\\]])+)\])?"
    r"(?:\s*@(?:(?P<since>\d{1,9})(?P<dash>[-–](?P<until>\d{1,9})?)?|[-–](?P<end>\d{1,9})))?",
    re.DOTALL,
)
_PAIR = re.compile(
    r"(?P<form>(?:\\.|[^\\=])+)=(?P<text>(?:\\.|[^\\]|\\\Z)+?)"
    rf"(?:\s*\[(?P<status>{'|'.join(STATUSES)})\])?",
    re.DOTALL,
)
_SHAPE = re.compile(r"(?P<form>(?:\\.|[^\\=]|\\\Z)+)(?:=(?P<what>.*))?", re.DOTALL)


def split(cell: str) -> tuple[str, ...]:
    """Return the texts of a cell."""
    return tuple(text for piece in _PIECE.findall(cell) if (text := _plain(piece)))


def join(texts: Iterable[str]) -> str:
    """Return texts as one cell."""
    return "|".join(_escape(text) for text in texts)


def split_aliases(cell: str) -> dict[str, tuple[str, Validity]]:
    """Return {alias: (kind, when it is used)}; what is no kind and no time is the alias itself."""
    found: dict[str, tuple[str, Validity]] = {}
    for piece in _PIECE.findall(cell):
        match = _ALIAS.fullmatch(piece.strip())
        if match and (alias := _plain(match["form"])):
            found[alias] = (_plain(match["kind"] or ""), _times_of(match))
    return found


def _times_of(match: re.Match[str]) -> Validity:
    since = int(match["since"] or 0)
    if since and not match["dash"]:
        return Validity(since, since)
    return Validity(since, int(match["until"] or match["end"] or 0))


def join_aliases(entry: EntryFacts) -> str:
    """Return an entry's aliases, their kinds and their times as one cell."""
    return "|".join(
        _escape(alias, "[@")
        + (f" [{_escape(kind, ']')}]" if (kind := entry.alias_kinds.get(alias)) else "")
        + _times(entry.alias_times.get(alias, ALWAYS))
        for alias in entry.aliases
    )


def _times(times: Validity) -> str:
    return f" @{times.since or ''}-{times.until or ''}" if any(times) else ""


def split_renderings(cell: str, status: Status, where: str) -> dict[str, tuple[str, Status]]:
    """Return {alias: (rendering, status)}.

    Args:
        status: of those that do not say theirs.

    Raises:
        BadInput: a piece is not `alias=rendering`.
    """
    found: dict[str, tuple[str, Status]] = {}
    for piece in _PIECE.findall(cell):
        match = _PAIR.fullmatch(piece.strip())
        if match is None:
            raise BadInput(
                f"{piece.strip()!r} does not say which alias it is for.",
                where=where,
                do="Write alias=rendering, and | between several.",
            )
        own = known_status(match["status"], where) if match["status"] else status
        found[_plain(match["form"])] = (_plain(match["text"]), own)
    return found


def join_renderings(aliases: Mapping[str, tuple[str, Status]], status: Status) -> str:
    """Return the renderings of aliases as one cell; `status`: of those that need not say it."""
    return "|".join(
        f"{_escape(form, '=')}={_escape(text, '[')}" + (f" [{own}]" if own != status else "")
        for form, (text, own) in aliases.items()
    )


def split_forms(cell: str) -> dict[str, str]:
    """Return {shape: what it is}."""
    matches = (_SHAPE.fullmatch(piece.strip()) for piece in _PIECE.findall(cell))
    return {_plain(match["form"]): _plain(match["what"] or "") for match in matches if match}


def join_forms(forms: Mapping[str, str]) -> str:
    """Return shapes as one cell."""
    return "|".join(
        _escape(shape, "=") + (f"={_escape(what)}" if what else "") for shape, what in forms.items()
    )


def known_status(said: str, where: str) -> Status:
    """Return a status by its name.

    Raises:
        BadInput: there is none of that name.
    """
    found: Status | None = next((known for known in STATUSES if known == said.lower()), None)
    if found is None:
        raise BadInput(
            f"unknown status {said!r}.", where=where, do=f"Use one of {', '.join(STATUSES)}."
        )
    return found


def _escape(text: str, signs: str = "") -> str:
    if not any(sign in text for sign in ("\\", "|", *signs)):
        return text
    return re.sub(f"([\\\\|{re.escape(signs)}])", r"\\\1", text)


def _plain(text: str) -> str:
    text = text.strip()
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
