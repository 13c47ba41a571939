"""First renderings of learned names without a model: spelled out, titles as packs have them."""

from __future__ import annotations

from collections.abc import Mapping

from storyport.kernel.locales import LocaleInfo
from storyport.language.romanization import suggest_name
from storyport.story.facts import EntryFacts

__all__ = ["suggest_alias", "suggest_rendering"]

# What places and groups end with, for English; what has no ending here is spelled out.
_ENDINGS = {
    "山庄": "Manor", "山": "Mountain", "峰": "Peak", "岭": "Ridge", "谷": "Valley", "城": "City",
    "镇": "Town", "村": "Village", "寨": "Stronghold", "府": "Manor", "宫": "Palace", "殿": "Hall",
    "阁": "Pavilion", "楼": "Tower", "塔": "Pagoda", "院": "Academy", "书院": "Academy",
    "寺": "Temple", "庙": "Temple", "观": "Temple", "桥": "Bridge", "街": "Street", "巷": "Lane",
    "路": "Road", "河": "River", "江": "River", "湖": "Lake", "海": "Sea", "岛": "Island",
    "林": "Forest", "洞": "Cave", "崖": "Cliff", "渊": "Abyss", "州": "Prefecture",
    "国": "Kingdom", "宗": "Sect", "门": "Gate", "派": "School", "帮": "Gang", "教": "Cult",
    "堂": "Hall", "盟": "Alliance", "会": "Society", "家": "Family", "氏": "Clan", "族": "Clan",
    "集团": "Group", "公司": "Company", "大学": "University", "酒楼": "Restaurant",
    "客栈": "Inn", "镖局": "Escort Agency", "商会": "Chamber of Commerce", "局": "Bureau",
    "部": "Ministry",
}  # fmt: skip
_LONGEST_ENDING = 2
_PLACES = frozenset({"place", "faction"})


def suggest_rendering(
    entry: EntryFacts, locale: LocaleInfo, lexicon: Mapping[str, EntryFacts]
) -> str:
    """Return a first rendering of an entry's headword, empty where there is none."""
    if entry.kind == "character":
        return _titled(entry.headword, locale, lexicon) or suggest_name(entry.headword, locale)
    if entry.kind in _PLACES:
        return _ended(entry.headword, locale)
    return _of_pack(entry.headword, locale, lexicon)


def suggest_alias(
    entry: EntryFacts, alias: str, locale: LocaleInfo, lexicon: Mapping[str, EntryFacts]
) -> str:
    """Return a first rendering of another form of an entry."""
    if entry.kind != "character":
        return suggest_rendering(EntryFacts(0, alias, entry.kind), locale, lexicon)
    titled = _titled(alias, locale, lexicon)
    if titled:
        return titled
    # A given name is no surname with a given name, however it begins.
    is_whole = alias in entry.headword and alias != entry.headword
    return suggest_name(alias, locale, person=not is_whole)


def _titled(name: str, locale: LocaleInfo, lexicon: Mapping[str, EntryFacts]) -> str:
    """Return surname and title in the order of the locale: 王师兄, Senior Brother Wang."""
    for size in (1, 2):
        title = _of_pack(name[size:], locale, lexicon) if len(name) > size + 1 else ""
        surname = suggest_name(name[:size], locale, person=False)
        if title and surname:
            if locale.language == "ja":
                return f"{surname}{title}"
            return f"{title[:1].upper()}{title[1:]} {surname}"
    return ""


def _ended(name: str, locale: LocaleInfo) -> str:
    if locale.language == "en":
        for size in range(_LONGEST_ENDING, 0, -1):
            ending = _ENDINGS.get(name[-size:])
            if ending and len(name) > size + 1:
                return f"{suggest_name(name[:-size], locale, person=False)} {ending}".strip()
    return suggest_name(name, locale, person=False)


def _of_pack(form: str, locale: LocaleInfo, lexicon: Mapping[str, EntryFacts]) -> str:
    entry = lexicon.get(form)
    found = entry.rendering_of(form, locale.tag) if entry else None
    return found[0] if found else ""
