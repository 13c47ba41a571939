"""Settings from the command line and from JSON, both made from the Faults dataclass."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from .faults import Faults


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError(f"not a number: {value!r}")
    return float(value)


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A converter which takes None and 'none' as None."""
    return lambda value: None if value is None or value == "none" else convert(value)


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _slow(value: Any) -> tuple[float, float]:
    """`P:SECONDS`, or a pair of numbers."""
    share, seconds = value.split(":") if isinstance(value, str) else value
    return float(share), float(seconds)


_CONVERTERS: Mapping[str, Callable[[Any], Any]] = {
    "int": int,
    "float": _number,
    "str": str,
    "int | None": _optional(int),
    "float | None": _optional(_number),
    "str | None": _optional(str),
    "tuple[str, ...]": _texts,
    "tuple[float, float]": _slow,
}


def _converter(spec: dataclasses.Field[Any]) -> Callable[[Any], Any]:
    return _CONVERTERS[str(spec.type)]


def changed(faults: Faults, changes: Mapping[str, Any]) -> Faults:
    """`faults` with the given fields changed; ValueError names what cannot be."""
    specs = {spec.name: spec for spec in dataclasses.fields(Faults)}
    if unknown := sorted(changes.keys() - specs.keys()):
        raise ValueError(f"unknown settings: {', '.join(unknown)}")
    values = {name: _converter(specs[name])(value) for name, value in changes.items()}
    return dataclasses.replace(faults, **values)


def add_options(parser: argparse.ArgumentParser) -> None:
    """An option for every field of Faults."""
    for spec in dataclasses.fields(Faults):
        text, default = spec.metadata["help"], spec.default
        many = str(spec.type) == "tuple[str, ...]"
        group = {"request": "chance a request: ", "segment": "chance a segment: "}
        parser.add_argument(
            "--" + spec.name.replace("_", "-"),
            action="append" if many else "store",
            default=None,
            metavar="X",
            help=f"{group.get(spec.metadata.get('group', ''), '')}{text} (default {default})",
        )


def faults_from(options: argparse.Namespace) -> Faults:
    """The settings given on the command line."""
    given = {
        spec.name: value
        for spec in dataclasses.fields(Faults)
        if (value := getattr(options, spec.name)) is not None
    }
    return changed(Faults(), given)


def arguments(faults: Faults) -> list[str]:
    """The command line that makes these settings."""
    made: list[str] = []
    for spec in dataclasses.fields(Faults):
        value = getattr(faults, spec.name)
        if value == spec.default:
            continue
        made += [f"--{spec.name.replace('_', '-')}={text}" for text in _words(spec, value)]
    return made


def _words(spec: dataclasses.Field[Any], value: Any) -> list[str]:
    """A setting's value as the command line takes it, once or several times."""
    if str(spec.type) == "tuple[str, ...]":
        return list(value)
    if str(spec.type) == "tuple[float, float]":
        return [":".join(map(str, value))]
    return ["none" if value is None else str(value)]
