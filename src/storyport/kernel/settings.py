"""Settings: `storyport.toml` in the working folder, then the environment, then flags.

The later wins. Secrets come from the environment only, and never stand in a Settings.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storyport.kernel.errors import BadInput

__all__ = ["SETTINGS_FILE", "Settings", "read_settings"]

SETTINGS_FILE = "storyport.toml"
_DEFAULT_HOME = ".storyport"
# DATABASE_URL=sqlite means the file in the home, whatever storyport.toml says.
_SQLITE = "sqlite"
_KEYS = {
    "home": str,
    "database_url": str,
    "translate": str,
    "workers": int,
    "prices": dict,
    "limits": dict,
    "engines": dict,
}


@dataclass(frozen=True)
class Settings:
    """What holds for this process.

    Attributes:
        home: folder of the database.
        database_url: empty for SQLite in the home.
        translate: engine as `NAME[:MODEL]`, or `auto`.
        workers: calls in flight at most.
        prices: engine -> {input, cached, output} in USD per million tokens.
        limits: engine -> {requests_per_minute, tokens_per_minute}.
        engines: engine -> {base_url, temperature, timeout, extra, ...}, as the adapter has it.
    """

    home: Path
    database_url: str = ""
    translate: str = "auto"
    workers: int = 16
    prices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    limits: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    engines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def database_file(self) -> Path:
        """Where SQLite's file is, when SQLite it is."""
        return self.home / "storyport.sqlite3"


def read_settings(
    folder: Path | None = None,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, Any] | None = None,
) -> Settings:
    """Read the settings.

    Args:
        folder: where `storyport.toml` may lie; the working folder by default.
        environ: the environment. flags: what the command line said; None means not said.

    Raises:
        BadInput: the file cannot be read, or has a key or a value that means nothing.
    """
    folder = folder or Path.cwd()
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = dict(_from_file(folder / SETTINGS_FILE))
    values.update(_from_environment(environ))
    values.update({key: value for key, value in (flags or {}).items() if value is not None})
    home = Path(str(values.get("home") or _DEFAULT_HOME))
    values["home"] = home if home.is_absolute() else folder / home
    return Settings(**values)


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    names = {
        "home": "STORYPORT_HOME",
        "database_url": "DATABASE_URL",
        "translate": "STORYPORT_TRANSLATE",
    }
    found: dict[str, Any] = {key: environ[name] for key, name in names.items() if environ.get(name)}
    if found.get("database_url") == _SQLITE:
        found["database_url"] = ""
    return found


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"this is not TOML: {error}.", where=str(path), do="Mend that line."
        ) from error
    for key, value in values.items():
        _check(path, key, value)
    return values


def _check(path: Path, key: str, value: object) -> None:
    if "key" in key or "secret" in key or "token" in key:
        raise BadInput(
            f"`{key}` looks like a secret, and secrets do not belong in a file.",
            where=str(path),
            do="Take it out and set it in the environment, such as OPENAI_API_KEY.",
        )
    if key not in _KEYS:
        raise BadInput(
            f"unknown setting `{key}`.", where=str(path), do=f"Known: {', '.join(_KEYS)}."
        )
    if not isinstance(value, _KEYS[key]):
        raise BadInput(
            f"`{key}` must be of type {_KEYS[key].__name__}.", where=str(path), do="Mend it."
        )
