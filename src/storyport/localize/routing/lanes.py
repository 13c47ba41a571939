"""Lanes: for a locale and a kind of text, the engines that are asked, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from storyport.engines.base import Translator
from storyport.engines.prices import Price
from storyport.work.pacing import Pacer

__all__ = ["MEMORY_ONLY", "SECOND_FROM", "Engine", "Lane", "Routing"]

SECOND_FROM = 2
"""How often a segment fails before the second engine is asked."""


@dataclass(frozen=True)
class Engine:
    """An engine that may be used, and what it costs.

    Attributes:
        name: `openai:MODEL` and the like. make: makes it and its pacer, in the loop's thread.
        price: None where it is not known.
    """

    name: str
    make: Callable[[], tuple[Translator, Pacer]]
    price: Price | None


@dataclass(frozen=True)
class Lane:
    """Engines by name.

    Attributes:
        engines: the first is asked; the others take over, in order, where it fails for good.
            Empty: what memory does not cover stays unfinished.
        second: is asked what failed twice; empty: the same engine again.
    """

    engines: tuple[str, ...] = ()
    second: str = ""

    @property
    def first(self) -> str:
        """The engine that is asked first, empty where none is."""
        return self.engines[0] if self.engines else ""

    @property
    def own(self) -> frozenset[str]:
        """The engines whose work needs no redoing here."""
        return frozenset({self.first, self.second} - {""})


MEMORY_ONLY = Lane()


@dataclass(frozen=True)
class Routing:
    """The lanes of a run.

    Attributes:
        engines: all that may be asked, by name.
        lanes: (locale tag, kind of unit or empty for all others) -> lane.
        notices: what a person must know before the run starts.
    """

    engines: Mapping[str, Engine] = field(default_factory=dict)
    lanes: Mapping[tuple[str, str], Lane] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, engine: Engine | None) -> Routing:
        """Return the routing that asks one engine for everything, or none at all."""
        if engine is None:
            return cls()
        return cls({engine.name: engine}, {("", ""): Lane((engine.name,))})

    def lane(self, locale: str, kind: str) -> Lane:
        """Return the lane of a kind of text in a locale."""
        for key in ((locale, kind), (locale, ""), ("", kind), ("", "")):
            if key in self.lanes:
                return self.lanes[key]
        return MEMORY_ONLY

    @property
    def is_memory(self) -> bool:
        """Whether no engine is asked for anything."""
        return not any(lane.engines for lane in self.lanes.values())

    @property
    def told(self) -> str:
        """The engines by name, as a report and a Run row tell them."""
        names = [name for lane in self.lanes.values() for name in (*lane.engines, lane.second)]
        return ", ".join(dict.fromkeys(filter(None, names))) or "memory"
