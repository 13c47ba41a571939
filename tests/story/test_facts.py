from __future__ import annotations

import pickle

from storyport.story.facts import Bible, EntryFacts, RenderingFacts, Validity, fallbacks


def entry(**renderings: RenderingFacts) -> EntryFacts:
    return EntryFacts(
        1,
        "林风",
        "character",
        "male",
        aliases=("小风", "风儿"),
        renderings={tag.replace("_", "-"): facts for tag, facts in renderings.items()},
    )


def test_an_alias_takes_the_headwords_rendering_unless_it_has_its_own():
    facts = entry(en=RenderingFacts("Lin Feng", "approved", aliases={"小风": ("Feng", "proposed")}))
    bible = Bible((facts,))
    assert bible.rendering_of(facts, "林风", "en") == ("Lin Feng", True)
    assert bible.rendering_of(facts, "风儿", "en") == ("Lin Feng", True)
    assert bible.rendering_of(facts, "小风", "en") == ("Feng", False)
    assert bible.rendering_of(facts, "林风", "es") is None


def test_locked_binds_and_proposed_does_not():
    assert entry(en=RenderingFacts("A", "locked")).rendering_of("林风", "en") == ("A", True)
    assert entry(en=RenderingFacts("A", "proposed")).rendering_of("林风", "en") == ("A", False)


def test_a_region_falls_back_on_its_language_only_without_a_rendering_of_its_own():
    wide = RenderingFacts("Vento", "approved")
    assert entry(pt=wide).rendering_of("林风", "pt-BR") == ("Vento", True)
    both = entry(pt=wide, pt_BR=RenderingFacts("Brisa", "proposed"))
    assert both.rendering_of("林风", "pt-BR") == ("Brisa", False)
    only_bans = entry(pt=wide, pt_BR=RenderingFacts(banned=("Ar",)))
    assert only_bans.rendering_of("林风", "pt-BR") == ("Vento", True)
    assert entry(pt_BR=wide).rendering_of("林风", "pt") is None


def test_fallbacks_stay_within_a_script():
    assert fallbacks("es-419") == ("es-419", "es")
    assert fallbacks("zh-Hant-TW") == ("zh-Hant-TW", "zh-Hant")
    assert fallbacks("sr-Latn-RS") == ("sr-Latn-RS", "sr-Latn")
    assert fallbacks("en") == ("en",)


def test_bans_of_the_fallback_hold_but_for_what_the_locale_uses():
    facts = entry(
        pt=RenderingFacts("Vento", "approved", banned=("Brisa", "Ar")),
        pt_BR=RenderingFacts("Brisa", "approved", banned=("Vendaval",)),
    )
    assert facts.banned_in("pt-BR") == ("Vendaval", "Ar")
    assert facts.banned_in("pt") == ("Brisa", "Ar")
    assert facts.banned_in("en") == ()


def test_former_texts_of_an_alias_are_its_own_and_the_headwords():
    facts = entry(
        en=RenderingFacts(
            "Lin Feng",
            "approved",
            aliases={"小风": ("Feng", "approved")},
            former=("Lin Wind",),
            former_aliases={"小风": ("Lin Feng",), "风儿": ("Fenger",)},
        )
    )
    assert facts.former_in("林风", "en") == ("Lin Wind",)
    assert facts.former_in("小风", "en") == ("Lin Feng",)
    assert facts.former_in("风儿", "en") == ("Fenger", "Lin Wind")


def test_forms_name_headword_and_aliases_of_every_entry():
    other = EntryFacts(2, "小风", "creature")
    bible = Bible((entry(), other))
    assert list(bible.forms()) == [("林风", 1), ("小风", 1), ("风儿", 1), ("小风", 2)]
    assert [found.id for found in bible.named("小风")] == [1, 2]
    assert bible.named("林") == ()
    assert bible.by_id[2] == other


def test_locales_are_those_that_something_is_said_about():
    facts = entry(en=RenderingFacts("A", "approved"), es=RenderingFacts(former=("B",)))
    assert Bible((facts,)).locales() == ("en",)


def test_a_bible_pickles_after_use():
    bible = Bible((entry(en=RenderingFacts("A", "approved")),))
    bible.named("林风")
    assert pickle.loads(pickle.dumps(bible)) == bible


def test_a_form_holds_while_both_it_and_its_entry_do():
    entry = EntryFacts(
        1,
        "白先生",
        aliases=("黑衣人",),
        validity=Validity(5, 0),
        alias_times={"黑衣人": Validity(0, 20)},
    )
    assert [time for time in (1, 5, 20, 21, 99) if entry.holds("黑衣人", time)] == [5, 20]
    assert [time for time in (1, 5, 20, 21, 99) if entry.holds("白先生", time)] == [5, 20, 21, 99]
    assert entry.holds("黑衣人", 0)
    assert entry.validity_of("黑衣人") == Validity(5, 20)


def test_what_a_locale_does_not_say_its_language_or_the_entry_does():
    facts = {
        "pt": RenderingFacts("Mestra", "approved", gender="female", forms={"Mestras": "plural"}),
        "pt-BR": RenderingFacts(pronouns="ela", choice="explain"),
    }
    entry = EntryFacts(1, "先生", gender="male", renderings=facts)
    assert entry.gender_in("pt-BR") == "female"
    assert entry.gender_in("en") == "male"
    assert entry.pronouns_in("pt-BR") == "ela"
    assert entry.choice_in("pt-BR") == "explain"
    assert entry.shapes_in("pt-BR") == ("Mestras",)
    assert entry.shapes_in("en") == ()
