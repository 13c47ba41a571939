"""A folder with a converted model: which kind it is, and what is in it.

Sources: CTranslate2's guides "Transformers" and "OPUS-MT"
(https://opennmt.net/CTranslate2/guides/transformers.html) for the files that its converters
write, the model cards of the four families for their vocabularies.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from storyport.engines.translate.ctranslate2.card import OWN_FILE, Card, read_card
from storyport.engines.translate.language_codes import ModelLanguage, read_code
from storyport.kernel.errors import BadInput

__all__ = ["Family", "ModelFolder", "read_folder"]


class Family(Enum):
    """How a model wants its text dressed."""

    OPUS = "OPUS-MT"
    MADLAD = "MADLAD-400"
    NLLB = "NLLB-200"
    M2M100 = "M2M-100"


@dataclass(frozen=True)
class ModelFolder:
    """A model that can be loaded.

    Attributes:
        path: the folder. family: how its text is dressed.
        source_spm, target_spm: SentencePiece models, the same file where one serves both.
        tagged: languages that have a token in the vocabulary; for OPUS-MT, targets alone.
        adds_eos: whether the model itself ends each source.
        card: what the folder says of licence and languages.
    """

    path: Path
    family: Family
    source_spm: Path
    target_spm: Path
    tagged: tuple[ModelLanguage, ...]
    adds_eos: bool
    card: Card


_TOKENS = {
    Family.MADLAD: re.compile(r"<2([A-Za-z_-]{2,12})>"),
    Family.NLLB: re.compile(r"([a-z]{3}_[A-Z][a-z]{3})"),
    Family.M2M100: re.compile(r"__([a-z]{2,3})__"),
    Family.OPUS: re.compile(r">>([A-Za-z_-]{2,12})<<"),
}
_SHARED_SPM = {
    Family.MADLAD: ("spiece.model", "sentencepiece.model"),
    Family.NLLB: ("sentencepiece.bpe.model", "sentencepiece.model"),
    Family.M2M100: ("sentencepiece.bpe.model", "spm.128k.model", "sentencepiece.model"),
    Family.OPUS: ("source.spm", "sentencepiece.model"),
}
_COPIED = "README.md source.spm target.spm"
_UNCONVERTED = ("pytorch_model.bin", "model.safetensors", "tf_model.h5", "flax_model.msgpack")


def read_folder(path: Path) -> ModelFolder:
    """Look at a folder, load nothing.

    Raises:
        BadInput: it holds no converted model, or not all of it; says what to do.
    """
    if not path.is_dir():
        raise BadInput("there is no such folder.", where=str(path), do=_how_to_convert(path))
    if not (path / "model.bin").is_file():
        raise BadInput("no converted model is here.", where=str(path), do=_how_to_convert(path))
    source_tokens, target_tokens = _vocabularies(path)
    family = _family(source_tokens, target_tokens)
    card = read_card(path)
    source_spm, target_spm = _sentencepiece(path, family)
    tokens = source_tokens if family in {Family.MADLAD, Family.OPUS} else target_tokens
    folder = ModelFolder(
        path, family, source_spm, target_spm, _tagged(tokens, family), _adds_eos(path), card
    )
    if family is Family.OPUS:
        _check_pair(folder)
    return folder


def _how_to_convert(path: Path) -> str:
    name = path.name or "MODEL"
    if (path / "decoder.yml").is_file():
        return (
            f"Convert it: ct2-opus-mt-converter --model_dir {path} --output_dir {path}-ct2 "
            f"--quantization int8; then copy {_COPIED} into {path}-ct2 and name that folder."
        )
    if any((path / each).is_file() for each in _UNCONVERTED):
        copied = [each for each in _spm_files(path) if each.is_file()] or [path / "*.spm"]
        files = " ".join(["README.md", *(each.name for each in copied)])
        return (
            f"Convert it (pip install ctranslate2 'transformers[torch]' sentencepiece, best in an "
            f"environment of its own): ct2-transformers-converter --model {path} "
            f"--output_dir {path}-ct2 --quantization int8 --copy_files {files}; "
            f"then name {path}-ct2."
        )
    return (
        "Name a folder that CTranslate2's converters wrote, such as the one of "
        "ct2-transformers-converter --model Helsinki-NLP/opus-mt-zh-en "
        f"--output_dir {name} --quantization int8 --copy_files {_COPIED}."
    )


def _vocabularies(path: Path) -> tuple[list[str], list[str]]:
    shared = _vocabulary(path, "shared_vocabulary")
    if shared is not None:
        return shared, shared
    source, target = _vocabulary(path, "source_vocabulary"), _vocabulary(path, "target_vocabulary")
    if source is None or target is None:
        raise BadInput(
            "the model's vocabulary is not here (shared_vocabulary.json, or source_vocabulary.json "
            "and target_vocabulary.json).",
            where=str(path),
            do="Take all files that the converter wrote.",
        )
    return source, target


def _vocabulary(path: Path, name: str) -> list[str] | None:
    json_file, text_file = path / f"{name}.json", path / f"{name}.txt"
    if text_file.is_file() and not json_file.is_file():
        return text_file.read_text("utf-8").split("\n")
    tokens = _json(json_file)
    if tokens is None:
        return None
    if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
        raise BadInput("this is no vocabulary.", where=str(json_file), do="Convert the model anew.")
    return tokens


def _json(path: Path) -> Any:
    if not path.is_file():
        return None
    try:
        return json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise BadInput(
            f"this is not JSON: {error}.", where=str(path), do="Convert the model anew."
        ) from error


def _adds_eos(path: Path) -> bool:
    config = _json(path / "config.json")
    return isinstance(config, dict) and bool(config.get("add_source_eos"))


def _family(source: list[str], target: list[str]) -> Family:
    for family in (Family.MADLAD, Family.NLLB, Family.M2M100):
        tokens = source if family is Family.MADLAD else target
        if len(_tagged(tokens, family)) > 1:
            return family
    return Family.OPUS


def _tagged(tokens: list[str], family: Family) -> tuple[ModelLanguage, ...]:
    pattern = _TOKENS[family]
    matches = (pattern.fullmatch(token) for token in tokens)
    found = (read_code(match[1], match[0]) for match in matches if match is not None)
    return tuple(language for language in found if language is not None)


def _spm_files(path: Path) -> list[Path]:
    return sorted([*path.glob("*.spm"), *path.glob("*.model")])


def _sentencepiece(path: Path, family: Family) -> tuple[Path, Path]:
    source, target = path / "source.spm", path / "target.spm"
    if source.is_file() and target.is_file():
        return source, target
    named = [path / name for name in _SHARED_SPM[family] if (path / name).is_file()]
    found = named or _spm_files(path)
    if not named and len(found) != 1:
        many = f"several are here ({', '.join(each.name for each in found)})" if found else "none"
        wanted = "source.spm and target.spm" if family is Family.OPUS else _SHARED_SPM[family][0]
        raise BadInput(
            f"a {family.value} model needs its SentencePiece vocabulary, {wanted}; {many} is here."
            if not found
            else f"a {family.value} model needs {wanted}; {many}.",
            where=str(path),
            do=f"Copy {wanted} from where the model came from, or convert it anew with "
            f"--copy_files {wanted.replace(' and ', ' ')}.",
        )
    return found[0], found[0]


def _check_pair(folder: ModelFolder) -> None:
    card = folder.card
    if (card.sources or card.any_source) and (card.targets or folder.tagged):
        return
    raise BadInput(
        "nothing says which languages this model translates.",
        where=str(folder.path),
        do=f'Write {OWN_FILE} into the folder, with the lines from = "zh" and to = "en" (or name '
        "the folder like opus-mt-zh-en).",
    )
