"""How far a story is, and what is still out."""

from __future__ import annotations

import pytest

from storyport.localize.standing import standings
from storyport.work.models import HandedIn

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_batches_that_are_out_are_told_of(desk):
    desk.load({"第一章": ["山门前站着一个少年。"]})
    desk.run()
    HandedIn.objects.create(
        scope="the story book", engine="other:model", state="out", requests=7, content=b""
    )
    HandedIn.objects.create(scope="the story book", engine="gone", state="lost", content=b"")
    (row, *_) = standings("book")
    assert row.running == "7 requests handed in at other:model"
