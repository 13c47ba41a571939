import pytest
from tests.engines.translate.tiny_models import write_model

from storyport.engines.translate.ctranslate2.folder import read_folder
from storyport.engines.translate.ctranslate2.wording import Vocabulary, Wording, wording_of
from storyport.kernel.locales import parse_locale

ZH, EN, ES = (parse_locale(tag) for tag in ("zh-Hans", "en", "es"))


@pytest.mark.parametrize(
    ("family", "target", "expected"),
    [
        ("opus", EN, Wording(after=("</s>",))),
        ("opus-marian", EN, Wording()),
        ("opus-many", parse_locale("zh-Hant"), Wording(before=(">>cmn_Hant<<",), after=("</s>",))),
        ("opus-many", parse_locale("pt-BR"), Wording(before=(">>pt_br<<",), after=("</s>",))),
        ("madlad", EN, Wording(lead="<2en> ", after=("</s>",))),
        ("madlad", parse_locale("he"), Wording(lead="<2iw> ", after=("</s>",))),
        ("nllb", EN, Wording("", ("zho_Hans",), ("</s>",), ("eng_Latn",))),
        ("nllb", parse_locale("ar"), Wording("", ("zho_Hans",), ("</s>",), ("arb_Arab",))),
        ("m2m100", ES, Wording("", ("__zh__",), ("</s>",), ("__es__",))),
    ],
)
def test_each_family_dresses_its_text(tmp_path, family, target, expected):
    name = "opus-mt-zh-mul" if family == "opus-many" else "opus-mt-zh-en"
    folder = read_folder(write_model(tmp_path / name, family))
    assert wording_of(folder, ZH, target) == expected


@pytest.mark.parametrize("family", ["opus", "opus-many", "madlad", "nllb", "m2m100"])
def test_a_sentence_becomes_tokens_and_text_again(tmp_path, family):
    folder = read_folder(write_model(tmp_path / "opus-mt-zh-es", family))
    wording = wording_of(folder, ZH, ES)
    vocabulary = Vocabulary(folder)
    tokens = vocabulary.encode("林风走了。", wording)
    assert tokens[-1] == "</s>"
    assert tuple(tokens[: len(wording.before)]) == wording.before
    if family == "madlad":
        assert "<2es>" in tokens[:2]
        tokens = tokens[tokens.index("<2es>") + 1 :]
    pieces = [token for token in tokens if token not in wording.before]
    assert vocabulary.decode([*wording.target_prefix, *pieces], wording) == "林风走了。"


def test_what_the_vocabulary_can_write(tmp_path):
    folder = read_folder(write_model(tmp_path / "opus-mt-zh-es", "opus"))
    assert Vocabulary(folder).can_write("Lin Feng")
