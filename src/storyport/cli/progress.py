"""A progress bar on stderr, only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from time import monotonic

from rich.progress import BarColumn, Progress, TextColumn

from storyport.cli.console import CONSOLE
from storyport.kernel.progress import Progress as Stage
from storyport.localize.pipeline.conducting import Tick

__all__ = ["RunBar", "run_bar"]


class RunBar:
    """Shows a translation run: how far, how fast, how long still, what it cost."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task = bar.add_task("reading", total=None, told="") if bar else None
        self._began: float | None = None

    def stage(self, progress: Stage) -> None:
        """Show an import's progress."""
        if self._bar and self._task is not None:
            total = progress.total or None
            self._bar.update(
                self._task,
                description=progress.stage,
                completed=progress.done,
                total=total,
                told=f"{progress.done} parts",
            )

    def tick(self, now: Tick, size: int) -> None:
        """Show a run's progress in source characters."""
        if not self._bar or self._task is None:
            return
        if self._began is None:
            self._began = monotonic()
        done = now.planned - now.waiting
        rate = now.answered / max(0.001, monotonic() - self._began)
        told = f"{rate:,.0f} characters/s"
        if rate and now.waiting:
            told += f" · {_span((size - done) / rate)} left"
        if now.cost != Decimal(0):
            told += f" · {now.cost:.4f} USD"
        self._bar.update(
            self._task, description="translating", completed=done, total=size or None, told=told
        )


@contextmanager
def run_bar() -> Iterator[RunBar]:
    """Give a bar, or a silent one where nobody would see it."""
    if CONSOLE.globals.json or CONSOLE.globals.quiet or not sys.stderr.isatty():
        yield RunBar(None)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[told]}"),
    )
    with Progress(*columns, console=CONSOLE.err, transient=True) as bar:
        yield RunBar(bar)


def _span(seconds: float) -> str:
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {seconds:02d} s" if minutes else f"{seconds} s"
