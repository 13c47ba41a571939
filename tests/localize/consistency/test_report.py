from __future__ import annotations

import pytest

from storyport.kernel.locales import parse_locale
from storyport.localize.consistency import lines as lines_module
from storyport.localize.consistency import tally as tally_module
from storyport.localize.consistency.lines import WorkName
from storyport.localize.consistency.report import EntryUse, FormUse
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.models import Entry, Pack, Part, Rendering

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NOVEL, GAME = WorkName("novel", "novel"), WorkName("game", "Lamp Room")


def form(use: EntryUse, role: str) -> FormUse:
    (found,) = (each for each in use.forms if each.role == role)
    return found


def roles(use: EntryUse) -> list[tuple[str, str, int]]:
    return [(each.role, each.form, each.count) for each in use.forms]


def test_every_form_is_counted_in_every_medium(told):
    use = told.use("林风")
    assert use.sources == (("林风", 7), ("小风", 1))
    assert roles(use) == [
        ("banned", "Forest Wind", 1),
        ("near", "Lin Fong", 1),
        ("missing", "", 1),
        ("agreed", "Lin Feng", 2),
        ("agreed", "Little Feng", 1),
    ]
    assert (use.lines, use.translated, use.agreed, use.missing) == (7, 6, 3, 1)
    assert use.verdict == "banned"
    assert form(use, "banned").works == ((GAME, 1, 1),)
    assert form(use, "near").works == ((NOVEL, 1, 1),)
    assert told.report().works == (NOVEL, GAME)


def test_a_place_says_part_and_key_and_points_at_the_form(told):
    (place,) = form(told.use("林风"), "near").places
    assert (place.work, place.part, place.key) == (NOVEL, "第二章", "u0")
    assert tuple(place.source) == ("", "林风", "笑了。")
    assert tuple(place.target) == ("", "Lin Fong", " laughed.")
    (gone,) = form(told.use("林风"), "missing").places
    assert gone.target.form == ""
    assert str(gone.target) == "He was in the Cloudink Pavilion."


def test_what_is_consistent_is_last_and_the_share_is_of_translated_lines(told):
    (english,) = told.report().locales
    assert [use.verdict for use in english.entries] == ["banned", "consistent"]
    assert english.verdicts == {"banned": 1, "consistent": 1}
    assert english.occurrences == 9
    assert english.share == pytest.approx(4 / 7)
    assert [use.entry.headword for use in english.worst] == ["林风"]


@pytest.mark.parametrize(
    ("target", "verdict", "role"),
    [
        ("Lin Feng came.", "consistent", "agreed"),
        ("LIN FENG CAME.", "consistent", "agreed"),
        ("Lin Feng’s door.", "consistent", "agreed"),
        ("Little Feng came.", "several", "other"),
        ("Lin Wind came.", "several", "near"),
        ("Forest Wind and Lin Feng came.", "banned", "banned"),
        ("Somebody came.", "missing", "missing"),
    ],
)
def test_verdicts(told, target, verdict, role):
    Part.objects.all().update(gone=True)
    told.put("series", {"e1": [("林风来了。", target)]})
    use = told.use("林风")
    assert use.verdict == verdict
    assert role in [each.role for each in use.forms]


def test_a_former_rendering_is_known(told):
    told.say("林风", "Lin Phong", force=True)
    use = told.use("林风")
    assert form(use, "former").form == "Lin Feng"
    assert use.rendering == "Lin Phong"


def test_a_declared_shape_and_a_form_of_address_are_as_agreed(shelf):
    shelf.say("剑奴", "sword thrall", kind="creature")
    Rendering.objects.filter(text="sword thrall").update(forms={"sword thralls": "plural"})
    shelf.put(
        "novel",
        {"1": [("剑奴来了。", "The sword thralls came."), ("剑奴！", "Sword thrall!")]},
    )
    use = shelf.use("剑奴")
    assert use.verdict == "consistent"
    assert roles(use) == [("agreed", "sword thrall", 1), ("shape", "sword thralls", 1)]


def test_a_name_inside_a_longer_one_is_not_its_own(shelf):
    shelf.say("青云", "Azure Cloud", kind="place")
    shelf.say("青云宗", "Azure Cloud Sect", kind="faction")
    shelf.put(
        "novel", {"1": [("青云宗很大。青云很高。", "The Azure Cloud Sect is large. It is high.")]}
    )
    assert shelf.use("青云宗").verdict == "consistent"
    assert shelf.use("青云").verdict == "missing"


def test_a_banned_form_that_is_somebody_elses_agreed_one_is_his(shelf):
    shelf.say("林风", "Lin Feng", kind="character", banned=("Forest Wind",))
    shelf.say("森风", "Forest Wind", kind="item")
    shelf.put("novel", {"1": [("林风有森风。", "Lin Feng has Forest Wind.")]})
    assert shelf.use("林风").verdict == "consistent"
    assert shelf.use("森风").verdict == "consistent"


def test_without_a_rendering_nothing_is_held_against_the_text(shelf):
    Entry.objects.create(story=shelf.story, headword="林风", kind="character")
    Entry.objects.create(story=shelf.story, headword="苏墨", kind="character")
    shelf.put("novel", {"1": [("林风来了。", "Somebody came.")]})
    assert shelf.use("林风").verdict == "unagreed"
    assert shelf.use("苏墨").verdict == "unmet"
    (english,) = shelf.report().locales
    assert english.share is None
    assert english.worst == []


