from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.language.normal import source_digest
from storyport.localize.coverage import covered_parts
from storyport.localize.models import MemoryUnit

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_only_whole_chapters_are_covered(desk):
    desk.load({"一": ["雪落了三天。", "——"], "二": ["门开了。", "没有人。"], "三": ["春天到了。"]})
    for source in ("一", "雪落了三天。", "二", "门开了。", "三", "春天到了。"):
        MemoryUnit.objects.create(
            story=desk.story, locale="en", digest=source_digest(source), source=source, target="t"
        )
    assert str(covered_parts(desk.work, parse_locale("en"))) in {"1,3", "1-1,3-3"}
    assert not covered_parts(desk.work, parse_locale("es"))
