"""Quotes of a paragraph: what is said, thought, written, and what is no speech at all."""

from __future__ import annotations

import re

from storyport.kernel.locales import LocaleInfo
from storyport.language.dialogue.chinese_words import SPEECH_VERBS, THOUGHT_VERBS, WRITTEN_VERBS
from storyport.language.dialogue.lines import Quote, QuoteKind
from storyport.language.dialogue.quote_marks import Marked, dashed, marked, without
from storyport.language.dialogue.spaced_words import spaced_words

__all__ = ["find_quotes"]

_HAS_QUOTE = re.compile('[“„「『«»"＂‘—–―]|^\\s*-')
_ENDED = re.compile(r"[。！？!?…—～~，；：.,–-][’』」\s）)]*$")
_SENTENCE_INSIDE = re.compile(r"[。！？!?…，；]")
_SENTENCE_END = re.compile(r"[。！？!?；;…\n]")
_ONE = r"(?<![知味街难通频管轨隧赛要])道(?![路理士友长观场德具])|(?<![小听传据学述评])说(?![明服法书])|(?<![疑学访])问(?![题候])|喊|骂|嚷|吼|叹|念(?!头)|答|叫(?!做)|喝(?=[道一了])|笑|哼|吩咐|唤"
_SAYS = re.compile("|".join([*SPEECH_VERBS, _ONE]))
_SAYS_AT_END = re.compile(
    rf"(?:{'|'.join([*SPEECH_VERBS, '道|说|问|喊|骂|嚷|吼|叹|念|答|笑|哼'])})(?:了?[一两几]?[句声]|着|了)?[，：:\s]*$"
)
_THINKS = re.compile("|".join(THOUGHT_VERBS))
_WRITES_AT_END = re.compile(rf"(?:{'|'.join(WRITTEN_VERBS)})[^，。]{{0,3}}$")
# After a word that is quoted for what it is: 「松」字, “永”字, “不急”两个字.
_NAMED = re.compile(r"[的字是一二三四两几这那之和与或及、，]|[，。]?$")
_FEW = 6


def find_quotes(text: str, locale: LocaleInfo) -> list[Quote]:
    """Return what is said, thought or quoted from paper in one paragraph, in order.

    Quotes within quotes are part of the outer one. A word or a title that only stands in
    marks (scare quotes) is left out. In languages that write dialogue with dashes, a
    paragraph that begins with one is speech, without the narrator's words between dashes.
    """
    if not _HAS_QUOTE.search(text):
        return []
    said = dashed(text, locale.language)
    if said is not None:
        cut = spaced_words(locale.language).breaks_in
        pieces = [piece for span in said for piece in without(text, span, cut)]
        return [_quote(span, "speech", text) for span in pieces]
    kind_of = _spaced_kind if locale.spaced else _unspaced_kind
    found = []
    previous = 0
    spans = marked(text, locale.language)
    for place, span in enumerate(spans):
        following = spans[place + 1].outer_start if place + 1 < len(spans) else len(text)
        before, after = text[previous : span.outer_start], text[span.outer_end : following]
        if not after and following < len(text):
            after = text[following]
        kind = kind_of(text[span.start : span.end], before, after, locale.language)
        if kind is not None:
            found.append(_quote(span, kind, text))
        previous = span.outer_end
    return found


def _quote(span: Marked, kind: QuoteKind, text: str) -> Quote:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Quote(start, end, kind, span.closed, span.outer_start, span.outer_end)


def _unspaced_kind(words: str, before: str, after: str, language: str) -> QuoteKind | None:
    if not words.strip():
        return None
    lead = before.rstrip()
    clause = _SENTENCE_END.split(lead)[-1]
    japanese = language == "ja" and (not lead or after.startswith("と"))
    if not japanese and not _is_utterance(words, lead, after):
        return None
    if _WRITES_AT_END.search(clause):
        return "written"
    first = _SENTENCE_END.split(after, maxsplit=1)[0]
    if _THINKS.search(clause) or _THINKS.search(first):
        return "thought"
    return "speech"


def _is_utterance(words: str, lead: str, after: str) -> bool:
    ended = bool(_ENDED.search(words))
    if lead[-1:] in {"：", ":"}:
        return True
    if not lead:
        return ended or not after.strip() or not _is_word(words, after)
    if lead[-1] in "，。！？…—；”」』!?,.~～":
        return ended or bool(_SENTENCE_INSIDE.search(words)) or _tagged(after) or not after.strip()
    if _SAYS_AT_END.search(lead):
        return ended or bool(_SENTENCE_INSIDE.search(words)) or lead[-1] in "道声句"
    # In the middle of a sentence only a whole sentence is speech.
    return words.rstrip("’』」 ")[-1:] in set("。！？!?…—") and len(words) > 1


def _is_word(words: str, after: str) -> bool:
    if _tagged(after):
        return False
    return len(words) <= _FEW or bool(_NAMED.match(after))


def _tagged(after: str) -> bool:
    first = re.split(r"[，。！？；]", after.lstrip("，, "), maxsplit=1)[0]
    return bool(first) and _SAYS.search(first) is not None


def _spaced_kind(words: str, before: str, after: str, language: str) -> QuoteKind | None:
    stripped = words.strip()
    if not stripped:
        return None
    lead, tail = before.rstrip(), after.lstrip()
    table = spaced_words(language)
    clause = _SENTENCE_END.split(lead)[-1]
    if not _is_spaced_utterance(stripped, lead, tail, table.says):
        return None
    first = _SENTENCE_END.split(tail.replace(".", "。"), maxsplit=1)[0]
    if table.thinks.search(first) or table.thinks.search(clause[-40:]):
        return "thought"
    if table.writes.search(clause[-60:]):
        return "written"
    return "speech"


def _is_spaced_utterance(words: str, lead: str, tail: str, says: re.Pattern[str]) -> bool:
    if not lead or lead[-1] in ":：":
        return True
    ended = words[-1] in ".,!?…—–-"
    if lead[-1] in ",.!?…—–-;”»“":
        return ended or not tail or len(words.split()) > 3 or says.search(tail[:40]) is not None
    # After a word of the narrator: a sentence of its own begins with a capital and ends.
    return words[:1].isupper() and (words[-1] in ".!?…" or len(words.split()) > 3)
