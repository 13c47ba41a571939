from __future__ import annotations

from dataclasses import replace

import pytest

from storyport.checks import ExpectedTerm, Pair
from storyport.checks.terms import check
from storyport.kernel.locales import parse_locale

LIN = ExpectedTerm(
    ("林风", "小风"), "Lin Feng", ("Feng",), ("Lin Wind", "Forest Wind"), "character"
)
CITY = ExpectedTerm(("林风城",), "Linfeng City", kind="place")
SISTER = ExpectedTerm(("林月",), "Lin Yue", kind="character")


def _pair(source: str, target: str, *terms: ExpectedTerm, locale: str = "en") -> Pair:
    return Pair(source, target, parse_locale("zh"), parse_locale(locale), terms=terms)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("林风走了。", "Lin Feng left.", []),
        ("林风走了。", "Feng left.", []),
        ("小风走了。", "Lin Feng left.", []),
        ("林风走了。", "He left.", [("terms.missing", "major")]),
        ("林风走了。", "Lin Fong left.", [("terms.missing", "major")]),
        ("林风走了。", "Lin Wind left.", [("terms.banned", "major"), ("terms.missing", "major")]),
        ("林风说林风走了。", "Lin Feng said he left.", [("terms.fewer", "minor")]),
        ("林风说林风走了。", "Lin Feng said Linfeng left.", [("terms.fewer", "major")]),
        ("他走了。", "The forest wind blew. Lin Wind!", []),
        ("林风城到了。", "They reached Linfeng City.", []),
        (
            "林风和林月走了，林风哭了。",
            "Lin Feng and Lin Yue left, and he wept.",
            [("terms.fewer", "minor")],
        ),
        ("<1>林</1>风走了。", "<1>Lin</1> Feng left.", []),
    ],
)
def test_terms(source, target, expected):
    findings = check(_pair(source, target, LIN, CITY, SISTER))
    assert expected == [(finding.check, finding.severity) for finding in findings]


def test_proposed_terms_only_advise():
    proposed = replace(LIN, binding=False)
    findings = check(_pair("林风走了。", "He left.", proposed))
    assert [finding.severity for finding in findings] == ["advice"]


def test_a_finding_says_what_stands_there_and_what_should():
    (finding,) = check(_pair("林风走了。", "Then Lin Fong left.", LIN))
    assert finding.span == (5, 13)
    assert finding.fix == "Render 林风 as Lin Feng."
    assert "Lin Fong" in finding.message


def test_an_allowed_form_within_a_banned_one_and_the_other_way_round():
    term = ExpectedTerm(("青云宗",), "Azure Cloud Sect", (), ("Cloud Sect",))
    assert check(_pair("青云宗", "Azure Cloud Sect", term)) == []
    assert [finding.check for finding in check(_pair("青云宗", "Cloud Sect", term))] == [
        "terms.banned",
        "terms.missing",
    ]


def test_endings_are_no_mistake():
    term = ExpectedTerm(("林风",), "Линь Фэн")
    assert check(_pair("林风的剑", "Меч Линя Фэна", term, locale="ru")) == []


def test_a_rendering_inside_a_longer_one_does_not_count():
    family, man = ExpectedTerm(("林",), "Lin"), ExpectedTerm(("林风",), "Lin Feng")
    findings = check(_pair("林家的林风来了。", "Lin Feng had come.", family, man))
    assert [finding.check for finding in findings] == ["terms.missing"]
    assert (
        check(_pair("林家的林风来了。", "Lin Feng of the Lin family had come.", family, man)) == []
    )
