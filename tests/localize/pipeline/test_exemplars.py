"""What memory has of similar lines is shown to an engine, if today's bible agrees with it."""

from __future__ import annotations

import pytest

from storyport.language.normal import source_digest
from storyport.localize.models import MemoryUnit

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LINE = "林风推开了窗，望着远处的山，很久没有说话，直到天完全黑了下来。"
LIKE = "林风推开了窗，望着远处的山，很久没有说话，直到天色完全黑了。"
OTHERS = [
    f"第{n}盏油灯在夜里忽然亮了起来，他一句话也没有说，只是慢慢推开了第{m}扇门。"
    for n in "一二三四五六"
    for m in "七八九十"
]


def remember(desk, source, target):
    MemoryUnit.objects.create(
        story=desk.story,
        locale="en",
        digest=source_digest(source),
        source=source,
        target=target,
        status="reviewed",
    )


def shown(desk):
    return [request.context.get("memory", "") for request in desk.requests]


def test_a_line_like_one_in_memory_comes_with_it(desk):
    remember(desk, LIKE, "Lin Feng pushed open the window and watched the far hills until dark.")
    desk.load({"一": [LINE, *OTHERS]})
    totals = desk.run()
    assert any("watched the far hills" in text for text in shown(desk))
    # Both sides of the example are counted.
    assert totals.total("source_chars_sent") <= 1.3 * totals.total("source_chars")


def test_a_pair_that_today_s_bible_contradicts_is_not_shown(desk):
    desk.say("林风", "Lin Phong", kind="character")
    remember(desk, LIKE, "Lin Feng pushed open the window and watched the far hills until dark.")
    desk.load({"一": [LINE, *OTHERS]})
    desk.run()
    assert not any(shown(desk))


def test_what_is_not_alike_is_not_shown(desk):
    remember(desk, "完全是另外一句话，同这里没有一点关系，谁看了也不会弄错。", "Something else.")
    desk.load({"一": [LINE, *OTHERS]})
    desk.run()
    assert not any(shown(desk))
