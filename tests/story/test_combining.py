from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.story.exchange.bibles import bibles

from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale
from storyport.story.actions.merge_bible import merge_bible, other_bible
from storyport.story.actions.set_entry import Saying, set_entry
from storyport.story.combining import Combined, combine, said_of
from storyport.story.facts import Bible, EntryFacts, RelationFacts, RenderingFacts, Validity
from storyport.story.merging import forbids_itself
from storyport.story.stories import make_story
from storyport.story.validation import STATUSES, checked_entry


def en(text, status="approved", **more):
    return {"en": RenderingFacts(text, status, **more)}


def entry(number, headword, text="", status="approved", **more):
    renderings = more.pop("renderings", en(text, status) if text else {})
    return EntryFacts(number, headword, "character", renderings=renderings, **more)


def combined(our, their, **more):
    return combine(Bible((our,)), Bible((their,)), **more)


def test_what_only_one_says_is_taken():
    done = combine(
        Bible((entry(1, "林风", "Lin Feng"),)),
        Bible((entry(1, "顾雁", "Gu Yan"), entry(2, "林风", gender="male", aliases=("小风",)))),
    )
    new, feng = done.entries
    assert (new.id, new.headword) == (0, "顾雁")
    assert (feng.id, feng.gender, feng.aliases) == (1, "male", ("小风",))
    assert feng.rendering_of("林风", "en") == ("Lin Feng", True)
    assert done.disagreements == ()


def test_what_both_decided_stays_as_here_and_is_told():
    our, their = entry(1, "林风", "Lin Feng", gender="male"), entry(1, "林风", "Lin Fung")
    done = combined(our, replace(their, gender="female"))
    assert done.entries == ()
    assert sorted(map(str, done.disagreements)) == [
        "林风: gender 'male' here, 'female' there; ours stays",
        "林风: rendering en 'Lin Feng' here, 'Lin Fung' there; ours stays",
    ]


def test_theirs_may_be_wanted_but_for_what_is_locked():
    their = entry(1, "林风", "Lin Fung")
    (changed,) = combined(entry(1, "林风", "Lin Feng"), their, prefer_theirs=True).entries
    assert changed.rendering_of("林风", "en") == ("Lin Fung", True)
    assert combined(entry(1, "林风", "Lin Feng", "locked"), their, prefer_theirs=True).entries == ()


def test_what_is_decided_goes_before_what_is_proposed():
    hint, rule = entry(1, "林风", "Lin Wind", "proposed"), entry(1, "林风", "Lin Feng")
    (taken,) = combined(hint, rule).entries
    assert taken.rendering_of("林风", "en") == ("Lin Feng", True)
    kept = combined(rule, hint)
    assert (kept.entries, kept.disagreements) == ((), ())


def test_a_form_that_names_somebody_else_here_is_not_taken():
    ours = Bible((entry(1, "林风"), entry(2, "顾雁", aliases=("小风",))))
    done = combine(ours, Bible((entry(1, "林风", aliases=("小风",)),)))
    assert done.entries == ()
    (one,) = done.disagreements
    assert (one.what, one.theirs) == ("form", "小风")


def test_one_who_is_known_by_another_form_is_the_same_one():
    (joined,) = combined(
        entry(1, "林风", aliases=("小风",)), entry(1, "小风", "Little Feng")
    ).entries
    assert (joined.id, joined.headword, joined.aliases) == (1, "林风", ("小风",))
    assert (
        joined.renderings["en"]
        == en("", "proposed", aliases={"小风": ("Little Feng", "approved")})["en"]
    )


def test_what_an_alias_is_called_there_is_not_what_the_headword_is_called():
    our = entry(1, "林风", "Lin Feng", aliases=("小风",))
    their = entry(
        1,
        "小风",
        aliases=("林风",),
        renderings=en("Little Feng", aliases={"林风": ("Lin Fung", "approved")}),
    )
    done = combined(our, their)
    assert done.entries[0].rendering_of("林风", "en") == ("Lin Feng", True)
    assert done.entries[0].rendering_of("小风", "en") == ("Little Feng", True)
    assert [(each.theirs, each.taken) for each in done.disagreements] == [("Lin Fung", "ours")]


def test_what_is_said_under_an_alias_keeps_all_but_whose_text_it_is():
    row = entry(0, "小风", renderings=en("Little Feng", banned=("Wind",), **DESCRIBED))
    said = said_of("林风", row)
    assert (said.headword, said.aliases) == ("林风", ("小风",))
    aliases = {"小风": ("Little Feng", "approved")}
    assert said.renderings == en("", "proposed", banned=("Wind",), aliases=aliases, **DESCRIBED)


