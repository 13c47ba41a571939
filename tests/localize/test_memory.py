from __future__ import annotations

import pytest

from storyport.formats.tmx import TmxUnit, read_tmx, write_tmx
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.language.normal import align_numbers, source_digest
from storyport.localize.memory import export_tmx, find_exact, import_tmx
from storyport.localize.models import MemoryUnit, Segment, Target
from storyport.story.models import Part, Source, Work
from storyport.story.stories import make_story

pytestmark = [pytest.mark.database, pytest.mark.django_db]

_ZH, _EN, _ES = parse_locale("zh-Hans"), parse_locale("en"), parse_locale("es")


@pytest.fixture
def story(db):
    return make_story("book", "书", _ZH, [_EN])


def _tmx(folder, *units: TmxUnit, name: str = "memory.tmx"):
    path = folder / name
    write_tmx(path, units, "zh-CN")
    return path


def _unit(source: str, target: str, locale: str = "en", **known: str) -> TmxUnit:
    return TmxUnit(source, target, "zh-CN", locale, **known)


def _found(story, source: str, locale: str = "en") -> str | None:
    candidate = find_exact(story, locale, [source_digest(source)]).get(source_digest(source))
    return candidate.target if candidate else None


def _stored(story) -> list[tuple[str, str, str]]:
    rows = MemoryUnit.objects.filter(story=story).order_by("id")
    return list(rows.values_list("source", "target", "status"))


# --- in -------------------------------------------------------------------------------


def test_an_import_is_found_by_equal_sources(story, tmp_path):
    path = _tmx(tmp_path, _unit("　第一章  开端", "Chapter 1", status="reviewed", origin="CAT"))
    done = import_tmx(story, path, _EN)
    assert (done.units, done.imported, done.known, done.skipped) == (1, 1, 0, 0)
    assert done.locales == {"en": 1}
    (candidate,) = find_exact(story, "en", [source_digest("第一章 开端"), "absent"]).values()
    assert (candidate.source, candidate.target) == ("第一章  开端", "Chapter 1")
    assert (candidate.status, candidate.origin) == ("reviewed", "CAT")


def test_other_locales_and_other_stories_see_nothing(story, tmp_path):
    import_tmx(story, _tmx(tmp_path, _unit("山", "mountain")), _EN)
    assert _found(story, "山", "es") is None
    assert _found(make_story("other", "", _ZH, []), "山") is None


def test_marks_fit_the_segment_that_asks(story, tmp_path):
    import_tmx(story, _tmx(tmp_path, _unit("<4>他</4>说<2/>", "<2/>said <4>he</4>")), _EN)
    asked = "<7>他</7>说<9/>"
    candidate = find_exact(story, "en", [source_digest(asked)])[source_digest(asked)]
    assert candidate.source == "<1>他</1>说<2/>"
    assert align_numbers(candidate.source, candidate.target, asked) == "<9/>said <7>he</7>"


def test_without_a_locale_the_storys_are_taken(tmp_path):
    story = make_story("two", "", _ZH, [_EN, _ES])
    units = (_unit("山", "mountain"), _unit("山", "monte", "es"), _unit("山", "mont", "fr"))
    done = import_tmx(story, _tmx(tmp_path, *units))
    assert done.locales == {"en": 1, "es": 1}
    assert done.skipped == 1
    assert (_found(story, "山"), _found(story, "山", "es")) == ("mountain", "monte")


def test_a_pair_is_kept_once(story, tmp_path):
    pair = _unit("<1>山</1>", "<1>mountain</1>")
    path = _tmx(
        tmp_path, pair, _unit("<3>山</3>", "<3>mountain</3>"), _unit("<1>山</1>", "<1>hill</1>")
    )
    assert (import_tmx(story, path).imported, import_tmx(story, path).imported) == (2, 0)
    assert [target for _, target, _ in _stored(story)] == ["<1>mountain</1>", "<1>hill</1>"]


