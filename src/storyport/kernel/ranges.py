"""Numbers that a person picked, such as `1-20` or `3,5,8-10`, kept as ranges."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from storyport.kernel.errors import BadInput

__all__ = ["Ranges"]

# No book has more chapters than fit into 18 digits; more would only cost time.
_PIECE = re.compile(r"\s*([0-9]{1,18})\s*(?:-\s*([0-9]{1,18})\s*)?")


@dataclass(frozen=True)
class Ranges:
    """Numbers from 1; empty stands for "all" where a choice may be left out.

    Attributes:
        pairs: (first, last), sorted, neither touching nor overlapping.
    """

    pairs: tuple[tuple[int, int], ...] = ()

    @classmethod
    def parse(cls, text: str, where: str = "") -> Ranges:
        """Return what a text such as `3,5,8-10` names, which is one number at least.

        Raises:
            BadInput: it names none, or cannot be read; `where` says where it stood.
        """
        pairs: list[tuple[int, int]] = []
        for piece in text.split(","):
            match = _PIECE.fullmatch(piece)
            first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
            if not 1 <= first <= last:
                raise BadInput(
                    f"{text[:40]!r} names no chapters.", where=where, do="Write 1-20 or 3,5,8-10."
                )
            pairs.append((first, last))
        return cls(_merged(pairs))

    def __contains__(self, number: int) -> bool:
        at = bisect_right(self.pairs, number, key=lambda pair: pair[0])
        return at > 0 and number <= self.pairs[at - 1][1]

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def __str__(self) -> str:
        return ",".join(
            str(first) if first == last else f"{first}-{last}" for first, last in self.pairs
        )


def _merged(pairs: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)
