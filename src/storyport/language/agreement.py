"""What beside a name depends on how the name is spelled, language by language.

A neighbour depends when another spelling would want another neighbour: a or an, el or la,
d' or de, 은 or 는. An unknown language is judged by the one rule that holds everywhere:
what is attached to a word belongs to it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from storyport.kernel.locales import LocaleInfo
from storyport.language.function_words import word_set

__all__ = ["Place", "depends"]


@dataclass(frozen=True)
class Place:
    """One place where `found` (the form `old`) would become `new`."""

    before: str
    found: str
    after: str
    old: str
    new: str


Rule = Callable[[Place], bool]
"""Tells whether something at a place depends on the spelling."""

_LAST_WORD = re.compile(r"([^\W\d_]+['’]?)[\s\u00a0\"“”«‘„(]*$")
_NEXT_WORD = re.compile(r"^[\s\u00a0]+([^\W\d_]+)")
_ATTACHED_BEFORE = re.compile(r"[^\W_]['’\-‑]?$|[^\W_]['’\-‑][\"“«]?$")
_ATTACHED_AFTER = re.compile(r"^['’\-‑]?[^\W_]")


def depends(place: Place, locale: LocaleInfo) -> bool:
    """Tell whether a neighbour depends on the spelling, or may."""
    if not locale.spaced:
        return False
    rules = _RULES.get(locale.language, (_attached,))
    return any(rule(place) for rule in rules)


def _word_before(place: Place) -> str:
    match = _LAST_WORD.search(place.before)
    return match[1].lower().replace("’", "'") if match else ""


def _word_after(place: Place) -> str:
    match = _NEXT_WORD.match(place.after)
    return match[1].lower() if match else ""


def _attached(place: Place) -> bool:
    return bool(_ATTACHED_BEFORE.search(place.before) or _ATTACHED_AFTER.match(place.after))


def _attached_after(place: Place) -> bool:
    return bool(_ATTACHED_AFTER.match(place.after))


def _is_name(form: str) -> bool:
    return form[:1] != form[:1].lower()


def _common_noun(place: Place) -> bool:
    """Adjectives, articles and verbs agree with a noun; with a person's name they follow the person."""
    return not (_is_name(place.old) and _is_name(place.new))


# English

_SILENT_H = re.compile(r"(?:hon|hour|heir)", re.IGNORECASE)
_SPOKEN_LIKE_YOU = re.compile(
    r"(?:uni[^nm]|us[aeu]|eu|ewe|ut[ie]|one|once|ub|ur[aiou])", re.IGNORECASE
)
_VOWEL_LETTER = re.compile("[aeiouáéíóúàèìòùâêîôûäëïöüāēīōū]", re.IGNORECASE)
_APOSTROPHES = "'’"
_JOINED = re.compile(r"-[^\W_]|['’](?!(?:s|d|ll|re|ve|m)\b)[^\W_]")
_LETTERS_WITH_VOWEL = frozenset("AEFHILMNORSX")


@functools.lru_cache(maxsize=1 << 10)
def _begins_with_vowel_sound(form: str) -> bool:
    word = re.split(r"[\s-]", form, maxsplit=1)[0]
    if len(word) > 1 and word.isupper() and not re.search("[AEIOU]", word[1:]):
        return word[0] in _LETTERS_WITH_VOWEL
    if _SILENT_H.match(word):
        return True
    return bool(_VOWEL_LETTER.match(word)) and not _SPOKEN_LIKE_YOU.match(word)


def _english(place: Place) -> bool:
    old, new = _begins_with_vowel_sound(place.old), _begins_with_vowel_sound(place.new)
    if old != new and _word_before(place) in {"a", "an"}:
        return True
    both = (place.old[-1:].lower() == "s", place.new[-1:].lower() == "s")
    if place.after[:1] in _APOSTROPHES and place.after and both[0] != both[1]:
        return True
    if _JOINED.match(place.after):
        return True
    # "spirit stones are": a plural for a singular would want another verb.
    return both[0] != both[1] and not _is_name(place.old)


# Romance languages