def test_what_no_reader_gets_is_not_translated(shelf):
    shelf.say("林风", "Lin Feng", kind="character")
    (target,) = shelf.put("novel", {"1": [("林风来了。", "Nobody came.")]})
    target.source_digest = "older"
    target.save()
    assert shelf.use("林风").verdict == "untranslated"
    target.status = "reviewed"
    target.save()
    assert shelf.use("林风").verdict == "missing"


def test_proposals_bind_nobody_and_are_told_apart(shelf):
    shelf.say("林风", "Lin Feng", kind="character", proposed=True)
    shelf.put("novel", {"1": [("林风来了。", "Somebody came.")]})
    (english,) = shelf.report().locales
    assert (english.entries[0].verdict, english.entries[0].binding) == ("missing", False)
    assert english.worst == []


def test_pack_entries_only_where_the_text_has_them(shelf):
    Pack.objects.create(story=shelf.story, name="cultivation")
    shelf.put("novel", {"1": [("他是修士，已经筑基。", "He was a cultivator.")]})
    uses = shelf.report().locales[0].entries
    assert uses
    assert all(use.is_from_pack and use.lines for use in uses)


def test_a_form_that_holds_for_a_time_only_is_counted_in_its_time(shelf):
    shelf.say("林风", "Lin Feng", kind="character")
    Entry.objects.update(since=2)
    shelf.put("novel", {"1": [("林风。", "Nobody.")], "2": [("林风。", "Lin Feng.")]})
    use = shelf.use("林风")
    assert (use.lines, use.verdict) == (1, "consistent")


def test_kinds_and_locales_are_as_asked_or_all(told):
    assert [use.entry.kind for use in told.report(kinds=["place"]).locales[0].entries] == ["place"]
    told.put("series", {"e1": [("林风来了。", "Vino Lin Feng.")]}, locale="es")
    assert [use.locale.tag for use in told.report(to="").locales] == ["en", "es"]
    told.story.locales = ["es", "en"]
    assert [use.locale.tag for use in told.report(to="").locales] == ["es", "en"]


def test_arabic_names_are_found_with_what_leads_them(shelf):
    shelf.say("林风", "لين فنغ", "ar", kind="character")
    shelf.put("novel", {"1": [("林风来了。", "ولين فنغ جاء.")]}, locale="ar")
    assert shelf.use("林风", "ar").verdict == "consistent"


def test_places_are_bounded_and_all_count(told, monkeypatch):
    monkeypatch.setattr(tally_module, "OTHER_PLACES", 2)
    rows = [(f"林风走了{n}里。", f"Forest Wind walked {n} miles.") for n in range(9)]
    told.put("series", {"e1": rows})
    banned = form(told.use("林风"), "banned")
    assert (banned.count, banned.lines, len(banned.places)) == (10, 10, 3)
    assert {place.work.medium for place in banned.places} == {"game", "series"}
    monkeypatch.setattr(tally_module, "PLACES", 0)
    assert len(form(told.use("林风"), "banned").places) == 2


def test_spellings_beyond_those_told_apart_are_one(shelf, monkeypatch):
    monkeypatch.setattr(tally_module, "NEAR_FORMS", 2)
    shelf.say("林风", "Lin Feng", kind="character")
    wrong = ["Lin Fong", "Lin Fung", "Lin Fang", "Lin Fing", "Lin Fong"]
    shelf.put("novel", {"1": [("林风来了。", f"{name} came.") for name in wrong]})
    assert roles(shelf.use("林风")) == [
        ("near", "", 2),
        ("near", "Lin Fong", 2),
        ("near", "Lin Fung", 1),
    ]


def test_a_few_parts_are_read_at_a_time_with_the_same_result(
    told, monkeypatch, django_assert_max_num_queries
):
    whole = told.report()
    monkeypatch.setattr(lines_module, "_PARTS_AT_ONCE", 1)
    assert told.report() == whole
    monkeypatch.undo()
    told.put("series", {f"e{n}": [("林风来了。", "Lin Feng came.")] for n in range(30)})
    with django_assert_max_num_queries(20):
        told.report()


def test_progress_is_told_in_parts(told):
    from storyport.localize.consistency.report import find_consistency

    seen = []
    find_consistency(told.story, [parse_locale("en")], progress=seen.append)
    assert (seen[0].done, seen[-1].done, seen[-1].total) == (0, 3, 3)


def test_an_entry_without_a_rendering_for_what_stands_there_is_not_missed(shelf):
    set_entry(shelf.story, Saying(word="林风", kind="character", aliases=("小风",)))
    shelf.say("小风", "Little Feng", form="小风")
    shelf.put("novel", {"1": [("林风来了。", "He came."), ("小风！", "Little Feng!")]})
    use = shelf.use("林风")
    assert use.states == {"unagreed": 1, "agreed": 1}
    assert use.verdict == "consistent"


def test_an_old_name_is_found_where_only_the_translation_has_one(shelf):
    shelf.say("林风", "Lin Feng", kind="character")
    shelf.say("林风", "Lin Phong")
    lines = [
        ("林风来了。", "Lin Phong came."),
        ("他笑了。", "Lin Feng laughed."),
        ("雪停了。", None),
    ]
    shelf.put("novel", {"第一章": lines})
    use = shelf.use("林风")
    assert roles(use) == [("former", "Lin Feng", 1), ("agreed", "Lin Phong", 1)]
    assert (use.lines, use.translated, use.agreed, use.verdict) == (2, 2, 1, "several")
    (place,) = form(use, "former").places
    assert str(place.source) == "他笑了。"
    assert tuple(place.target) == ("", "Lin Feng", " laughed.")
