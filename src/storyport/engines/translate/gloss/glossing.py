"""What each word of a Chinese text may mean, for a person who looks at it word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storyport.engines.base import Term
from storyport.engines.translate.gloss.dictionary import shown_senses
from storyport.engines.translate.gloss.drafting import matcher_of, words_of
from storyport.engines.translate.gloss.lexicon import Lexicon, load_lexicon
from storyport.engines.translate.gloss.names import HAN, name_of, spelled
from storyport.engines.translate.gloss.numbering import number_text, value_of
from storyport.engines.translate.gloss.words import Word
from storyport.language.marks import plain_text

__all__ = ["WordGloss", "gloss_words"]


@dataclass(frozen=True)
class WordGloss:
    """One word.

    Attributes:
        start, end: where it stands in the text that was given, marks counted.
        word: as written. pinyin: its reading, tones as accents.
        senses: the agreed rendering first, then ours, then CC-CEDICT's; empty if unknown.
    """

    start: int
    end: int
    word: str
    pinyin: str
    senses: tuple[str, ...]


def gloss_words(text: str, terms: Sequence[Term] = ()) -> list[WordGloss]:
    """Return the Chinese words of a text in order; signs and other scripts are left out."""
    lexicon = load_lexicon()
    readable = plain_text(text)
    matcher = matcher_of(tuple(terms))
    found = []
    for word in words_of(readable.text, matcher):
        written = readable.text[word.start : word.end]
        if HAN.search(written):
            start, end = readable.span(word.start, word.end)
            found.append(WordGloss(start, end, written, _reading(written), _senses(word, lexicon)))
    return found


def _reading(text: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(text, style=Style.TONE))


def _senses(word: Word, lexicon: Lexicon) -> tuple[str, ...]:
    entries = shown_senses(lexicon.entries.get(word.text, ()))
    if word.kind in {"term", "T", "M", "N"}:
        return tuple(dict.fromkeys((word.target, *entries)))
    if word.kind == "name":
        return (name_of(word.text, lexicon), *entries)
    if word.kind == "spelled":
        return tuple(dict.fromkeys((*entries, spelled(word.text, lexicon))))
    if word.kind == "num" and (value := value_of(word.text)) is not None:
        return (number_text(value),)
    own = lexicon.own.get(word.text, ("", ()))[1]
    return tuple(dict.fromkeys((*(sense.text for sense in own), *entries)))
