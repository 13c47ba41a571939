"""Chinese words that work rather than mean: what place they take, and what English says there."""

from __future__ import annotations

from storyport.engines.translate.gloss.dictionary import Sense
from storyport.engines.translate.gloss.lexicon import read_table
from storyport.engines.translate.gloss.nodes import Choice, one_of
from storyport.language.function_words import word_set

__all__ = ["GRAMMAR", "KIN", "LOCALIZERS", "OBJECTS", "POSSESSIVES", "TAGS"]

TAGS = {
    "n": "N", "v": "V", "a": "A", "d": "D", "p": "P", "c": "C", "r": "R", "m": "M", "q": "Q", "t": "T",
    "f": "F", "s": "N", "b": "A", "z": "A", "i": "N", "l": "N", "j": "N", "u": "Y", "y": "Y", "e": "Y", "o": "Y",
    "k": "N", "h": "N", "x": "N", "g": "N", "nr": "NR", "ns": "NR", "nt": "NR", "nrt": "NR", "nrfg": "NR",
    "nz": "N", "vn": "V", "an": "A", "ad": "D", "zg": "N",
}  # fmt: skip

POSSESSIVES = {
    "我": "my", "你": "your", "您": "your", "他": "his", "她": "her", "它": "its", "我们": "our", "咱们": "our", "咱": "our",
    "你们": "your", "他们": "their", "她们": "their", "它们": "their", "自己": "his own", "谁": "whose", "人们": "people's", "其": "its",
}  # fmt: skip

LOCALIZERS = {
    "里": "in", "中": "in", "内": "within", "上": "on", "下": "under", "外": "outside", "前": "before", "后": "after",
    "里面": "inside", "外面": "outside", "上面": "on", "下面": "under", "前面": "in front of", "后面": "behind", "之中": "in",
    "之内": "within", "之外": "outside", "之上": "above", "之下": "under", "之前": "before", "之后": "after", "之间": "between",
    "以前": "before", "以后": "after", "以内": "within", "以外": "outside", "以上": "above", "以下": "below", "期间": "during",
    "旁": "beside", "旁边": "beside", "边": "beside", "时": "when", "时候": "when", "的时候": "when", "间": "between", "当中": "among",
    "附近": "near", "周围": "around", "身上": "on", "面前": "in front of", "身后": "behind", "背后": "behind", "以来": "since",
    "底下": "under", "后头": "behind", "里头": "inside", "头上": "over", "左右": "about", "方面": "in terms of", "一带": "around", "起": "from",
}  # fmt: skip


def _read() -> dict[str, tuple[str, Choice]]:
    found = {}
    for word, tag, said in read_table("grammar"):
        choice = one_of(*said.split("|"))
        if tag == "T":
            choice = Choice(
                tuple(Sense(sense.text, "n", sense.cost) for sense in choice.senses), "n"
            )
        found[word] = (tag, choice)
    return found


GRAMMAR = _read()
"""Word -> its place in the sentence and what English says there."""


OBJECTS = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them"}
KIN = word_set(
    "爹 娘 爸 妈 爸爸 妈妈 父亲 母亲 哥 哥哥 姐 姐姐 弟弟 妹妹 儿子 女儿 妻子 丈夫 师父 师傅 师尊 师兄 师弟 师姐 师妹 师叔 家 家里 家人 爷爷 奶奶 "
    "村 国 国家 公司 学校 手 手里 手中 身上 身后 身边 心里 心中 脸上 眼中 眼里 体内 嘴角 头 身体 脸 眼睛 名字 声音 朋友"
)
"""Nouns that go with a pronoun before them without 的."""