_ARTICLES = {
    "es": "el la los las lo un una unos unas al del este esta estos estas ese esa esos esas aquel aquella aquellos"
    " aquellas otro otra todo toda mucho mucha nuestro nuestra nuestros nuestras vuestro vuestra cuyo cuya ningún"
    " ninguna algún alguna mismo misma cada",
    "pt": "o a os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela pelos pelas num numa dum duma"
    " este esta esse essa aquele aquela deste desta desse dessa daquele daquela neste nesta nesse nessa naquele"
    " naquela meu minha teu tua seu sua nosso nossa outro outra todo toda",
    "fr": "le la les un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur"
    " leurs quel quelle tout toute aucun aucune chaque",
    "it": "il lo la i gli le un uno una del dello della dei degli delle al allo alla ai agli alle dal dallo dalla dai"
    " nel nello nella nei negli nelle sul sullo sulla sui col questo questa quel quello quella quei quegli suo sua"
    " mio mia tuo tua nostro nostra",
    "ca": "el la els les en na un una uns unes del dels al als pel pels aquest aquesta aquell aquella",
    "gl": "o a os as un unha do da dos das no na ao á polo pola este esta ese esa",
    "ro": "un o unei unui unor acest această acel acea al a ai ale",
}
_ELIDING = {
    "fr": word_set("de le la que ne se je me te ce si jusque lorsque puisque quoique presque"),
    "it": word_set("di lo la una quello quella bello santo ad ed od"),
    "ca": word_set("de el la en na"),
}
_FRENCH_VOWELS = "aeiouyhâàäéèêëîïôöûùüœæ"


def _romance(language: str) -> tuple[Rule, ...]:
    articles = frozenset(_ARTICLES[language].split())

    def with_article(place: Place) -> bool:
        return _word_before(place) in articles

    def elided(place: Place) -> bool:
        word = _word_before(place)
        if not (word.endswith("'") or word in _ELIDING.get(language, ())):
            return False
        old, new = place.old[:1].lower(), place.new[:1].lower()
        # An h may be mute or not; nobody knows in a name.
        return (old in _FRENCH_VOWELS) != (new in _FRENCH_VOWELS) or "h" in {old, new}

    return with_article, elided, _common_noun, _attached_after


_I_SOUND = re.compile(r"h?[ií](?![aeou])|h?[ií]$|y(?![aeiou])", re.IGNORECASE)
_O_SOUND = re.compile(r"h?[oó]", re.IGNORECASE)


def _spanish_conjunction(place: Place) -> bool:
    """Y and o become e and u before their own sound."""
    word = _word_before(place)
    if word in {"y", "e"}:
        return bool(_I_SOUND.match(place.old)) != bool(_I_SOUND.match(place.new))
    return word in {"o", "u"} and bool(_O_SOUND.match(place.old)) != bool(_O_SOUND.match(place.new))


# Languages with cases: bare is the nominative only where the name would show another case.

_FINALS = (
    (re.compile(r"[aаяąą]$", re.IGNORECASE), "a"),
    (re.compile(r"[ьй]$", re.IGNORECASE), "soft"),
    (re.compile(r"[eiouyоеёиыуюэіїєéíóúýāēīōū]$", re.IGNORECASE), "vowel"),
)


def _final(form: str) -> str:
    return next((name for pattern, name in _FINALS if pattern.search(form)), "consonant")


def _declined(place: Place) -> bool:
    return _final(place.old) != _final(place.new)


_ALL_ARTICLES = {
    "de": "der die das dem den des ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses"
    " diesem diesen jener jene jenes jenem jenen mein meine meinen dein deine sein seine seinen seinem seiner ihr ihre"
    " ihren ihrem ihrer unser unsere euer eure zum zur im am beim vom ins ans jeder jede jedes welcher welche",
    "nl": "de het een dit dat deze die zijn haar mijn ons onze",
    "sv": "en ett den det de denna detta min mitt din ditt",
    "da": "en et den det de denne dette min mit din dit",
    "no": "en ei et den det de denne dette min mitt din ditt",
    "nb": "en ei et den det de denne dette min mitt din ditt",
    "el": "ο η το οι τα του της των τον την τη τους τις στο στη στην στον στα στους στις ένας μια μία ένα",
}


