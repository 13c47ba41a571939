from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locales
from storyport.localize.applying import apply_change
from storyport.localize.models import Target
from storyport.story.models import Work
from storyport.story.reading import load_bible

pytestmark = pytest.mark.database


def applied(desk, word="林风", locales="en"):
    return apply_change(desk.story, load_bible(desk.story).named(word), parse_locales(locales))


@pytest.fixture
def told(desk):
    desk.say("林风", "Lin Feng", kind="character")
    desk.load({"第一章": ["林风来了。", "雪停了。", "林风说：“走。”"]})
    desk.run()
    return desk


def test_a_new_name_is_put_in_everywhere_without_a_call(told):
    told.say("林风", "Lin Phong")
    (done,) = applied(told)
    assert (done.substituted, done.kept, done.stale, done.held) == (2, 0, 0, 0)
    assert all("Lin Phong" in text for source, text in told.texts().items() if "林风" in source)
    assert told.run().requests == 0


def test_nothing_is_touched_twice_and_nothing_else(told):
    before = Target.objects.count()
    (done,) = applied(told)
    assert (done.substituted, done.kept, done.stale) == (0, 0, 0)
    assert Target.objects.count() == before


def test_what_a_person_reviewed_stays(told):
    Target.objects.update(status=Target.Status.REVIEWED)
    told.say("林风", "Lin Phong")
    (done,) = applied(told)
    assert (done.substituted, done.held) == (0, 2)


def test_what_cannot_be_put_in_safely_is_left_for_an_engine(told):
    told.say("林风", "", gender="female")
    (done,) = applied(told)
    assert (done.substituted, done.stale) == (0, 2)
    assert told.run().requests > 0


def test_every_work_of_the_story_is_reached(told):
    told.work = Work.objects.create(story=told.story, medium="game", name="game")
    told.load({"菜单": ["林风的剑"]})
    told.run()
    told.say("林风", "Lin Phong")
    (done,) = applied(told)
    assert done.substituted == 3


def test_what_is_banned_from_now_on_is_counted(told):
    told.say("林风", "Lin Phong", force=True)
    applied(told)
    told.say("林风", "Lin Feng", banned=("Lin Phong",))
    (done,) = applied(told)
    assert done.substituted == 2