@pytest.mark.parametrize(
    ("one", "other", "best"),
    [
        ({"status": "reviewed"}, {"status": "draft"}, "one"),
        ({"status": "checked"}, {"status": "reviewed"}, "other"),
        ({"status": "reviewed"}, {"status": "locked"}, "other"),
        ({"changed": "20240101T000000Z"}, {"changed": "20230101T000000Z"}, "one"),
        ({"created": "20230101T000000Z"}, {"changed": "20240101T000000Z"}, "other"),
        ({"status": "checked"}, {"changed": "20240101T000000Z"}, "one"),
        ({}, {}, "other"),
    ],
)
def test_the_better_then_the_later_wins(story, tmp_path, one, other, best):
    import_tmx(story, _tmx(tmp_path, _unit("山", "one", **one), _unit("山", "other", **other)))
    assert _found(story, "山") == best


def test_a_known_pair_gains_a_better_standing(story, tmp_path):
    import_tmx(story, _tmx(tmp_path, _unit("山", "mountain", status="checked")))
    better = _tmx(tmp_path, _unit("山", "mountain", status="reviewed", origin="Ann"))
    done = import_tmx(story, better)
    assert (done.imported, done.known, done.improved) == (0, 1, 1)
    assert _stored(story) == [("山", "mountain", "reviewed")]
    done = import_tmx(story, _tmx(tmp_path, _unit("山", "mountain")))
    assert (done.known, done.improved) == (1, 0)
    assert _stored(story) == [("山", "mountain", "reviewed")]


def test_a_broken_file_leaves_nothing_behind(story, tmp_path):
    path = _tmx(tmp_path, *(_unit(f"第{n}山", f"mountain {n}") for n in range(3000)))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</body>", "<tu></body>"), encoding="utf-8")
    with pytest.raises(BadInput, match="not well-formed XML") as caught:
        import_tmx(story, path)
    assert caught.value.where.rpartition(":")[0] == str(path)
    assert _stored(story) == []


def test_a_file_of_other_languages_says_what_it_has(story, tmp_path):
    path = _tmx(tmp_path, _unit("山", "mont", "fr"))
    with pytest.raises(BadInput, match="none of its 1 units") as caught:
        import_tmx(story, path)
    assert "fr" in caught.value.do


def test_a_file_without_units_is_no_error(story, tmp_path):
    assert import_tmx(story, _tmx(tmp_path)).units == 0


def test_a_story_without_locales_must_be_told(tmp_path):
    story = make_story("none", "", _ZH, [])
    with pytest.raises(BadInput, match="no locales yet"):
        import_tmx(story, _tmx(tmp_path, _unit("山", "mountain")))
    assert import_tmx(story, _tmx(tmp_path, _unit("山", "mountain")), _EN).imported == 1


def test_many_digests_take_few_queries(story, tmp_path, django_assert_num_queries):
    import_tmx(story, _tmx(tmp_path, *(_unit(f"第{n}山", f"mountain {n}") for n in range(1200))))
    digests = {source_digest(f"第{n}山") for n in range(1200)}
    with django_assert_num_queries(3):
        assert len(find_exact(story, "en", digests)) == 1200
    with django_assert_num_queries(0):
        assert find_exact(story, "en", []) == {}


def test_the_date_has_a_column_of_its_own(story, tmp_path):
    dated = _unit("山", "mountain", changed="20240101T000000Z", created="20200101T000000Z")
    import_tmx(story, _tmx(tmp_path, dated, _unit("水", "water", changed="yesterday")))
    import_tmx(story, _tmx(tmp_path, _unit("山", "mountain", changed="20250101T000000Z")))
    rows = MemoryUnit.objects.filter(story=story).order_by("id")
    assert list(rows.values_list("changed", flat=True)) == ["20250101T000000Z", ""]


def test_dates_that_stood_in_the_origin_move(story):
    from importlib import import_module

    from django.apps import apps

    for origin in ("CAT 20240101T000000Z", "20240101T000000Z", "CAT", ""):
        MemoryUnit.objects.create(
            story=story, locale="en", digest="0", source="山", target=origin, origin=origin
        )
    import_module("storyport.localize.migrations.0002_memory_changed").take_dates(apps, None)
    rows = MemoryUnit.objects.order_by("id").values_list("origin", "changed")
    date = "20240101T000000Z"
    assert list(rows) == [("CAT", date), ("", date), ("CAT", ""), ("", "")]


