"""What a model's folder says of it: licence and languages.

Three files are read, the earlier one wins: `storyport-model.toml`, which the user writes;
`README.md`, the model card, with YAML front matter as Hugging Face defines it
(https://huggingface.co/docs/hub/model-cards); `LICENSE`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storyport.engines.translate.language_codes import ModelLanguage, read_code
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

__all__ = ["OWN_FILE", "Card", "read_card"]

OWN_FILE = "storyport-model.toml"
_KEYS: dict[str, tuple[type, ...]] = {
    "from": (str, list),
    "to": (str, list),
    "licence": (str,),
    "compute_type": (str,),
    "device": (str,),
    "beam_size": (int,),
    "threads": (int,),
}
_FRONT = re.compile(r"\A\ufeff?---\s*\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^license:[ \t]*[\"']?([^\"'\n#]*)", re.MULTILINE)
_FIELD_NAME = re.compile(r"^license_name:[ \t]*[\"']?([^\"'\n#]*)", re.MULTILINE)
# `opus-mt-zh-en`, `opus-mt-tc-big-en-pt`, whatever stands behind it.
_PAIR = re.compile(
    r"(?:^|[-_/])opus[-_]?(?:mt)?(?:[-_](?:tatoeba|tc|tiny|small|base|big|bible|student))*[-_]"
    r"([a-z]{2,3}(?:_[A-Za-z]{2,4})?|[A-Z]{3,})-([a-z]{2,3}(?:_[A-Za-z]{2,4})?|[A-Z]{3,})"
    r"(?![a-z])"
)
_PLAIN_PAIR = re.compile(r"^([a-z]{2,3})[-_]([a-z]{2,3})(?:[-_.]|$)")
_MANY = frozenset({"mul", "MUL"})
_ANY_CASE = re.IGNORECASE
_LICENCE_TEXTS = (
    (
        re.compile(r"Attribution-NonCommercial|CC[- ]BY[- ]NC|non-?commercial", _ANY_CASE),
        "cc-by-nc",
    ),
    (re.compile(r"Apache License"), "apache-2.0"),
    (re.compile(r"\bMIT License|Permission is hereby granted, free of charge"), "mit"),
    (re.compile(r"Attribution-ShareAlike|CC[- ]BY[- ]SA", _ANY_CASE), "cc-by-sa"),
    (re.compile(r"Attribution 4\.0|CC[- ]BY[- ]4\.0", _ANY_CASE), "cc-by-4.0"),
    (re.compile(r"CC0|Public Domain Dedication"), "cc0-1.0"),
    (re.compile(r"Mozilla Public License"), "mpl-2.0"),
    (re.compile(r"GNU GENERAL PUBLIC LICENSE"), "gpl"),
)
_NONE = frozenset({"", "other", "unknown", "none", "unlicensed"})


@dataclass(frozen=True)
class Card:
    """What is known of a model.

    Attributes:
        licence: in small letters; empty where nothing says it.
        licence_file: which file says so.
        sources, targets: its languages; empty where nothing says them.
        any_source: whether it is said to read many languages that are not listed.
        settings: the user's `compute_type`, `device`, `beam_size`, `threads`.
    """

    licence: str = ""
    licence_file: str = ""
    sources: tuple[ModelLanguage, ...] = ()
    targets: tuple[ModelLanguage, ...] = ()
    any_source: bool = False
    settings: dict[str, Any] = field(default_factory=dict)


def read_card(folder: Path) -> Card:
    """Read what a folder says of its model.

    Raises:
        BadInput: the user's file is no TOML, or holds what means nothing.
    """
    own = _own(folder / OWN_FILE)
    readme = _text(folder / "README.md")
    licence, licence_file = _licence(folder, own, readme)
    source, target = _pair(folder, readme)
    sources = _languages(own.pop("from"), folder) if "from" in own else _one(source)
    targets = _languages(own.pop("to"), folder) if "to" in own else _one(target)
    own.pop("licence", None)
    return Card(licence, licence_file, sources, targets, source in _MANY and not sources, own)


def _own(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"this is not TOML: {error}.", where=str(path), do="Mend it.") from error
    for key, value in values.items():
        if key not in _KEYS:
            known = ", ".join(_KEYS)
            raise BadInput(f"unknown entry `{key}`.", where=str(path), do=f"Known: {known}.")
        if not isinstance(value, _KEYS[key]) or isinstance(value, bool):
            kind = _KEYS[key][-1].__name__
            raise BadInput(f"`{key}` must be of type {kind}.", where=str(path), do="Mend it.")
    return values


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _licence(folder: Path, own: dict[str, Any], readme: str) -> tuple[str, str]:
    if said := str(own.get("licence", "")).strip().lower():
        return said, OWN_FILE
    front = _FRONT.match(readme)
    for pattern in (_FIELD, _FIELD_NAME):
        match = pattern.search(front[1]) if front else None
        said = match[1].strip().lower() if match else ""
        if said not in _NONE:
            return said, "README.md"
    for name in ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "COPYING"):
        text = _text(folder / name)[:20_000]
        for written, licence in _LICENCE_TEXTS:
            if written.search(text):
                return licence, name
    return "", ""


def _pair(folder: Path, readme: str) -> tuple[str, str]:
    """Return the pair that the folder's name says, else the one model that its card names."""
    name = folder.resolve().name
    for pattern in (_PAIR, _PLAIN_PAIR):
        match = pattern.search(name)
        if match is not None and (pattern is _PAIR or _are_languages(match[1], match[2])):
            return match[1], match[2]
    named = {match.groups() for match in _PAIR.finditer(readme)}
    if len(named) == 1:
        source, target = named.pop()
        return source, target
    return "", ""


def _are_languages(*codes: str) -> bool:
    return all(read_code(code) and _is_known(code) for code in codes)


def _is_known(code: str) -> bool:
    found = read_code(code)
    try:
        return found is not None and bool(parse_locale(found.language))
    except BadInput:
        return False


def _one(code: str) -> tuple[ModelLanguage, ...]:
    found = read_code(code) if _is_known(code) else None
    return (found,) if found else ()


def _languages(said: object, folder: Path) -> tuple[ModelLanguage, ...]:
    codes = [said] if isinstance(said, str) else list(said) if isinstance(said, list) else []
    found = []
    for code in codes:
        language = read_code(code) if isinstance(code, str) else None
        if language is None:
            raise BadInput(
                f"{code!r} is no language.",
                where=str(folder / OWN_FILE),
                do='Write codes such as from = ["zh"], to = ["en", "pt-BR"].',
            )
        found.append(language)
    return tuple(found)
