import pytest
from tests.engines.translate.tiny_models import FAMILIES, Card, write_model

from storyport.engines.translate.ctranslate2.folder import Family, read_folder
from storyport.engines.translate.ctranslate2.licence import abilities_of
from storyport.engines.translate.ctranslate2.wording import why_not
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

ZH, EN, ES, AR = (parse_locale(tag) for tag in ("zh-Hans", "en", "es", "ar"))
KINDS = {
    "opus": Family.OPUS,
    "opus-marian": Family.OPUS,
    "opus-many": Family.OPUS,
    "madlad": Family.MADLAD,
    "nllb": Family.NLLB,
    "m2m100": Family.M2M100,
}


def opus(tmp_path, name="opus-mt-zh-en", **card):
    return write_model(tmp_path / name, "opus", Card(**card))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_known_by_its_vocabulary(tmp_path, family):
    found = read_folder(write_model(tmp_path / f"opus-mt-zh-en-{family}", family))
    assert found.family is KINDS[family]
    assert found.source_spm.is_file()
    assert found.adds_eos is (family == "opus-marian")


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("opus-mt-zh-en", ("zh", "en")),
        ("Helsinki-NLP_opus-mt-zh-en-ct2-int8", ("zh", "en")),
        ("opus-mt-tc-big-en-pt", ("en", "pt")),
        ("opus_tatoeba-zh-en", ("zh", "en")),
        ("zh-en", ("zh", "en")),
        ("zho-eng_v2", ("zh", "en")),
    ],
)
def test_the_folders_name_says_the_pair(tmp_path, name, pair):
    card = read_folder(opus(tmp_path, name)).card
    assert (card.sources[0].language, card.targets[0].language) == pair


def test_the_card_says_the_pair_where_the_name_does_not(tmp_path):
    text = "---\nlicense: apache-2.0\n---\n# Helsinki-NLP/opus-mt-ja-en\nsee opus-mt-ja-en\n"
    card = read_folder(opus(tmp_path, "model", readme=text)).card
    assert (card.sources[0].language, card.targets[0].language) == ("ja", "en")


def test_the_users_file_goes_before_all(tmp_path):
    own = 'from = ["ko", "ja"]\nto = "en"\nlicence = "MIT"\n'
    card = read_folder(opus(tmp_path, own=own)).card
    assert [each.language for each in card.sources] == ["ko", "ja"]
    assert (card.licence, card.licence_file) == ("mit", "storyport-model.toml")


@pytest.mark.parametrize("name", ["model", "opus-mt", "my-nmt", "int8-big"])
def test_nothing_says_the_pair(tmp_path, name):
    with pytest.raises(BadInput, match="nothing says which languages") as caught:
        read_folder(opus(tmp_path, name))
    assert "storyport-model.toml" in caught.value.do
    assert 'from = "zh"' in caught.value.do


def test_many_targets_are_read_from_the_vocabulary(tmp_path):
    folder = read_folder(write_model(tmp_path / "opus-mt-en-mul", "opus-many"))
    assert why_not(folder, EN, ES) == ""
    assert why_not(folder, EN, parse_locale("zh-Hant")) == ""
    assert "not Arabic" in why_not(folder, EN, AR)
    assert "reads en, not Spanish" in why_not(folder, ES, EN)
    many = read_folder(write_model(tmp_path / "opus-mt-mul-mul", "opus-many"))
    assert why_not(many, AR, ES) == ""


def test_pairs_are_told(tmp_path):
    folder = read_folder(opus(tmp_path))
    assert why_not(folder, ZH, EN) == ""
    assert why_not(folder, ZH, ES) == "the OPUS-MT model in opus-mt-zh-en writes en, not Spanish"
    nllb = read_folder(write_model(tmp_path / "nllb-200-distilled-600M", "nllb"))
    assert why_not(nllb, ZH, parse_locale("ko")) == ""
    assert "not French" in why_not(nllb, ZH, parse_locale("fr"))
    assert "reads" in why_not(nllb, parse_locale("fr"), ZH)
    madlad = read_folder(write_model(tmp_path / "madlad400-3b-mt", "madlad"))
    assert why_not(madlad, parse_locale("fr"), parse_locale("he")) == ""
    assert "not Chinese" in why_not(madlad, EN, parse_locale("zh-Hant"))


@pytest.mark.parametrize(
    ("readme", "licence", "publishable"),
    [
        ("---\nlicense: cc-by-4.0\n---\n", "cc-by-4.0 (README.md)", True),
        (
            "---\nlanguage:\n- zh\n- en\nlicense: 'apache-2.0'\ntags: x\n---\n# A",
            "apache-2.0",
            True,
        ),
        ("---\nlicense: cc-by-nc-4.0\n---\n", "non-commercial, no publishing", False),
        ("---\nlicense: CC-BY-NC-SA-4.0 # sic\n---\n", "cc-by-nc-sa-4.0", False),
        ("---\nlicense: other\nlicense_name: some-research-licence\n---\n", "some-research", False),
        ("---\nlicense: other\n---\n", "UNKNOWN", False),
        ("# A model\nlicense: mit\n", "UNKNOWN", False),
        ("", "UNKNOWN", False),
    ],
)
def test_the_licence_decides_about_publishing(tmp_path, readme, licence, publishable):
    abilities = abilities_of(read_folder(opus(tmp_path, readme=readme)))
    assert licence in abilities.licence
    assert abilities.publishable is publishable
    assert abilities.sends == ""


