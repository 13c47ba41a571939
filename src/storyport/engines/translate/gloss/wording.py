"""The words of a set phrase for the person it is said of: "one's" as his, her, your."""

from __future__ import annotations

import re

from storyport.engines.translate.gloss.inflect import agreed
from storyport.engines.translate.gloss.people import Person
from storyport.language.function_words import word_set

__all__ = ["clause_for", "phrase_for", "said_to"]

_FORMS = {"si": "VBP", "sp": "VBP", "sz": "VBZ"}
_OWN = re.compile(r"\bone(?P<self>'s|self)\b")
_SUBJECT = re.compile(
    r"(?<!no )(?<!the )(?<!this )\bone (?P<verb>[a-z]+s|had|swore|can(?:'t)?|would|must)\b"
)
_OBJECT = re.compile(
    r"\b(?P<lead>before|at|feeds|with|on|staring|swallow|to|for|of|from) one(?=$| up$| in the face$)"
)
_SOMEONE = re.compile(r"\bsomeone(?P<own>'s)?\b(?! else)")
# Finite verbs of what happens, told in the past; sayings stay in the present.
_HAPPENS = word_set(
    "contract contracts darken darkens shift shifts go goes scatter scatters hang hangs tremble trembles erupt erupts"
    " break breaks twitch twitches lift lifts curve curves burst bursts stream streams redden reddens brim brims give"
    " gives stand stands prickle prickles run runs turn turns bristle bristles come comes dawn dawns stir stirs"
    " shatter shatters skip skips flutter flutters litter litters slip slips is are has have won't begin begins"
    " becomes meet meets sink sinks crumple falls fall"
)
_WORSE = frozenset({"gets"})
_MODALS = word_set("to can will would must may could might should")
_PAST = {"won't": "would not", "are": "were"}
_HAPPENING = word_set("the an all blood corpses everything their years")


def phrase_for(text: str, person: Person, *, spoken: bool) -> str:
    """Return a phrase with "one" as a person; what one does is told in the past."""

    def own(match: re.Match[str]) -> str:
        return person.possessive if match["self"] == "'s" else person.reflexive

    def subject(match: re.Match[str]) -> str:
        return f"{person.subject} {_finite(match['verb'], person, spoken=spoken)}"

    said = _SUBJECT.sub(subject, _OWN.sub(own, text))
    return _OBJECT.sub(lambda match: f"{match['lead']} {person.object}", said)


def _finite(verb: str, person: Person, *, spoken: bool) -> str:
    if verb.startswith("can"):
        return verb if spoken else verb.replace("can't", "couldn't").replace("can", "could")
    if verb == "is" and person.form == "si" and spoken:
        return "am"
    if verb in {"had", "swore", "would", "must"}:
        return verb
    form = _FORMS[person.form] if spoken else "VBD"
    return "were" if verb == "is" and form == "VBD" and person.form == "sp" else agreed(verb, form)


def said_to(text: str, whom: str, whose: str) -> str:
    """Return a phrase with "someone" as whom it is done to; without them where that is empty."""
    if not whom:
        return re.sub(r" someone\b(?!'s| else)", "", text)
    return _SOMEONE.sub(lambda match: whose if match["own"] else whom, text)


def clause_for(text: str, person: Person, *, spoken: bool) -> tuple[str, str]:
    """Return a clause with "one" as a person, and the word in it that stands for them."""
    said = phrase_for(text, person, spoken=spoken)
    of_one = said != text
    owner = ""
    if of_one:
        owner = person.possessive if "one's" in text else person.object
        owner = owner if owner in said.split() else ""
    happens = of_one or text.split(" ", 1)[0] in _HAPPENING
    return (
        _told(said, also=_WORSE if of_one else frozenset()) if happens and not spoken else said
    ), owner


def _told(text: str, also: frozenset[str]) -> str:
    """Return a clause in the past: its first verb of something that happens."""
    words = text.split()
    for place, word in enumerate(words):
        if place and word in _HAPPENS | also and words[place - 1] not in _MODALS:
            words[place] = _PAST.get(word) or agreed(word, "VBD")
            break
    return " ".join(words)
