"""Who a sentence is about, and what English calls them: he, his, himself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyport.engines.translate.gloss.nodes import Node
from storyport.language.function_words import word_set

__all__ = ["HE", "YOU", "Person", "gender_of", "person_of"]


@dataclass(frozen=True)
class Person:
    """A person's pronouns; `form`: of a verb in the present, I am, he is, they are."""

    subject: str
    object: str
    possessive: str
    reflexive: str
    form: str


HE = Person("he", "him", "his", "himself", "sz")
_SHE = Person("she", "her", "her", "herself", "sz")
_IT = Person("it", "it", "its", "itself", "sz")
_I = Person("I", "me", "my", "myself", "si")
YOU = Person("you", "you", "your", "yourself", "sp")
_WE = Person("we", "us", "our", "ourselves", "sp")
_THEY = Person("they", "them", "their", "themselves", "sp")

_PRONOUNS = {
    "我": _I, "俺": _I, "你": YOU, "您": YOU, "他": HE, "她": _SHE, "它": _IT, "我们": _WE, "咱们": _WE, "咱": _WE,
    "你们": YOU, "他们": _THEY, "她们": _THEY, "它们": _THEY, "大家": _THEY, "人们": _THEY, "谁": HE,
}  # fmt: skip
_GENDERS = {"male": HE, "female": _SHE}
_GENDER = re.compile(r"\b(?:fe)?male\b")
_MANY = word_set("众人 人群 群臣 百官 百姓 所有人 两人 二人 三人 众弟子")
_WOMAN = re.compile(
    r"(?:[女妇婆娘姐妹妈母奶姑妃后嫔婢姬妻妾]|丫鬟|丫头|夫人|小姐|姑娘|公主|婶婶|阿姨)$"
)
_MAN = re.compile(
    r"(?:[汉爷父翁叟伯叔哥弟僧帝王侯]|男[人子孩]?|老[者头人]|少年|公子|和尚|道士|青年|皇上|师[父傅尊]|丈夫|儿子)$"
)


def gender_of(note: str) -> str:
    """Return the gender that a term's note names, empty where it names none."""
    found = _GENDER.search(note)
    return found[0] if found else ""


def person_of(node: Node, *, many: bool = False) -> Person | None:
    """Return who a noun, name or pronoun is; None where it may be anyone or anything."""
    if node.text in _PRONOUNS:
        return _PRONOUNS[node.text]
    if node.gender:
        return _GENDERS[node.gender]
    if node.tag != "N":
        return None
    if many or node.text in _MANY or node.text.endswith("们"):
        return _THEY
    if _WOMAN.search(node.text):
        return _SHE
    return HE if _MAN.search(node.text) else None