def test_two_of_theirs_that_are_one_here_both_add_to_it():
    our = entry(1, "林风", aliases=("小风",))
    theirs = (entry(1, "小风", "Little Feng"), entry(2, "林风", "Lin Feng", gender="male"))
    (joined,) = combine(Bible((our,)), Bible(theirs)).entries
    assert joined.gender == "male"
    assert joined.rendering_of("林风", "en") == ("Lin Feng", True)
    assert joined.rendering_of("小风", "en") == ("Little Feng", True)


def test_what_is_of_another_kind_is_another_entry_but_for_what_has_none():
    their = replace(entry(1, "玄武"), kind="creature")
    (new,) = combined(entry(1, "玄武"), their).entries
    assert (new.id, new.kind) == (0, "creature")
    (known,) = combined(replace(entry(1, "玄武"), kind="term"), their).entries
    assert (known.id, known.kind) == (1, "creature")
    assert combined(entry(1, "玄武"), replace(their, kind="term")).entries == ()
    ours = Bible((replace(entry(1, "玄武"), kind="term"),))
    done = combine(ours, Bible((their, replace(entry(2, "玄武"), kind="place"))))
    assert [(each.id, each.kind) for each in done.entries] == [(0, "creature"), (0, "place")]


DESCRIBED = {"gender": "male", "pronouns": "he", "voice": "Ann", "choice": "explain", "codex": "A"}
OTHERWISE = {
    "gender": "female",
    "pronouns": "she",
    "voice": "Bo",
    "choice": "translate",
    "codex": "B",
}


def test_what_describes_a_rendering_stays_unless_theirs_is_wanted():
    our = entry(1, "剑", renderings=en("sword", forms={"swords": "plural"}, **DESCRIBED))
    their = entry(1, "剑", renderings=en("sword", forms={"swords": "many"}, **OTHERWISE))
    kept = combined(our, their)
    assert kept.entries == ()
    assert sorted(each.what for each in kept.disagreements) == sorted(["shape", *DESCRIBED])
    (wanted,) = combined(our, their, prefer_theirs=True).entries
    assert wanted.renderings == their.renderings


def test_kinds_and_times_of_aliases_stay_unless_theirs_are_wanted():
    our = entry(
        1,
        "林风",
        aliases=("小风",),
        alias_kinds={"小风": "short"},
        alias_times={"小风": Validity(1, 2)},
    )
    their = replace(our, alias_kinds={"小风": "nickname"}, alias_times={"小风": Validity(3, 4)})
    kept = combined(our, their)
    assert kept.entries == ()
    assert [each.what for each in kept.disagreements] == ["alias kind", "alias times"]
    assert combined(our, their, prefer_theirs=True).entries == (their,)


def calling(text, status="approved", other="顾雁", kind="character", **more):
    return (RelationFacts(other, "师姐", kind, renderings={"en": (text, status)}, **more),)


def test_how_one_calls_another_is_decided_like_any_rendering():
    gu = entry(2, "顾雁")
    our = entry(1, "林风", relations=calling("Sister Gu"))

    def met(relations, **more):
        their = replace(our, relations=relations)
        return combine(Bible((our, gu)), Bible((their, gu)), **more)

    assert met(calling("Elder", "proposed")) == Combined((), ())
    kept = met(calling("Elder"))
    assert (kept.entries, [each.ours for each in kept.disagreements]) == ((), ["Sister Gu"])
    assert met(calling("Elder"), prefer_theirs=True).entries[0].relations == calling("Elder")


def test_who_is_called_is_who_it_is_here():
    ours = Bible(
        (entry(1, "林风", relations=calling("Sister Gu")), entry(2, "顾雁", aliases=("小雁",)))
    )
    caller = entry(1, "林风", relations=calling("Elder", other="小雁"))
    kept = combine(ours, Bible((caller, entry(2, "小雁"))))
    assert (kept.entries, [each.theirs for each in kept.disagreements]) == ((), ["Elder"])
    untold = Bible(
        (
            replace(caller, relations=calling("Elder", "proposed", "顾雁", "term")),
            replace(entry(2, "顾雁"), kind="term"),
        )
    )
    assert combine(ours, untold) == Combined((), ())
    one = combine(ours, Bible((replace(caller, relations=calling("X", other="无名")),)))
    assert (one.entries, [each.what for each in one.disagreements]) == ((), ["relation"])


