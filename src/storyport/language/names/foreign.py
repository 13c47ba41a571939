"""Names written by sound: 艾伦, 伊莎贝拉, 阿尔伯特·冯·霍恩."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable

from storyport.language.names.context_words import FOLLOWERS, FUNCTION
from storyport.language.names.grams import Gram
from storyport.language.names.lexicon import SOUNDS, Lexicon
from storyport.language.names.people import Found, acts, company, full_name_prior, surname_of

__all__ = ["DOTS", "choose_foreign", "dotted_forms", "name_parts", "sounds"]

DOTS = "·•‧・∙"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_DOTTED = re.compile(rf"[{_HAN}]{{1,8}}(?:[{DOTS}][{_HAN}]{{1,8}})+")
_AND = re.compile(rf"[和与及](?=[{_HAN}]{{2,8}}[{DOTS}])")
_SHARE = -7.2  # how often, as a logarithm, a character stands in such names to belong to them
_NAME_COST = 5.0
_ENOUGH, _BARELY, _SURE = 3.6, 3.0, 5.0
_SAME = 0.7
_CLEARLY = 2.0  # how much likelier than a Chinese name
# They are in names of states and peoples, next to a person's name they are words.
_NEVER = frozenset("人什令二万三山岛州日新王丁宗国")


@functools.cache
def sounds(lexicon: Lexicon) -> str:
    """Return the characters that foreign names are written with."""
    often = {sign for sign, share in lexicon.foreign.items() if share > _SHARE}
    return "".join(sorted((often | SOUNDS) - _NEVER))


def name_parts(name: str) -> list[str]:
    """Return the parts of a name with dots."""
    return re.split(f"[{DOTS}]", name)


def dotted_forms(text: str, lexicon: Lexicon) -> dict[str, int]:
    """Return names with dots, cut where other words begin, and where each first stands."""
    known = frozenset(sounds(lexicon)) - FUNCTION
    found: dict[str, int] = {}
    for match in _DOTTED.finditer(text):
        start = match.start()
        for name in _AND.split(match[0]):
            parts = name_parts(name)
            first, last = _tail(parts[0], known, lexicon), _head(parts[-1], known, lexicon)
            begin = start + len(parts[0]) - len(first)
            if len(parts) > 1 and first and last:
                found.setdefault(
                    text[begin : start + len(name) - len(parts[-1]) + len(last)], begin
                )
            start += len(name) + 1
    return {form: place for form, place in found.items() if not _has_more(form, found)}


def _has_more(form: str, found: Iterable[str]) -> bool:
    """Tell whether it is another form with a word's end before it: 后凡·霍尔."""
    return any(
        form.endswith(other) and form != other and form[-len(other) - 1] not in DOTS
        for other in found
    )


def _tail(part: str, known: frozenset[str], lexicon: Lexicon) -> str:
    """Return the end of 前总理约翰 that is written by sound."""
    start = len(part)
    if start == 1:
        return part
    while start and part[start - 1] in known:
        if len(part) - start >= 2 <= start and part[start - 2 : start] in lexicon.words:
            break
        start -= 1
    return part[start:] if len(part) - start > 1 or len(part) == 1 else part[-2:]


def _head(part: str, known: frozenset[str], lexicon: Lexicon) -> str:
    """Return the beginning of 霍华德担任 that is written by sound."""
    end = 0
    while end < len(part) and part[end] in known:
        if end >= 2 and len(part) > end + 1 and part[end : end + 2] in lexicon.words:
            break
        end += 1
    return part[: max(end, 2)]


def choose_foreign(grams: Iterable[Gram], lexicon: Lexicon) -> list[Found]:
    """Choose, of runs of such characters, the names: of people, or of places where those stand."""
    judged = {gram.text: _judged(gram, lexicon) for gram in grams}
    wider: defaultdict[str, list[Found]] = defaultdict(list)
    for found in judged.values():
        if len(found.text) > 2:
            wider[found.text[1:]].append(found)
            wider[found.text[:-1]].append(found)
    return [
        found
        for found in judged.values()
        if found.score >= _ENOUGH and not _is_part(found, wider) and not _is_more(found, judged)
    ]


def _judged(whole: Gram, lexicon: Lexicon) -> Found:
    gram, text = whole.tempered(), whole.text
    if text in lexicon.words or text in lexicon.places or any(sign in FUNCTION for sign in text):
        return Found(text, "character", -9.0, whole)
    prior = lexicon.ordinary_cost(text) - lexicon.foreign_cost(text) - _NAME_COST
    if surname_of(text) and full_name_prior(text, lexicon) > prior - _CLEARLY:
        return Found(text, "character", -9.0, whole)
    score = 0.5 * min(prior, 9.0) + 0.6 * company(gram)
    score -= 1.5 if len(text) == 2 else 0.0
    score += min(gram["title"], 1)
    if gram.count > 1 and max(gram.left_top, gram.right_top) > 0.8:
        score -= 3.0
    if gram.count == 1 and not acts(gram) + gram["after_quote"] + gram["title"]:
        score -= 0.0 if len(text) > 2 and prior > _SURE else 1.5
    where = gram["located"] + 0.5 * gram["locative"] + 0.3 * gram["place"]
    who = acts(gram) + gram["body"] + 0.5 * gram["human"] + 0.5 * gram["after_quote"]
    return Found(text, "place" if where > 1.5 * who + 0.5 else "character", score, whole, "foreign")


def _is_part(found: Found, wider: dict[str, list[Found]]) -> bool:
    return any(
        other.score >= _BARELY and other.gram.count >= _SAME * found.gram.count
        for other in wider[found.text]
    )


def _is_more(found: Found, judged: dict[str, Found]) -> bool:
    """Tell whether it is a shorter name with a word behind or before it: 艾伦拉 of 艾伦拉着."""
    for part in (found.text[:-1], found.text[1:]):
        shorter = judged.get(part)
        if shorter is None or shorter.score < _ENOUGH:
            continue
        if found.gram.count <= 0.5 * shorter.gram.count or (
            found.text[-1] in FOLLOWERS and found.gram.count < 0.8 * shorter.gram.count
        ):
            return True
    return False
