"""From a sentence to a model's tokens and back, for one pair of locales.

How each family dresses its text (CTranslate2's Transformers guide; the tokenizers of Hugging
Face's Transformers, whose special tokens a converted model expects from its caller):

    OPUS-MT     [>>target<<] pieces </s>
    MADLAD-400  pieces of "<2target> text" </s>
    NLLB-200    source pieces </s>      target prefix: target
    M2M-100     source pieces </s>      target prefix: target

Models that Marian's own converter wrote (`add_source_eos` in config.json) end the source
themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from storyport.engines.translate.ctranslate2.folder import Family, ModelFolder
from storyport.engines.translate.language_codes import ModelLanguage, best_match
from storyport.kernel.locales import LocaleInfo

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

__all__ = ["Vocabulary", "Wording", "why_not", "wording_of"]

_EOS = "</s>"
_SPECIAL = frozenset({_EOS, "<s>", "<pad>", "<unk>"})


@dataclass(frozen=True)
class Wording:
    """What stands around a text's pieces.

    Attributes:
        lead: before the text, cut into pieces with it. before, after: tokens around the pieces.
        target_prefix: with what the target begins.
    """

    lead: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()


def why_not(folder: ModelFolder, source: LocaleInfo, target: LocaleInfo) -> str:
    """Say why a model cannot do a pair; empty where it can. No full stop."""
    name = f"the {folder.family.value} model in {folder.path.name}"
    if not _reads(folder, source):
        return f"{name} reads {_listed(folder.card.sources or folder.tagged)}, not {source.name}"
    if not _writes(folder, target):
        return f"{name} writes {_listed(folder.tagged or folder.card.targets)}, not {target.name}"
    return ""


def wording_of(folder: ModelFolder, source: LocaleInfo, target: LocaleInfo) -> Wording:
    """Return how a text is dressed for a pair that the model can do."""
    after = () if folder.adds_eos else (_EOS,)
    into = best_match(target, folder.tagged)
    if folder.family is Family.MADLAD:
        return Wording(lead=f"{into.token} " if into else "", after=after)
    if folder.family is Family.OPUS:
        return Wording(before=(into.token,) if into else (), after=after)
    out_of = best_match(source, folder.tagged, reads=True)
    return Wording(
        before=(out_of.token,) if out_of else (),
        after=after,
        target_prefix=(into.token,) if into else (),
    )


def _reads(folder: ModelFolder, source: LocaleInfo) -> bool:
    if folder.family is Family.MADLAD:
        return True  # it is told the target only
    if folder.card.sources:
        return best_match(source, folder.card.sources, reads=True) is not None
    if folder.family is Family.OPUS:
        return folder.card.any_source
    return best_match(source, folder.tagged, reads=True) is not None


def _writes(folder: ModelFolder, target: LocaleInfo) -> bool:
    said = folder.card.targets
    if said and best_match(target, said) is None:
        return False
    if folder.family is Family.OPUS and said:
        return True
    return best_match(target, folder.tagged) is not None


def _listed(languages: Sequence[ModelLanguage]) -> str:
    codes = sorted(
        {each.token.strip("<>_2") if each.token[:1] in "<>_" else each.token for each in languages}
    )
    shown = ", ".join(codes[:12])
    return (
        f"{shown} and {len(codes) - 12} more"
        if len(codes) > 12
        else shown or "what it does not say"
    )


@dataclass(frozen=True)
class Vocabulary:
    """The SentencePiece side of a model; loaded when first used."""

    folder: ModelFolder

    @cached_property
    def _source(self) -> SentencePieceProcessor:
        return _load(str(self.folder.source_spm))

    @cached_property
    def _target(self) -> SentencePieceProcessor:
        if self.folder.target_spm == self.folder.source_spm:
            return self._source
        return _load(str(self.folder.target_spm))

    @cached_property
    def _special(self) -> frozenset[str]:
        return _SPECIAL | {language.token for language in self.folder.tagged}

    def encode(self, text: str, wording: Wording) -> list[str]:
        """Return a sentence's tokens with what belongs around them."""
        pieces = self._source.encode(wording.lead + text, out_type=str)
        return [*wording.before, *pieces, *wording.after]

    def decode(self, tokens: Sequence[str], wording: Wording) -> str:
        """Return the text of a hypothesis; special tokens and the target's prefix are left out."""
        skipped = len(wording.target_prefix)
        if tuple(tokens[:skipped]) == wording.target_prefix:
            tokens = tokens[skipped:]
        kept = [token for token in tokens if token not in self._special]
        text = "".join(filter(_is_text, str(self._target.decode(kept))))
        return " ".join(text.split())

    def can_write(self, text: str) -> bool:
        """Tell whether the source side knows all characters of a text."""
        unknown = self._source.unk_id()
        return unknown not in self._source.encode(text)


def _is_text(character: str) -> bool:
    """Tell whether a character may stand in a text; bytes that made none may not."""
    return (
        character.isspace()
        or (character.isprintable() and character != "\ufffd")
        or (unicodedata.category(character) == "Cf")
    )


def _load(path: str) -> SentencePieceProcessor:
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=path)