@pytest.mark.parametrize(
    ("text", "licence", "publishable"),
    [
        ("Apache License\nVersion 2.0", "apache-2.0 (LICENSE)", True),
        ("Permission is hereby granted, free of charge, to", "mit (LICENSE)", True),
        ("Creative Commons Attribution-NonCommercial 4.0", "non-commercial", False),
        ("Ask us.", "UNKNOWN", False),
    ],
)
def test_a_licence_file_is_read_where_the_card_says_nothing(tmp_path, text, licence, publishable):
    path = opus(tmp_path, readme="")
    (path / "LICENSE").write_text(text, "utf-8")
    abilities = abilities_of(read_folder(path))
    assert licence in abilities.licence
    assert abilities.publishable is publishable


def test_nllb_is_not_for_publishing_whatever_its_card_says(tmp_path):
    mislabelled = Card("---\nlicense: mit\n---\n")
    abilities = abilities_of(read_folder(write_model(tmp_path / "a", "nllb", mislabelled)))
    assert not abilities.publishable
    assert "cc-by-nc-4.0, though README.md says mit" in abilities.licence
    own = Card(own='licence = "apache-2.0"\n')
    assert abilities_of(read_folder(write_model(tmp_path / "b", "nllb", own))).publishable


def test_a_folder_that_is_none_says_how_to_get_one(tmp_path):
    with pytest.raises(BadInput, match="no such folder") as caught:
        read_folder(tmp_path / "absent")
    assert "ct2-transformers-converter --model Helsinki-NLP/opus-mt-zh-en" in caught.value.do
    with pytest.raises(BadInput, match="no converted model"):
        read_folder(tmp_path)


def test_an_unconverted_model_says_how_to_convert_it(tmp_path):
    (tmp_path / "model.safetensors").touch()
    (tmp_path / "source.spm").touch()
    with pytest.raises(BadInput) as caught:
        read_folder(tmp_path)
    command = f"ct2-transformers-converter --model {tmp_path} --output_dir {tmp_path}-ct2"
    assert command in caught.value.do
    assert "--quantization int8 --copy_files README.md source.spm;" in caught.value.do
    (tmp_path / "decoder.yml").touch()
    with pytest.raises(BadInput) as caught:
        read_folder(tmp_path)
    assert f"ct2-opus-mt-converter --model_dir {tmp_path}" in caught.value.do


def test_what_is_missing_is_named(tmp_path):
    path = opus(tmp_path)
    vocabulary = path / "shared_vocabulary.json"
    text = vocabulary.read_text("utf-8")
    vocabulary.unlink()
    with pytest.raises(BadInput, match="vocabulary is not here"):
        read_folder(path)
    for broken in ("{", '{"a": 1}'):
        vocabulary.write_text(broken, "utf-8")
        with pytest.raises(BadInput, match="this is no"):
            read_folder(path)
    vocabulary.write_text(text, "utf-8")
    (path / "target.spm").unlink()
    assert read_folder(path).target_spm.name == "source.spm"
    (path / "source.spm").unlink()
    with pytest.raises(BadInput, match=r"source\.spm and target\.spm; none is here") as caught:
        read_folder(path)
    assert "--copy_files source.spm target.spm" in caught.value.do


def test_one_vocabulary_of_any_name_will_do(tmp_path):
    path = write_model(tmp_path / "madlad", "madlad")
    (path / "spiece.model").rename(path / "mine.model")
    assert read_folder(path).source_spm.name == "mine.model"
    (path / "other.model").touch()
    with pytest.raises(BadInput, match="several are here"):
        read_folder(path)


def test_an_older_vocabulary_is_text(tmp_path):
    import json

    path = write_model(tmp_path / "nllb", "nllb")
    vocabulary = path / "shared_vocabulary.json"
    tokens = json.loads(vocabulary.read_text("utf-8"))
    (path / "shared_vocabulary.txt").write_text("\n".join(tokens) + "\n", "utf-8")
    vocabulary.unlink()
    assert read_folder(path).family is Family.NLLB


@pytest.mark.parametrize(
    ("own", "what"),
    [
        ("from = ", "no TOML"),
        ('colour = "red"', "unknown entry"),
        ("to = 3", "of type"),
        ("beam_size = true", "of type"),
        ('from = ["chinese"]', "no language"),
    ],
)
def test_the_users_file_may_be_wrong(tmp_path, own, what):
    with pytest.raises(BadInput, match=what.replace("no TOML", "not TOML")) as caught:
        read_folder(opus(tmp_path, own=own))
    assert caught.value.where.endswith("storyport-model.toml")
    assert caught.value.do
