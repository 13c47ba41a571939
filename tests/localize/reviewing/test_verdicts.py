from __future__ import annotations

import pytest

from storyport.localize.reviewing.verdicts import read_verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", ""),
        ("  \n", ""),
        ("OK", "ok"),
        (" ok. ", "ok"),
        ("✓", "ok"),
        ("Reviewed", "ok"),
        ("open", "open"),
        ("???", "open"),
        ("NO!", "open"),
        ("perhaps", "unknown"),
        ("not ok", "unknown"),
        ("...", "unknown"),
    ],
)
def test_verdicts(text, verdict):
    assert read_verdict(text) == verdict