def test_who_is_called_may_have_got_a_kind():
    gu = replace(entry(2, "顾雁"), kind="term")
    our = entry(1, "林风", relations=calling("Sister Gu", kind="term"))
    theirs = Bible(
        (entry(1, "林风", relations=calling("Sister Gu"), gender="male"), entry(2, "顾雁"))
    )
    feng, yan = combine(Bible((our, gu)), theirs).entries
    assert (feng.relations, yan.kind) == (calling("Sister Gu"), "character")


def test_a_rendering_that_is_banned_here_is_told_and_left():
    our = entry(1, "林风", aliases=("小风",), renderings=en("", banned=("Wind",)))
    their = entry(1, "林风", renderings=en("Lin Wind", aliases={"小风": ("Wind", "locked")}))
    done = combined(our, their, prefer_theirs=True)
    assert done.entries == ()
    assert [(each.headword, each.what, each.theirs) for each in done.disagreements] == [
        ("林风", "ban", "Lin Wind"),
        ("小风", "ban", "Wind"),
    ]


def test_an_alias_that_is_not_taken_leaves_nothing_behind():
    their = entry(
        1,
        "林风",
        aliases=("小风",),
        alias_kinds={"小风": "short"},
        alias_times={"小风": Validity(1, 2)},
        renderings=en("", aliases={"小风": ("Little Feng", "approved")}),
    )
    ours = Bible((entry(1, "林风"), entry(2, "顾雁", aliases=("小风",))))
    assert combine(ours, Bible((their,))).entries == ()
    new = replace(their, headword="风谷", kind="place")
    (made,) = combine(ours, Bible((new,))).entries
    assert made == EntryFacts(0, "风谷", "place")


FORMS = st.sampled_from(["林", "风", "云", "山", "水"])
TEXTS = st.sampled_from(["Lin", "Feng", "Lin Feng", "Yun"])
STATUS = st.sampled_from(STATUSES)


@st.composite
def crowded(draw):
    """Draw a bible whose forms, renderings and relations often meet those of another one."""
    found = {}
    for _ in range(draw(st.integers(0, 4))):
        aliases = draw(st.sets(FORMS, max_size=2))
        facts = RenderingFacts(
            draw(st.just("") | TEXTS),
            draw(STATUS),
            banned=tuple(draw(st.sets(TEXTS, max_size=1))),
            aliases={form: (draw(TEXTS), draw(STATUS)) for form in sorted(aliases)},
            codex=draw(st.sampled_from(["", "a", "b"])),
        )
        one = EntryFacts(
            0,
            draw(FORMS),
            draw(st.sampled_from(["term", "character", "place"])),
            aliases=tuple(aliases),
            alias_kinds={
                form: draw(st.sampled_from(["short", "title"])) for form in sorted(aliases)
            },
            gender=draw(st.sampled_from(["", "male", "female"])),
            renderings={"en": facts},
        )
        one = checked_entry(one, "zh-Hans")
        if forbids_itself(one, "en") is None:
            said = {tag: facts for tag, facts in one.renderings.items() if facts.said()}
            found[one.headword, one.kind] = replace(one, renderings=said)
    for key, one in found.items():
        told = {
            (*other, "哥"): RelationFacts(
                other[0], "哥", other[1], renderings={"en": (draw(TEXTS), draw(STATUS))}
            )
            for other in draw(st.sets(st.sampled_from(sorted(found)), max_size=2))
        }
        found[key] = replace(one, relations=tuple(told[name] for name in sorted(told)))
    return Bible(tuple(found[key] for key in sorted(found)))


def numbered(bible):
    entries = tuple(replace(each, id=number) for number, each in enumerate(bible.entries, 1))
    return Bible(entries, bible.source)


def after(ours, done):
    """Return the bible as it is once stored."""
    changed = {each.id: each for each in done.entries if each.id}
    kept = [changed.get(each.id, each) for each in ours.entries]
    return numbered(Bible((*kept, *(each for each in done.entries if not each.id))))


@settings(deadline=None)
@given(crowded() | bibles(), crowded() | bibles(), st.booleans())
def test_what_comes_of_two_bibles_is_a_bible(ours, theirs, prefer_theirs):
    ours = numbered(ours)
    done = combine(ours, theirs, prefer_theirs=prefer_theirs)
    whole = after(ours, done)
    names = [(each.headword, each.kind) for each in whole.entries]
    assert len(names) == len(set(names))
    assert len({each.id for each in done.entries if each.id}) == sum(
        1 for each in done.entries if each.id
    )
    for each in done.entries:
        checked_entry(each, "zh-Hans")
        assert not any(forbids_itself(each, locale) for locale in each.renderings)
        calls = [(one.other, one.other_kind, one.word) for one in each.relations]
        assert len(calls) == len(set(calls))
        assert {call[:2] for call in calls} <= set(names)


