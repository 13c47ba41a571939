"""Bad translations of fiction that look harmless; each has to be blocked."""

from __future__ import annotations

import pytest

from storyport.checks import Pair, blocking, run_checks
from storyport.kernel.locales import parse_locale

HILLS = "林风抬起头，看着远方的青山，久久没有说话。"
LEFT = "他走了，再也没有回头。"


@pytest.mark.parametrize(
    ("target_locale", "source", "target", "check"),
    [
        ("en", HILLS, "Sure! Lin Feng raised his head and looked at the hills.", "reply.preamble"),
        ("ar", LEFT, "He left and never looked back.", "residue.identical"),
        ("ru", LEFT, "He left and never looked back.", "residue.identical"),
        ("th", LEFT, "He left and never looked back.", "residue.identical"),
        ("ja", "他走了。", "他走了。", "residue.identical"),
        ("ja", "你是谁？", "你是谁？", "residue.identical"),
        ("en", "林风来了。", "**Lin Feng came.**", "structure.leak"),
        ("en", "林风来了。", "## Lin Feng came.", "structure.leak"),
        ("en", "林风来了。", "...", "length.omission"),
        (
            "en",
            "两百年来，无人敢入此山。",
            "For years no one had dared to climb it.",
            "numbers.missing",
        ),
    ],
)
def test_it_is_blocked(target_locale, source, target, check):
    pair = Pair(source, target, parse_locale("zh-Hans"), parse_locale(target_locale))

    assert check in {finding.check for finding in blocking(run_checks(pair))}


def test_a_title_copied_from_spanish_is_blocked():
    text = "La casa de la luna y el mar"
    pair = Pair(text, text, parse_locale("es"), parse_locale("en"))

    assert blocking(run_checks(pair))