def _after_article(language: str) -> Rule:
    articles = frozenset(_ALL_ARTICLES[language].split())
    return lambda place: _word_before(place) in articles


def _genitive_s(place: Place) -> bool:
    """Lin Fengs, but Hans'."""
    sibilant = ("s", "ß", "x", "z")
    return place.after[:1] in {"'", "’"} or place.old.endswith(sibilant) != place.new.endswith(
        sibilant
    )


_FRONT, _BACK = "eiöüéíőű", "aıouáóú"
_HARMONIC = word_set("mi mı mu mü de da te ta ile misin mısın musun müsün")


def _harmony(place: Place) -> bool:
    """Turkish mi and de follow the last vowel, standing apart."""
    return _word_after(place) in _HARMONIC and _last_vowel(place.old) != _last_vowel(place.new)


def _last_vowel(form: str) -> str:
    vowels = [letter for letter in form.lower() if letter in _FRONT + _BACK]
    return vowels[-1] if vowels else ""


def _hungarian_article(place: Place) -> bool:
    vowels = "aáeéiíoóöőuúüű"
    return _word_before(place) in {"a", "az"} and (place.old[:1].lower() in vowels) != (
        place.new[:1].lower() in vowels
    )


# Korean

_HANGUL = re.compile(r"[\"'”’」』)\]》〉]*([가-힣]+)")
_PAIRED = re.compile(
    r"(?:은|는|이|가|을|를|과|와|으로|로|아|야|이여|여|이랑|랑|이나|나|이라|라|이란|란|이며|며|이든|든|이고|고|이었|였|이다|다|이지|지|이야)"
)
_UNPAIRED = re.compile(
    r"(?:의|에게|에서|에|도|만|까지|부터|처럼|보다|께|한테|조차|마저|밖에|같이|님|씨|들|군|양|인|일|입|임|뿐)"
)
_FIRST_SYLLABLE, _FINALS_COUNT, _RIEUL = 0xAC00, 28, 8


def _korean(place: Place) -> bool:
    match = _HANGUL.match(place.after)
    if match is None:
        return bool(_ATTACHED_AFTER.match(place.after))
    if not _PAIRED.match(match[1]):
        return _UNPAIRED.match(match[1]) is None
    old, new = _final_consonant(place.old), _final_consonant(place.new)
    return old is None or old != new


def _final_consonant(form: str) -> str | None:
    """Return the class of the last syllable, or None where it is not Hangul."""
    code = ord(form[-1]) - _FIRST_SYLLABLE
    if not 0 <= code <= 0xD7A3 - _FIRST_SYLLABLE:
        return None
    final = code % _FINALS_COUNT
    return "open" if final == 0 else "rieul" if final == _RIEUL else "closed"


# Arabic and Hebrew


def _article_changes(place: Place) -> bool:
    """An adjective takes the article of its noun."""
    return place.old.startswith("ال") != place.new.startswith("ال") or place.old.endswith(
        "ة"
    ) != place.new.endswith("ة")


_CASED = (_declined, _attached, _common_noun)
_RULES: dict[str, tuple[Rule, ...]] = {
    "en": (_english,),
    **{language: _romance(language) for language in ("pt", "fr", "it", "ca", "gl", "ro")},
    "es": (*_romance("es"), _spanish_conjunction),
    **dict.fromkeys(
        ("ru", "uk", "be", "pl", "cs", "sk", "sr", "hr", "bs", "sl", "lt", "lv", "la"), _CASED
    ),
    "bg": (_attached,),
    "de": (_after_article("de"), _genitive_s, _attached),
    **{
        language: (_after_article(language), _genitive_s, _attached, _common_noun)
        for language in ("nl", "sv", "da", "no", "nb", "el")
    },
    "tr": (_harmony, _attached),
    "az": (_harmony, _attached),
    "hu": (_hungarian_article, _attached),
    "fi": (_attached,),
    "ko": (_korean,),
    "ar": (_article_changes, _attached),
    "he": (_attached,),
    "vi": (_attached,),
    "id": (_attached,),
    "ms": (_attached,),
}
