"""Whether what a model wrote may be published, by what its folder says."""

from __future__ import annotations

import re

from storyport.engines.base import Abilities
from storyport.engines.translate.ctranslate2.card import OWN_FILE
from storyport.engines.translate.ctranslate2.folder import Family, ModelFolder

__all__ = ["abilities_of"]

_NON_COMMERCIAL = re.compile(r"(?:^|[^a-z])nc(?:$|[^a-z])|non-?commercial|research|academic")


def abilities_of(folder: ModelFolder) -> Abilities:
    """Return what a model may; what is not known may not be published."""
    licence, publishable = _judged(folder)
    return Abilities(licence=licence, publishable=publishable, follows_terms=True, settled=True)


def _judged(folder: ModelFolder) -> tuple[str, bool]:
    said, where = folder.card.licence, folder.card.licence_file
    if folder.family is Family.NLLB and where != OWN_FILE and not _NON_COMMERCIAL.search(said):
        # Conversions are often labelled carelessly; the weights themselves are what counts.
        claimed = f", though {where} says {said}" if said else ""
        why = (
            f"NLLB-200's weights are cc-by-nc-4.0{claimed}: no publishing; for a model of your "
            f'own of this kind write licence = "…" into {OWN_FILE}'
        )
        return why, False
    if not said:
        why = (
            f"UNKNOWN: no licence in {folder.path.name}/README.md or LICENSE, so no publishing; "
            f'look it up and write licence = "…" into {OWN_FILE}'
        )
        return why, False
    if _NON_COMMERCIAL.search(said):
        return f"{said} ({where}): non-commercial, no publishing", False
    return f"{said} ({where}): as that licence asks, name the model's makers", True
