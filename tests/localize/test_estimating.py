from __future__ import annotations

from dataclasses import replace

import pytest

from storyport.formats.base import Part, Unit
from storyport.kernel.locales import parse_locale, parse_locales
from storyport.kernel.ranges import Ranges
from storyport.language.normal import source_digest
from storyport.localize.estimating import Estimate, Estimator
from storyport.localize.models import MemoryUnit, Segment, Target

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BOOK = {
    "第一章": ["林风推开了窗，望着远处的山。", "苏墨没有说话。"],
    "第二章": ["第二天，林风下山去了。", "街上一个人也没有。", "雨停了。"],
}
SIZES = [3, 4]


@pytest.fixture
def done(desk):
    desk.load(BOOK)
    desk.run()
    return desk


def parts(book=None) -> list[Part]:
    return [
        Part(title, title, (Unit("h", title, "heading"), *(Unit(t, t) for t in lines)))
        for title, lines in (book or BOOK).items()
    ]


def estimate(story=None, given=None, to="en", **more) -> list[Estimate]:
    estimator = Estimator(parse_locale("zh-Hans"), parse_locales(to), story, **more)
    estimator.add(given or parts())
    return estimator.finish({})


def left(*arguments, **more) -> list[int]:
    return [row.segments - row.reused for row in estimate(*arguments, **more)]


def test_only_some_parts_count_by_their_number_among_those_that_tell_the_story():
    package = Part("opf", "", (Unit("t", "墨与云"),), story=False)
    given = [package, parts()[0], replace(package, key="toc"), parts()[1]]
    (all_,) = estimate(given=given)
    assert all_.segments == sum(SIZES) + 2
    for number, size in enumerate(SIZES, 1):
        (row,) = estimate(given=given, only=Ranges.parse(f"{number}"))
        # The title page and the contents come along, where they are short.
        assert (row.segments, row.reused) == (size + 2, 0)
    long = replace(package, units=tuple(Unit(f"{n}", "目录里的一行" * 9) for n in range(60)))
    (row,) = estimate(given=[package, long, *given[1:]], only=Ranges.parse("1"))
    assert row.segments == SIZES[0] + 2


def test_numbers_go_on_from_document_to_document():
    estimator = Estimator(parse_locale("zh"), parse_locales("en"), only=Ranges.parse("2"))
    for part in parts():
        estimator.add([part])
    assert [row.segments for row in estimator.finish({})] == [SIZES[1]]


def test_what_is_translated_counts_as_reused_in_its_locale_only(done):
    assert left(done.story, to="en,es") == [0, sum(SIZES)]


def test_a_target_of_another_text_does_not_count(done):
    one = Segment.objects.get(source="雨停了。")
    Target.objects.filter(segment=one).update(source_digest="0" * 32)
    assert left(done.story) == [1]


def test_what_is_no_longer_in_the_book_does_not_count(done):
    Segment.objects.filter(source="雨停了。").update(gone=True)
    assert left(done.story) == [1]
    done.source.parts.filter(title="第一章").update(gone=True)
    assert left(done.story) == [1 + SIZES[0]]


def test_memory_counts_but_not_for_what_is_made_anew(desk):
    text = "雨停了。"
    MemoryUnit.objects.create(
        story=desk.story, locale="en", digest=source_digest(text), source=text, target="It dried."
    )
    assert left(desk.story) == [sum(SIZES) - 1]
    assert left(desk.story, redo="all") == [sum(SIZES)]


def test_redo_all_leaves_what_people_decided(done):
    assert left(done.story, redo="all") == [sum(SIZES)]
    targets = Target.objects.filter(segment__source__in=["雨停了。", "苏墨没有说话。"])
    for target, status in zip(targets, ("reviewed", "locked"), strict=True):
        Target.objects.filter(pk=target.pk).update(status=status)
    assert left(done.story, redo="all") == [sum(SIZES) - 2]


def test_redo_engine_counts_what_another_engine_made(done):
    assert left(done.story, redo="engine", engines={"en": frozenset({"fake"})}) == [0]
    assert left(done.story, redo="engine", engines={"en": frozenset({"other"})}) == [sum(SIZES)]


def test_redo_style_counts_what_another_style_made_in_that_locale(done):
    done.locales = "en,es"
    done.run()
    assert left(done.story, to="en,es", redo="style") == [0, 0]
    Target.objects.filter(locale="es", segment__source="雨停了。").update(style="0" * 32)
    assert left(done.story, to="en,es", redo="style") == [0, 1]


def test_a_long_line_is_counted_once_also_where_others_are_known(done):
    line = "渔夫补好了网，等着潮水退去，可是潮水一直没有退，天也快要黑了下来。"
    given = [*parts(), *parts({"第三章": [line, line]})]
    assert left(done.story, given=given) == [2]


def test_queries_do_not_grow_with_parts(done, django_assert_num_queries):
    many = parts() * 50
    with django_assert_num_queries(3):
        estimate(done.story, given=many, to="en,es,ja")
