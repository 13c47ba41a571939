"""Under which licence known families of open models are, as far as it bears on their output.

Sources: the LICENSE files of https://github.com/Tencent-Hunyuan/Hy-MT2 (Apache-2.0 since
26 May 2026; the community licence before that, which its elder sisters keep, forbids use and
display of output in the European Union, section 5c) and
https://github.com/ByteDance-Seed/Seed-X-7B (OpenMDW); the model cards of TowerInstruct, NLLB,
Sakura, GalTransl, Aya and MADLAD-400.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Licence", "licence_of"]


@dataclass(frozen=True)
class Licence:
    """A licence in a few words, and whether output may be published by default."""

    name: str
    publishable: bool


_LICENCES = tuple(
    (re.compile(pattern, re.IGNORECASE), Licence(name, publishable))
    for pattern, name, publishable in (
        (r"(?:hy|hunyuan)[-_]?mt[-_]?2(?![0-9])", "Apache-2.0 (Hy-MT2)", True),
        (
            r"hy[-_]?mt|hunyuan[-_]?mt",
            "Tencent's community licence: not in the European Union, nor its output there",
            False,
        ),
        (r"(?:^|[/:_-])seed[-_]?x(?=$|[-_:.])", "OpenMDW (Seed-X)", True),
        (
            r"tower(?:instruct|base|[-_]?plus|\+)",
            "CC-BY-NC-4.0 (Tower): not for publication",
            False,
        ),
        (r"(?:^|[/:_-])nllb", "CC-BY-NC-4.0 (NLLB): not for publication", False),
        (r"sakura|galtransl", "CC-BY-NC-SA-4.0 (Sakura): not for publication", False),
        (r"(?:^|[/:_-])aya[-_:]|c4ai", "CC-BY-NC-4.0 (Cohere Labs): not for publication", False),
        (r"madlad", "Apache-2.0 (MADLAD-400)", True),
    )
)


def licence_of(model: str) -> Licence | None:
    """Return the licence of a model by its name, None where its family is not known here."""
    return next((licence for pattern, licence in _LICENCES if pattern.search(model)), None)
