from __future__ import annotations

import pytest

from storyport.language.normal import source_digest
from storyport.localize.memory import find_exact
from storyport.localize.models import MemoryUnit
from storyport.localize.reviewing.remembering import remember

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def found(desk, source):
    digest = source_digest(source)
    return find_exact(desk.story, "en", [digest])[digest]


def test_the_newest_review_is_found_first(desk):
    assert remember(desk.story, "en", [("是。", "Yes.")], "20260101T000000Z") == 1
    assert remember(desk.story, "en", [("是。", "Indeed.")], "20260102T000000Z") == 1
    assert found(desk, "是。").target == "Indeed."
    assert remember(desk.story, "en", [("是。", "Yes.")], "20260103T000000Z") == 0
    assert found(desk, "是。").target == "Yes."
    assert found(desk, "是。").status == "reviewed"
    assert found(desk, "是。").origin == "review"


def test_a_known_pair_becomes_reviewed(desk):
    MemoryUnit.objects.create(
        story=desk.story, locale="en", digest=source_digest("是。"), source="是。", target="Yes."
    )
    assert remember(desk.story, "en", [("是。", "Yes.")], "20260101T000000Z") == 0
    assert MemoryUnit.objects.get().status == "reviewed"


def test_marks_are_numbered_from_one(desk):
    pair = ("<4>云</4><7/>", "a <4>cloud</4><7/>")
    remember(desk.story, "en", [pair], "20260101T000000Z")
    unit = MemoryUnit.objects.get()
    assert (unit.source, unit.target) == ("<1>云</1><2/>", "a <1>cloud</1><2/>")


def test_many(desk):
    pairs = [(f"第{n}行", f"Line {n}") for n in range(900)]
    assert remember(desk.story, "en", pairs, "20260101T000000Z") == 900
    assert remember(desk.story, "en", pairs, "20260102T000000Z") == 0
