"""Rounds of handing in and collecting, before the ordinary run."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from storyport.engines.prices import Price
from storyport.kernel.errors import BadInput, EngineFailed
from storyport.localize.handing_in.clerk import Clerk
from storyport.localize.handing_in.gathering import Purse, gather
from storyport.localize.pipeline.feeding import Feeder
from storyport.localize.pipeline.requesting import Requester, Sent

__all__ = ["hand_in_and_collect"]

_ROUNDS = 3
"""What a batch left open (it expired, say) is handed in again this often at most; then live."""


def hand_in_and_collect(
    clerk: Clerk, feeder: Callable[[], Feeder], requester: Requester, left: Decimal | None
) -> None:
    """Hand in everything that has no answer yet, and wait for the answers.

    Args:
        feeder: makes one that plans everything and stores nothing.
        left: USD that may still be spent; None: as much as it takes.

    Raises:
        BadInput: no engine of this run takes batches.
        EngineFailed, Interrupted: what was handed in is collected by the next run; EngineFailed
            also where nothing at all was answered in time: live, it would cost more than asked.
    """
    if not any(clerk.translator(name) for name in clerk.engines):
        raise BadInput(
            f"{', '.join(clerk.engines) or 'memory'} takes no batches.",
            where="--batch",
            do="Leave --batch out, or name an engine that does: see storyport engines.",
        )
    answered: list[int] = []
    for _ in range(_ROUNDS):
        purse = Purse(None if left is None else left - clerk.budget.spent)

        def pays(engine: str, sent: Sent, purse: Purse = purse) -> bool:
            translator = clerk.translator(engine)
            price: Price | None = clerk.engines[engine].price
            return translator is not None and purse.pays(sent, price, translator.discount)

        handed = 0
        for tray in gather(feeder(), requester, clerk.translator, pays, clerk.failed):
            clerk.hand_in(tray)
            handed += 1
        if not handed:
            return
        answered.append(clerk.collect())
        if not answered[-1]:
            if clerk.barren and not any(answered):
                raise EngineFailed(
                    "; ".join(clerk.barren),
                    where="--batch",
                    do="Run it again later, or without --batch, at the usual price.",
                )
            return
