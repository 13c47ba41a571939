"""Words as places of a sentence: what each one is, and what English may say for it."""

from __future__ import annotations

import re
from dataclasses import replace

from storyport.engines.translate.gloss.dictionary import Sense
from storyport.engines.translate.gloss.grammar_words import GRAMMAR, LOCALIZERS, TAGS
from storyport.engines.translate.gloss.lexicon import Lexicon
from storyport.engines.translate.gloss.names import name_of, read_out, spelled
from storyport.engines.translate.gloss.nodes import Choice, Node, one_of
from storyport.engines.translate.gloss.numbering import number_text, value_of
from storyport.engines.translate.gloss.phrases import term_node
from storyport.engines.translate.gloss.words import Word

__all__ = ["bracketed", "counted", "node_of", "repeated"]

# "Hangzhou subprovincial city and capital of ..." is Hangzhou.
_NAME_ALONE = re.compile(
    r"^((?:[A-Z][\w'-]* )*[A-Z][\w'-]*) (?:subprovincial|prefecture|county|district|city|province|town|municipality"
    r"|autonomous|capital|region|in|island|lake|former|new|river|mountains?)\b.*"
)
_NOUNS_TOO = frozenset(("边", "方面", "起", "左右", "身上", "头上", "一带"))
_FORMS = {"N": "n", "V": "v", "A": "a", "D": "d", "T": "n", "F": "x", "NR": "x"}


def node_of(word: Word, lexicon: Lexicon) -> Node | None:
    """Return the place of a word; None for spaces, which English sets by itself."""
    if word.kind == "space":
        if word.text.strip(" \u3000\u00a0"):
            return Node("BREAK", Choice((Sense("", "x"),)), word.start, word.end, word.text)
        return None
    made = _made(word, lexicon)
    return replace(made, start=word.start, end=word.end, text=word.text)


_GIVEN = {
    "term": "NR",
    "T": "T",
    "M": "M",
    "N": "HEAD",
    "word": "W",
    "sign": "PUNCT",
    "dot": "PUNCT",
}


def _made(word: Word, lexicon: Lexicon) -> Node:
    if word.kind == "han":
        return _han(word, lexicon)
    if word.kind == "num":
        return _number(word.text)
    if word.kind in {"name", "spelled"}:
        say = name_of if word.kind == "name" else spelled
        return Node("NR", one_of(say(word.text, lexicon)))
    if word.term is not None and word.kind == "term":
        return term_node(word.term)
    tag = _GIVEN[word.kind]
    said = "" if tag == "PUNCT" else word.target or word.text
    return Node(tag, Choice((Sense(said, "x"),)))


def _number(text: str) -> Node:
    if text[0].isdigit():
        return Node("M", Choice((Sense(text, "x"),)))
    value = value_of(text)
    return Node("M", one_of(number_text(value) if value is not None else text))


def _han(word: Word, lexicon: Lexicon) -> Node:
    if word.text in GRAMMAR:
        tag, choice = GRAMMAR[word.text]
        return Node(tag, choice)
    if word.text in LOCALIZERS and word.text not in _NOUNS_TOO:
        return Node("F", Choice(lexicon.senses(word.text)))
    tag = TAGS.get(word.tag) or TAGS.get(word.tag[:1], "N")
    if word.text in lexicon.tables["measures"] and tag in {"Q", "M"}:
        said = lexicon.tables["measures"][word.text]
        return Node("Q", one_of(said) if said else Choice(()))
    senses = lexicon.senses(word.text)
    if not senses:
        return _unknown(word, tag, lexicon)
    if tag == "V" and all(sense.kind != "v" for sense in senses):
        tag = "A" if senses[0].kind == "a" else "N"
    if tag == "N" and senses[0].kind == "v" and all(sense.kind == "v" for sense in senses):
        tag = "V"
    if tag == "NR" and senses[0].text[:1].islower():
        tag = "N"
    if tag == "NR":
        senses = tuple(replace(sense, text=_NAME_ALONE.sub(r"\1", sense.text)) for sense in senses)
    return Node(tag, Choice(senses, _FORMS.get(tag, "x")))


def _unknown(word: Word, tag: str, lexicon: Lexicon) -> Node:
    """A name is spelled; anything else is read out."""
    text = name_of(word.text, lexicon) if tag == "NR" or len(word.text) > 1 else read_out(word.text)
    if word.tag == "nrt":
        text = spelled(word.text, lexicon)
    return Node("NR", one_of(text))


def repeated(nodes: list[Node]) -> list[Node]:
    """Return the places without what Chinese says twice: 看了看, 称一称, 扫扫."""
    out: list[Node] = []
    place = 0
    while place < len(nodes):
        node = nodes[place]
        out.append(node)
        place += 1
        if node.tag != "V":
            continue
        for size in (2, 1):
            again = nodes[place : place + size]
            if (
                len(again) == size
                and again[-1].text == node.text
                and (size == 1 or again[0].text in {"了", "一"})
            ):
                out[-1] = replace(node, end=again[-1].end)
                place += size
                break
    return out


def counted(nodes: list[Node], lexicon: Lexicon) -> list[Node]:
    """Return the places with what counts after a number as a measure word: 三家, 这口."""
    out = list(nodes)
    measures = lexicon.tables["measures"]
    for place in range(1, len(nodes)):
        node, before = nodes[place], out[place - 1]
        if node.text == "里" and before.tag == "M":
            out[place] = Node("T", one_of("li"), node.start, node.end, node.text)
        if (
            node.text in measures
            and node.tag not in {"PUNCT", "NR"}
            and before.tag in {"M", "ONE", "DT"}
        ):
            said = measures[node.text]
            out[place] = replace(node, tag="Q", choice=one_of(said) if said else Choice(()))
    return out


_OPENING, _CLOSING = "（(", "）)"


def bracketed(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """Return the words with 帕塔维 (Pattavee) as one name, as the bracket spells it."""
    out: list[Word] = []
    place = 0
    while place < len(words):
        word = words[place]
        if word.kind == "sign" and word.text in _OPENING and out:
            end = _foreign_bracket(words, place)
            name = _name_before(out, words[place + 1 : end], lexicon) if end else None
            if name is not None and end:
                inside = "".join(each.text for each in words[place + 1 : end]).strip()
                start = out[name].start
                out[name:] = [Word(start, words[end].end, "", "term", "nr", inside)]
                place = end + 1
                continue
        out.append(word)
        place += 1
    return out


def _foreign_bracket(words: list[Word], start: int) -> int:
    """Return where a bracket with nothing but foreign words closes; 0 where it is none."""
    for place in range(start + 1, len(words)):
        word = words[place]
        if word.kind == "sign" and word.text in _CLOSING:
            return place if place > start + 1 else 0
        if word.kind not in {"word", "space"} and word.text not in "·.-'&":
            return 0
    return 0


def _name_before(out: list[Word], inside: list[Word], lexicon: Lexicon) -> int | None:
    """Return where a name begins that the bracket spells again."""
    place = len(out) - 1
    while place and out[place].kind == "space":
        place -= 1
    last = out[place]
    latin = "".join(word.text for word in inside).strip().lower()
    if last.kind not in {"spelled", "name"} and not last.tag.startswith("nr"):
        same = any(latin in sense.text.lower() for sense in lexicon.senses(last.text))
        return place if same and last.kind == "han" and len(latin) > 2 else None
    while (
        place >= 2
        and out[place - 1].kind == "dot"
        and out[place - 2].kind in {"spelled", "name", "han"}
    ):
        place -= 2
    while place and out[place - 1].kind == "spelled":
        place -= 1
    return place
