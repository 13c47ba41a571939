"""Whether the other side is there at all: a circuit breaker."""

from __future__ import annotations

__all__ = ["Health"]


class Health:
    """Counts failures in a row.

    A storm is many in a row: then calls go out one at a time, as probes. It is hopeless
    when it has lasted long: sooner where nothing ever succeeded (a wrong address), later
    where it did (a restart).

    Args:
        storm: failures in a row that make a storm.
        never: seconds until a storm is hopeless when nothing ever succeeded.
        again: seconds until it is when something did.
    """

    def __init__(self, storm: int, never: float, again: float) -> None:
        self._storm = storm
        self._never = never
        self._again = again
        self._failures = 0
        self._since = 0.0
        self._succeeded = False

    @property
    def storming(self) -> bool:
        """Whether so many failed in a row that only probes should go out."""
        return self._failures >= self._storm

    @property
    def failures(self) -> int:
        """How many failed in a row."""
        return self._failures

    def answered(self) -> None:
        """Take a sign of life."""
        self._failures = 0
        self._succeeded = True

    def failed(self, now: float) -> None:
        """Take a failure."""
        if not self._failures:
            self._since = now
        self._failures += 1

    def hopeless(self, now: float) -> bool:
        """Tell whether the storm has lasted too long."""
        patience = self._again if self._succeeded else self._never
        return self.storming and now - self._since >= patience
