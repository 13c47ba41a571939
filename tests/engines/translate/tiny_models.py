"""Tiny models for CTranslate2, made on the spot: a vocabulary and weights that copy.

The weights are set by hand, so that the decoder's step t writes the source's token t + `shift`:
its query is its position, the encoder's keys are theirs, the values the tokens. A folder looks
like what CTranslate2's converters write for each family; what it says is the source itself.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

WIDTH, POSITIONS = 96, 512
SAMPLE = (
    "林风走了。山高水长，路远人稀。第三十五章 青云门下。他说：“走！”她笑了？是。不。好。",
    "The old master smiled at the young disciple, and 12 swords fell on 3 stones.",
    "El maestro viejo sonrió; y la espada cayó. ¡Sí! ¿No?",
    "ZX1 QZ2 XQ3 VQ4 JX5 QJ6 7 8 9 0 Lin Feng Azure Cloud Sect",
)
FAMILIES = ("opus", "opus-marian", "opus-many", "madlad", "nllb", "m2m100")
_SHARED = {"madlad": "spiece.model", "nllb": "sentencepiece.bpe.model"}
_LANGUAGES = {
    "opus-many": (">>cmn_Hans<<", ">>cmn_Hant<<", ">>spa<<", ">>pt_br<<", ">>por<<"),
    "madlad": ("<2zh>", "<2en>", "<2es>", "<2iw>", "<2pt>", "<2ar>"),
    "nllb": ("zho_Hans", "zho_Hant", "eng_Latn", "spa_Latn", "arb_Arab", "kor_Hang"),
    "m2m100": ("__zh__", "__en__", "__es__", "__ar__"),
}


@functools.cache
def vocabulary(symbols=()):
    """Train a SentencePiece model that can write any text, by bytes where it must."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SAMPLE * 3),
        model_writer=model,
        vocab_size=560,
        hard_vocab_limit=False,
        model_type="unigram",
        byte_fallback=True,
        character_coverage=1.0,
        user_defined_symbols=list(symbols),
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        minloglevel=2,
    )
    return model.getvalue()


@dataclass(frozen=True)
class Card:
    """What stands in the folder beside the model."""

    readme: str = "---\nlicense: cc-by-4.0\n---\n"
    own: str = ""


def write_model(folder: Path, family: str, card=None, weights="copy"):
    """Write a model's folder and return it.

    Args:
        weights: `copy`, or `random` for a model that writes anything.
    """
    card = card or Card()
    folder.mkdir(parents=True)
    symbols = _LANGUAGES["madlad"] if family == "madlad" else ()
    spm = vocabulary(symbols)
    pieces = sentencepiece.SentencePieceProcessor(model_proto=spm)
    tokens = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    tokens += [tag for tag in _LANGUAGES.get(family, ()) if tag not in tokens]
    spec = _copying(tokens, _shift(family, pieces), seed=weights)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.decoder_start_token = "</s>"
    spec.config.add_source_eos = family == "opus-marian"
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    names = ["source.spm", "target.spm"] if family.startswith("opus") else [_shared(family)]
    for name in names:
        (folder / name).write_bytes(spm)
    if card.readme:
        (folder / "README.md").write_text(card.readme, "utf-8")
    if card.own:
        (folder / "storyport-model.toml").write_text(card.own, "utf-8")
    return folder


def _shared(family):
    return _SHARED.get(family, "sentencepiece.bpe.model")


def _shift(family, pieces):
    """Return how many tokens stand before the text, the forced first one of the target apart."""
    if family == "opus-many":
        return 1
    if family == "madlad":
        return len(pieces.encode("<2en> 好")) - len(pieces.encode("好"))
    return 0


def _copying(tokens, shift, seed):
    size, width = len(tokens), 3 * WIDTH
    rng = np.random.default_rng(7)
    codes = rng.choice([-1.0, 1.0], (size, WIDTH)).astype(np.float32)
    places = rng.choice([-1.0, 1.0], (POSITIONS + shift, WIDTH)).astype(np.float32)
    spec = TransformerSpec.from_config(1, 1, pre_norm=True, no_final_norm=True)
    embedded = np.hstack([codes, np.zeros((size, 2 * WIDTH), np.float32)])
    for side, embeddings in (
        (spec.encoder, spec.encoder.embeddings[0]),
        (spec.decoder, spec.decoder.embeddings),
    ):
        embeddings.weight = embedded
        side.scale_embeddings = False
        offset = shift if side is spec.decoder else 0
        at = places[offset : offset + POSITIONS]
        side.position_encodings.encodings = np.hstack([0 * at, at, 0 * at])
        layer = side.layer[0]
        _plain(layer.self_attention, width, parts=3)
        _norm(layer.ffn.layer_norm, width)
        _linear(layer.ffn.linear_0, np.zeros((8, width), np.float32))
        _linear(layer.ffn.linear_1, np.zeros((width, 8), np.float32))
    eye = np.eye(WIDTH, dtype=np.float32)

    def block(to, of, by=1.0):
        places = [(row, column) for row in range(3) for column in range(3)]
        parts = [by * eye if (to, of) == place else 0 * eye for place in places]
        return np.block([parts[:3], parts[3:6], parts[6:]])

    attention = spec.decoder.layer[0].attention
    _norm(attention.layer_norm, width)
    _linear(attention.linear[0], block(1, 1, 12.0))
    _linear(attention.linear[1], np.vstack([block(1, 1), block(2, 0)]))
    _linear(attention.linear[2], block(2, 2))
    written = np.hstack([np.zeros((size, 2 * WIDTH), np.float32), codes])
    if seed == "random":
        written = rng.normal(size=written.shape).astype(np.float32)
    _linear(spec.decoder.projection, written)
    return spec


def _plain(attention, width, parts):
    """An attention that adds nothing."""
    _norm(attention.layer_norm, width)
    _linear(attention.linear[0], np.zeros((parts * width, width), np.float32))
    _linear(attention.linear[1], np.zeros((width, width), np.float32))


def _norm(spec, width):
    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _linear(spec, weight):
    spec.weight = weight
    spec.bias = np.zeros(weight.shape[0], np.float32)