@settings(deadline=None)
@given(crowded() | bibles(), crowded() | bibles(), st.booleans())
def test_what_was_decided_here_is_not_lost(ours, theirs, prefer_theirs):
    ours = numbered(ours)
    held = {"locked"} if prefer_theirs else {"approved", "locked"}
    whole = after(ours, combine(ours, theirs, prefer_theirs=prefer_theirs))
    for before, now in zip(ours.entries, whole.entries, strict=False):
        for locale, facts in before.renderings.items():
            new = now.renderings[locale]
            if facts.text and facts.status in held:
                assert (new.text, new.status) == (facts.text, facts.status)
            for form, own in facts.aliases.items():
                assert own[1] not in held or new.aliases[form] == own
        told = {(one.other, one.word, *one.renderings.get("en", ("", ""))) for one in now.relations}
        for one in before.relations:
            text, status = one.renderings.get("en", ("", ""))
            assert status not in held or (one.other, one.word, text, status) in told


def test_a_ban_of_what_is_in_use_here_is_told_and_left():
    their = entry(1, "林风", renderings=en("", banned=("Feng", "Wind")))
    done = combined(entry(1, "林风", "Lin Feng"), their)
    assert done.entries[0].banned_in("en") == ("Wind",)
    assert [each.what for each in done.disagreements] == ["ban"]


@settings(deadline=None)
@given(crowded() | bibles(), st.booleans())
def test_a_bible_taken_into_itself_changes_nothing(bible, prefer_theirs):
    assert combine(numbered(bible), bible, prefer_theirs=prefer_theirs) == Combined((), ())


@pytest.mark.database
def test_the_bible_of_another_story_is_taken_in(scribe):
    other = make_story("Other", "", parse_locale("zh-Hans"), [])
    scribe.say("林风", "Lin Feng", kind="character")
    set_entry(other, Saying("顾雁", kind="character", locale=parse_locale("en"), text="Gu Yan"))
    theirs = other_bible(scribe.story, "Other")
    assert merge_bible(scribe.story, theirs, dry=True).created == 1
    assert scribe.entries() == ["林风 (character)"]
    assert merge_bible(scribe.story, theirs).created == 1
    assert scribe.entries() == ["林风 (character)", "顾雁 (character)"]
    assert merge_bible(scribe.story, theirs).entries == ()


@pytest.mark.database
def test_what_is_no_other_bible_is_refused(scribe):
    make_story("English", "", parse_locale("en"), [])
    for name in ("nothing", scribe.story.name, "English"):
        with pytest.raises(BadInput):
            other_bible(scribe.story, name)


@pytest.mark.database
def test_two_of_theirs_that_are_one_here_are_stored(scribe):
    other = make_story("Other", "", parse_locale("zh-Hans"), [])
    for word, text in (("小风", "Little Feng"), ("林风", "Lin Feng")):
        set_entry(other, Saying(word, kind="character", locale=parse_locale("en"), text=text))
    scribe.say("林风", kind="character", aliases=("小风",))
    assert merge_bible(scribe.story, other_bible(scribe.story, "Other")).changed == 1
    facts = scribe.entry("林风").renderings["en"]
    assert (facts.text, facts.aliases) == ("Lin Feng", {"小风": ("Little Feng", "approved")})


def test_a_nickname_that_two_people_share_does_not_make_them_one():
    our = entry(1, "林风", "Lin Feng", aliases=("少爷",), alias_kinds={"少爷": "title"})
    done = combined(our, entry(1, "王强", "Wang Qiang", aliases=("少爷", "阿强")))
    (new,) = done.entries
    assert (new.id, new.headword, new.aliases) == (0, "王强", ("阿强",))
    assert [(each.what, each.theirs) for each in done.disagreements] == [("form", "少爷")]


def test_a_full_name_both_have_makes_them_one_unless_one_is_a_woman():
    our = entry(1, "阿风", aliases=("林风",), alias_kinds={"林风": "full name"}, gender="male")
    their = entry(1, "小风", aliases=("林风",))
    assert [each.id for each in combined(our, their).entries] == [1]
    assert [each.id for each in combined(our, replace(their, gender="female")).entries] == [0]
