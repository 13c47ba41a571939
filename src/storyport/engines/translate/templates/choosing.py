"""Which template a model wants: by its name, or as the settings say."""

from __future__ import annotations

import re
from collections.abc import Callable

from storyport.engines.translate.templates.base import Template
from storyport.engines.translate.templates.hunyuan import HunyuanMT, HyMT2, HyMT15
from storyport.engines.translate.templates.seed_x import SeedX
from storyport.kernel.errors import BadInput

__all__ = ["GENERIC", "template_of"]

GENERIC = "generic"
"""The name of having no template: rules in a system message, JSON both ways."""

_MIXTURE = re.compile(r"30b[-_]?a3b", re.IGNORECASE)


def _hy_mt2(model: str) -> Template:
    return HyMT2(mixture=bool(_MIXTURE.search(model)))


# In this order; organisations, quantizations and tags may stand around a name.
_BY_NAME: tuple[tuple[str, re.Pattern[str], Callable[[str], Template]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE), make)
    for name, pattern, make in (
        ("hy-mt2", r"(?:hy|hunyuan)[-_]?mt[-_]?2(?![0-9])", _hy_mt2),
        ("hy-mt1.5", r"(?:hy|hunyuan)[-_]?mt[-_]?1[._-]?5", lambda _: HyMT15()),
        ("hunyuan-mt", r"hunyuan[-_]?mt(?!.*chimera)", lambda _: HunyuanMT()),
        ("seed-x", r"(?:^|[/:_-])seed[-_]?x(?=$|[-_:.])", lambda _: SeedX()),
    )
)


def template_of(model: str, named: str = "") -> Template | None:
    """Return the template of a model, None for the generic way of asking.

    Args:
        model: as the endpoint names it, such as `hf.co/tencent/Hy-MT2-7B-GGUF:Q4_K_M`.
        named: a template by its name; empty: the model's name says.

    Raises:
        BadInput: there is no template of that name.
    """
    if named == GENERIC:
        return None
    for name, pattern, make in _BY_NAME:
        if named == name or (not named and pattern.search(model)):
            return make(model)
    if named:
        known = ", ".join([GENERIC, *(name for name, _, _ in _BY_NAME)])
        raise BadInput(f"unknown template {named!r}.", where="template", do=f"Known: {known}.")
    return None
