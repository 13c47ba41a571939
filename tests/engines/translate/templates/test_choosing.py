import pytest

from storyport.engines.translate import Settings, make_translator
from storyport.engines.translate.openai import OpenAITranslator
from storyport.engines.translate.templates import TemplatedTranslator, licence_of, template_of
from storyport.kernel.errors import BadInput


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("tencent/Hy-MT2-7B", "hy-mt2"),
        ("Hy-MT2-30B-A3B-FP8", "hy-mt2"),
        ("hf.co/tencent/Hy-MT2-1.8B-GGUF:Q4_K_M", "hy-mt2"),
        ("hy-mt2:7b", "hy-mt2"),
        ("HY-MT1.5-1.8B-GPTQ-Int4", "hy-mt1.5"),
        ("tencent/HY-MT1.5-7B-GGUF:Q8_0", "hy-mt1.5"),
        ("hy-mt1_5:1.8b", "hy-mt1.5"),
        ("tencent/Hunyuan-MT-7B-fp8", "hunyuan-mt"),
        ("ByteDance-Seed/Seed-X-PPO-7B", "seed-x"),
        ("Seed-X-Instruct-7B-AWQ-Int4", "seed-x"),
        ("seed-x:7b", "seed-x"),
        ("gpt-6-luna", None),
        ("qwen3:8b", None),
        ("Hunyuan-MT-Chimera-7B", None),
        ("seed-xor", None),
        ("Seed-OSS-36B", None),
        ("hy-mt20", None),
    ],
)
def test_a_model_is_known_by_its_name(model, name):
    template = template_of(model)
    assert (template.name if template else None) == name


def test_the_settings_say_otherwise():
    assert template_of("hy-mt2:7b", "generic") is None
    assert template_of("my-finetune", "hy-mt1.5").name == "hy-mt1.5"
    with pytest.raises(BadInput, match="unknown template 'magic'") as caught:
        template_of("m", "magic")
    assert "generic, hy-mt2, hy-mt1.5, hunyuan-mt, seed-x" in caught.value.do


def made(model, **settings):
    return make_translator(f"openai:{model}", Settings("http://127.0.0.1:8080/v1", **settings))


def test_the_engine_is_made_with_its_template():
    assert isinstance(made("qwen3:8b"), OpenAITranslator)
    translator = made("hf.co/tencent/Hy-MT2-7B-GGUF:Q4_K_M")
    assert isinstance(translator, TemplatedTranslator)
    assert translator.name == "openai:hf.co/tencent/Hy-MT2-7B-GGUF:Q4_K_M"
    assert isinstance(made("hy-mt2:7b", template="generic"), OpenAITranslator)
    assert isinstance(made("mine", template="seed-x"), TemplatedTranslator)


@pytest.mark.parametrize(
    ("model", "publishable", "licence", "follows"),
    [
        ("tencent/Hy-MT2-7B", True, "Apache-2.0", True),
        ("tencent/HY-MT1.5-7B", False, "European Union", True),
        ("tencent/Hunyuan-MT-7B", False, "European Union", False),
        ("ByteDance-Seed/Seed-X-PPO-7B", True, "OpenMDW", False),
        ("Unbabel/TowerInstruct-7B-v0.2", False, "CC-BY-NC", True),
        ("Unbabel/Tower-Plus-9B", False, "CC-BY-NC", True),
        ("facebook/nllb-200-3.3B", False, "CC-BY-NC", True),
        ("SakuraLLM/Sakura-14B-Qwen2.5", False, "CC-BY-NC-SA", True),
        ("c4ai-command-r-v01", False, "CC-BY-NC", True),
        ("google/madlad400-3b-mt", True, "Apache-2.0", True),
        ("gpt-6-luna", True, "terms", True),
        ("the-ivory-tower", True, "terms", True),
    ],
)
def test_abilities_are_honest(model, publishable, licence, follows):
    abilities = made(model).abilities
    assert abilities.publishable is publishable
    assert licence in abilities.licence
    assert abilities.follows_terms is follows
    assert abilities.sends == ""


def test_a_licence_is_known_or_it_is_not():
    assert licence_of("nobody/knows") is None
