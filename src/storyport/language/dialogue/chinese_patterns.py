"""Patterns of Chinese narration around quotes: who acts, says, hears, is only looked at."""

from __future__ import annotations

import re

from storyport.language.dialogue import chinese_words as words

__all__ = [
    "APPEARS",
    "A_VOICE",
    "BESIDE",
    "BOUNDARY",
    "CLAUSE",
    "CLAUSE_EDGES",
    "FINISHED",
    "HAN",
    "HEARS",
    "IS_A",
    "IS_HE",
    "KIN_AFTER",
    "LEAD_IN",
    "NEW",
    "OBJECT",
    "PART",
    "SAYS",
    "SAYS_LAST",
    "SENTENCE_END",
    "SILENT",
    "STARTLED",
    "THINKS",
    "TURNS_OUT",
    "VERB_NEXT",
]


def _any_of(*forms: str) -> str:
    return "|".join(sorted(set(forms), key=len, reverse=True))


BOUNDARY = re.compile(r"[，,；;。！？!?…—：:\s“”「」『』（）()、]+")
SENTENCE_END = re.compile(r"[。！？!?…；;]+")
CLAUSE = re.compile(r"[^，,；;。！？!?…—：:]+[，,；;。！？!?…—：:]*")
LEAD_IN = re.compile(
    rf"(?:{_any_of(*words.LEAD_INS)}|(?![对向朝冲给把被跟和与同替为])[^，。]{{0,8}}的"
    r"|[^，。]{0,6}(?:时|后|前|里|上|中|下|边|旁|间|刻|会儿|外|内|处|头|夜|天|日|年|月))+"
)
OBJECT = frozenset(words.OBJECT_MARKERS)
PART = re.compile("的?(?:" + _any_of(*words.VISIBLE_PARTS) + ")")
CLAUSE_EDGES = frozenset("，,；;。！？!?…—：: \t　“”「」『』（）()、")
# 门口坐着个管事: who appears stands after the verb.
APPEARS = re.compile(
    "(?:[着了是有来出进](?:一|那|这)?[个名位]|[着了来出]一?[群对]|[正竟却乃]是|原来是)[^，。]{0,6}$"
)
# 一个女人, 是个女人, 有位老者: somebody the reader has not met.
NEW = re.compile("(?:一|几|两|三|是|有|着|了|来|出)[个名位]?(?:[^，。]{0,5}的)?[^，。的这那]{0,2}$")
# 掌柜身边的: X only tells whose neighbour is meant.
BESIDE = re.compile(
    "(?:的)?(?:身边|身后|身旁|旁边|对面|手下|门下|身前|左右|边上|背后|隔壁|怀里|家)[^，。]{0,4}的|[^，。]{0,2}派来的"
)
HAN = re.compile("[\u3400-\u9fff]")
_SINGLE = (
    r"(?<![知味街难通频管轨隧赛要一])道(?![路理士友长观场德具人])|(?<![小听传据学述评])说(?![明服法书不])|(?<![疑学访])问(?![题候])"
    r"|喊|骂|嚷|吼|叹|念(?!头)|答|叫(?!做|人)|喝(?=[道一了])|笑|哼|唤|嗔|斥|嘱|应(?=[道了着声])|回(?=[，。：:]|了?一?句)|劝|夸|赞"
)
SAYS = re.compile("|".join([*sorted(words.SPEECH_VERBS, key=len, reverse=True), _SINGLE]))
THINKS = re.compile("|".join(words.THOUGHT_VERBS))
SAYS_LAST = re.compile(
    rf"(?:{SAYS.pattern})(?:他|她|我|了?[一两几]?[句声遍下]|着|了|起来|出来|过去|过来|地|的)*[，,：:\s]*$"
)
SILENT = re.compile(
    r"(?:没有?|不|未|并未|不再|不敢|懒得|来不及|忘了|顾不上|不肯|不曾)(?:再|有|曾|去|敢|想|立刻|马上)?"
    r"(?:说|答|吭|作声|出声|开口|接话|接口|接|理|问|应|回答|言语|搭理|搭腔|吱声|反驳|辩)"
    r"|沉默|不语|无言|语塞|哑口|默然|(?:刚要|正要|刚想|正想|想要|还想|张口欲|欲)(?:再)?(?:说|问|开口|答|反驳)|说不出|答不上|咽了?(?:回|下)|张了张嘴"
)
HEARS = re.compile(
    r"闻言|闻声|听罢|听完|听了|听到|听得|听见(?!自己)|听出|一听|听着|依言|照做|照办|如蒙大赦|没有动|没动|没听|还没反应|反应过来"
)
STARTLED = re.compile(r"愣|怔|呆|一惊|吓了一跳|傻|僵|瞪大|睁大")
IS_HE = re.compile(
    r"^[^，。]{0,4}(?:说话|开口|问话|答话|出声|喊话|发话|接话|插话|回答|说这话|搭话|喊|问|答|叫|接口|发问|应声)的(?:人|那人)?[^，。]{0,3}是"
)
A_VOICE = re.compile(
    r"(?:一[个道声把阵]|有个|那个|这个|[个道]|来|出)[^，。他她我]{0,10}(?:声音|嗓音|女声|男声|童声|人声)"
)
TURNS_OUT = re.compile(r"(?:看见|只见|看清|认出|竟是|原来是|正是|却是|见)$")
IS_A = re.compile("(?:本|乃|就|便|原)?是(?:一?[个名位])")
FINISHED = re.compile(r"^(?:说完|说罢|说着|言罢|话音|话落|语毕|说到|话没说完|话未说完)")
KIN_AFTER = re.compile("的?(?:" + _any_of(*words.KIN, *words.ROLES) + ")")
VERB_NEXT = re.compile(r"[说道问答笑喊叫低抬点摇没不也又就把站坐走看听想在是忽]")
