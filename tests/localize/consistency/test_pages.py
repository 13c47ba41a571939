from __future__ import annotations

import json
import re

import pytest
from lxml import html as lxml_html

from storyport.kernel.locales import parse_locale
from storyport.localize.consistency import pages
from storyport.localize.consistency.pages import render_page, write_page
from storyport.localize.consistency.values import consistency_value

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def page(told):
    told.say("林风", "لين فنغ", "ar")
    told.put("series", {"e1": [("林风来了。", "جاء لين فنغ.")]}, locale="ar")
    return lxml_html.fromstring(render_page(told.report(to="")).encode())


def words(element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_the_page_needs_nothing_outside_it(page):
    assert page.xpath("//link|//img|//iframe|//script[@src]|//style[contains(., 'url(')]") == []
    links = page.xpath("//a/@href")
    assert links
    ids = set(page.xpath("//@id"))
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    assert len(ids) == len(page.xpath("//@id"))


def test_it_tells_the_summary_first_and_every_form_with_its_places(page):
    (english,) = page.xpath("//section[@data-locale='en']")
    cards = [words(card) for card in english.xpath(".//div[@class='card']")]
    assert "Rendered as agreed 57.1 % of the lines of decided names" in cards
    (worst,) = english.xpath(".//h3/following-sibling::div[1]//tbody/tr")
    assert words(worst).startswith("林风 Lin Feng 50.0 % of 6 Forest Wind ×1 , Lin Fong ×1")
    (entry,) = english.xpath(".//details[@data-kind='character']")
    told = words(entry)
    assert "In the source: 林风 ×8, 小风 ×1; 8 lines looked at, 6 of them translated." in told
    assert "Forest Wind banned 1 time: game “Lamp Room” 1" in told
    assert "novel · 第二章 · u0" in told
    assert "Little Feng agreed for 小风" in told
    assert entry.xpath(".//mark[.='Lin Fong']")
    assert entry.get("data-verdict") == "banned"


def test_it_reads_without_its_script_and_filters_only_with_it(page):
    (filters,) = page.xpath("//form")
    assert "hidden" in filters.attrib
    assert [option.text for option in filters.xpath(".//select[@name='kind']/option")] == [
        "all kinds",
        "character",
        "place",
    ]
    assert page.xpath("//details[@class='group'][@open]")


def test_every_text_says_its_language_and_direction(page):
    (arabic,) = page.xpath("//section[@data-locale='ar']")
    forms = arabic.xpath(".//p[.//mark]")
    assert {(each.get("lang"), each.get("dir")) for each in forms} == {
        ("zh-Hans", "ltr"),
        ("ar", "rtl"),
    }
    assert arabic.xpath(".//b[.='لين فنغ']/@dir") == ["rtl"]


def test_names_are_text_never_markup(shelf):
    shelf.say("<b>林</b>", "<script>alert(1)</script>", kind="term")
    shelf.put("novel", {"<i>": [("<b>林</b>", "<script>alert(1)</script> & more")]})
    page = render_page(shelf.report())
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;i&gt;" in page


def test_a_page_is_bounded_and_says_what_it_left_out(told, monkeypatch):
    told.put("series", {"e": [(f"林风走了{n}里。", f"Forest Wind, {n}.") for n in range(50)]})
    found = told.report()
    whole = lxml_html.fromstring(render_page(found))
    assert "and 40 more lines" in words(whole)
    monkeypatch.setattr(pages, "PLACES", 3)
    page = lxml_html.fromstring(render_page(found))
    assert len(page.xpath("//ul[@class='places']/li")) == 3
    assert "3 here, 54 only counted." in words(page)
    assert "none shown here" in words(page)


def test_what_is_wholly_consistent_says_so(shelf):
    shelf.say("林风", "Lin Feng", kind="character")
    shelf.put("novel", {"1": [("林风来了。", "Lin Feng came.")]})
    page = words(lxml_html.fromstring(render_page(shelf.report())))
    assert "Consistent. Every agreed name" in page
    assert "100 %" in page


def test_it_is_written_whole(told, tmp_path):
    path = tmp_path / "new" / "page.html"
    write_page(told.report(), path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_same_as_plain_data(told):
    value = json.loads(json.dumps(consistency_value(told.report())))
    assert value["works"] == [
        {"medium": "novel", "work": "novel"},
        {"medium": "game", "work": "Lamp Room"},
    ]
    (english,) = value["locales"]
    assert (english["locale"], english["met"], english["occurrences"]) == ("en", 2, 9)
    use = english["uses"][0]
    assert english["worst"] == [use["id"]]
    assert use["sources"] == {"林风": 7, "小风": 1}
    (banned,) = (form for form in use["forms"] if form["role"] == "banned")
    assert banned == {
        "role": "banned",
        "form": "Forest Wind",
        "for": [],
        "count": 1,
        "lines": 1,
        "works": [{"medium": "game", "work": "Lamp Room", "count": 1, "lines": 1}],
        "places": [
            {
                "medium": "game",
                "work": "Lamp Room",
                "part": "strings",
                "key": "u0",
                "source": ["", "林风", "升级了！"],
                "target": ["", "Forest Wind", " levelled up!"],
            }
        ],
        "places_left_out": 0,
    }
    assert sum(form["lines"] for form in use["forms"]) >= use["translated"]


def test_one_stylesheet_for_all_reports(told):
    from django.template.loader import get_template, render_to_string

    look = render_to_string("localize/look.css")
    assert look in render_page(told.report())
    for name in ("report", "evaluation", "consistency"):
        source = get_template(f"localize/{name}.html").template.source
        assert '{% include "localize/look.css" %}' in source
    assert not re.search(r"\{%|\{\{|url\(", look)


def test_a_locale_has_its_own_name(told):
    assert parse_locale("ar").own_name in render_page(told.report(to="ar"))