def test_a_pair_that_comes_back_in_a_later_batch_is_known(story, tmp_path, monkeypatch):
    monkeypatch.setattr("storyport.localize.memory.taking._BATCH", 2)
    monkeypatch.setattr("storyport.localize.memory.taking._COUNTED", 2)
    units = [_unit(f"山{n % 3}", f"m{n % 3}", changed=f"2024010{n + 1}T000000Z") for n in range(7)]
    done = import_tmx(story, _tmx(tmp_path, *units))
    assert (done.units, done.imported, done.known, done.improved) == (7, 3, 4, 4)
    dates = MemoryUnit.objects.order_by("id").values_list("changed", flat=True)
    assert [date[7] for date in dates] == ["7", "5", "6"]


def test_what_was_left_out_is_said(story, tmp_path):
    units = (_unit("山", "mountain"), _unit("山", "mont", "fr"), _unit("山", "???", "x-klingon"))
    path = _tmx(tmp_path, *units)
    path.write_text(path.read_text(encoding="utf-8").replace("mountain", "moun&#x1;tain"), "utf-8")
    done = import_tmx(story, path)
    assert (done.others, done.dropped_characters) == ({"fr": 1, "x-klingon": 1}, 1)
    assert _found(story, "山") == "mountain"


# --- out ------------------------------------------------------------------------------


@pytest.fixture
def book(story):
    """A part of the story, to add segments to."""
    work = Work.objects.create(story=story, medium="novel", name="novel")
    source = Source.objects.create(work=work, name="book", format="txt")
    return Part.objects.create(source=source, key="1", order=1, digest="")


def _segment(book, order: int, source: str, target: str, status: str, **more: object) -> Target:
    segment = Segment.objects.create(
        part=book, key=str(order), order=order, source=source, digest=source_digest(source)
    )
    values = {
        "locale": "en",
        "origin": "engine",
        "engine": "openai:m",
        "source_digest": source_digest(source),
        "basis": "",
    }
    return Target.objects.create(segment=segment, text=target, status=status, **(values | more))


def _written(path, locale=_EN) -> list[tuple[str, str, str]]:
    return [(unit.source, unit.target, unit.status) for _, unit in read_tmx(path, _ZH, [locale])]


def test_finished_segments_then_memory_go_out(story, book, tmp_path):
    _segment(book, 2, "二", "two", "reviewed")
    _segment(book, 1, "<5>一</5>", "<5>one</5>", "checked")
    _segment(book, 3, "三", "three?", "draft")
    _segment(book, 4, "四", "cuatro", "checked", locale="es")
    _segment(book, 5, "五", "old five", "checked", current=False)
    memory = [_unit("<1>一</1>", "<1>one</1>"), _unit("山", "mountain", status="locked")]
    import_tmx(story, _tmx(tmp_path, *memory))
    out = tmp_path / "out.tmx"
    assert export_tmx(story, _EN, out).units == 3
    assert _written(out) == [
        ("<5>一</5>", "<5>one</5>", "checked"),
        ("二", "two", "reviewed"),
        ("山", "mountain", "locked"),
    ]


def test_what_went_out_comes_in_again(story, book, tmp_path):
    _segment(book, 1, "<1>一</1>", "<1>one</1>", "checked")
    old = _unit("山", "mountain", changed="20200101T000000Z", origin="CAT tool")
    import_tmx(story, _tmx(tmp_path, old))
    first, second = tmp_path / "first.tmx", tmp_path / "second.tmx"
    export_tmx(story, _EN, first)
    other = make_story("other", "", _ZH, [_EN])
    assert import_tmx(other, first).imported == 2
    export_tmx(other, _EN, second)
    assert second.read_bytes() == first.read_bytes()


def test_without_a_locale_all_go_out(story, book, tmp_path):
    _segment(book, 1, "一", "one", "checked")
    import_tmx(story, _tmx(tmp_path, _unit("山", "monte", "es")), _ES)
    out = tmp_path / "out.tmx"
    assert export_tmx(story, None, out).units == 2
    assert (_written(out), _written(out, _ES)) == (
        [("一", "one", "checked")],
        [("山", "monte", "draft")],
    )


def test_nothing_goes_out_of_a_story_without_locales(tmp_path):
    with pytest.raises(BadInput, match="no locales yet"):
        export_tmx(make_story("none", "", _ZH, []), None, tmp_path / "out.tmx")
