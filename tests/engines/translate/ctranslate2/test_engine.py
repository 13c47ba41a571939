import asyncio
import dataclasses
import importlib.util
import threading

import pytest
from tests.engines.translate.tiny_models import FAMILIES, Card, write_model

from storyport.engines.base import BadAnswer, Line, Refused, Request, Term, TooLarge, Unavailable
from storyport.engines.translate.ctranslate2 import SPEC, CTranslate2Translator, read_folder
from storyport.engines.translate.ctranslate2.model import Hypotheses, Model, Options, options_of
from storyport.engines.translate.spec import Settings
from storyport.kernel.errors import BadInput, Unconfigured
from storyport.kernel.locales import parse_locale
from storyport.language.marks import marks_of, well_formed

ZH, EN, ES = (parse_locale(tag) for tag in ("zh-Hans", "en", "es"))
TERMS = (Term("林风", "Lin Feng"), Term("青云门", "Azure Cloud Sect"))


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("models")
    return {family: write_model(root / f"opus-mt-zh-es-{family}", family) for family in FAMILIES}


def ask(*texts, target=ES, terms=(), source=ZH):
    lines = tuple(Line(str(number), text) for number, text in enumerate(texts, 1))
    return Request(lines, source, target, terms=tuple(terms))


def run(engine, request):
    async def once():
        try:
            return await engine.translate(request)
        finally:
            await engine.close()

    return asyncio.run(once())


class Scripted(Model):
    """A model that says what it is told to say: each call's answers by sentence."""

    def __init__(self, folder, *answers):
        super().__init__(folder, Options())
        self.answers = list(answers)
        self.asked = []

    def translate(self, sentences, wording, stop):
        self.asked.append(list(sentences))
        said = self.answers.pop(0)
        for number, sentence in enumerate(sentences):
            texts = said(sentence) if callable(said) else said[sentence]
            yield number, Hypotheses((texts,) if isinstance(texts, str) else tuple(texts), 5, 4)


def scripted(folders, *answers):
    folder = read_folder(folders["opus"])
    model = Scripted(folder, *answers)
    return CTranslate2Translator(folder, model), model


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("beam", [1, 3])
def test_a_model_that_copies_gives_its_source(folders, family, beam):
    path = folders[family]
    settings = Settings(extra={"beam_size": beam, "compute_type": "int8"})
    engine = SPEC.make(str(path), settings)
    assert engine.name == f"ctranslate2:{path}"
    texts = (
        "<1>林风</1>拜入青云门<2/>。他说：“走！”\n第三十五章 {n} 👩‍👩‍👧 &lt;1>",
        "……",
        "\u3000好。",
        "",
    )
    answer = run(engine, ask(*texts, terms=TERMS))
    assert answer.texts["1"].startswith("<1>Lin Feng</1>拜入Azure Cloud Sect")
    assert answer.texts["1"].endswith("\n第三十五章 {n} 👩‍👩‍👧 &lt;1>")
    assert answer.texts["2"] == "……"
    assert answer.texts["3"] == " 好。"
    assert answer.texts["4"] == ""
    for number, text in enumerate(texts, 1):
        assert marks_of(answer.texts[str(number)]) == marks_of(text)
    assert answer.requests == 1
    assert answer.usage.prompt_tokens >= answer.usage.completion_tokens > 0


@pytest.mark.parametrize("family", FAMILIES)
def test_a_model_that_writes_anything_breaks_no_marks(tmp_path, family):
    path = write_model(tmp_path / "opus-mt-zh-es", family, weights="random")
    source = "<1>林风</1>走了<2/>，<3>好</3>。他笑了。\n第三章"
    engine = CTranslate2Translator(
        read_folder(path), Model(read_folder(path), Options("int8", "cpu", 2))
    )
    try:
        text = run(engine, ask(source, terms=TERMS)).texts["1"]
    except BadAnswer:
        return  # it wrote nothing
    assert marks_of(text) == marks_of(source)
    assert well_formed(text)
    assert text.count("\n") == 1


def test_codes_are_tried_first(folders):
    engine, model = scripted(folders, {"ZX1走了。": "ZX1 se fue."})
    answer = run(engine, ask("林风走了。", terms=TERMS))
    assert answer.texts["1"] == "Lin Feng se fue."
    assert answer.notes == ()
    assert model.asked == [["ZX1走了。"]]


def test_a_lower_hypothesis_that_kept_the_codes_wins(folders):
    engine, _ = scripted(folders, {"ZX1走了。": ["Se fue.", "ZX1, ZX1.", "ZX1 se fue."]})
    assert run(engine, ask("林风走了。", terms=TERMS)).texts["1"] == "Lin Feng se fue."


def test_a_lower_hypothesis_that_kept_the_numbers_wins(folders):
    engine, _ = scripted(folders, {"有128人。": ["Hay 12 personas.", "Hay 128 personas."]})
    answer = run(engine, ask("有128人。"))
    assert answer.texts["1"] == "Hay 128 personas."
    assert answer.notes == ()


def test_then_renderings_in_place_then_none(folders):
    engine, model = scripted(
        folders,
        {"ZX1走了。": "Se fue.", "ZX1笑了。": "Rio.", "好。": "Sí."},
        {"Lin Feng走了。": "Lin Feng se fue.", "Lin Feng笑了。": "Lin se rio."},
        {"林风笑了。": "El viento rio."},
    )
    answer = run(engine, ask("林风走了。林风笑了。", "好。", terms=TERMS))
    assert answer.texts == {"1": "Lin Feng se fue. El viento rio.", "2": "Sí."}
    assert answer.notes == ("1: could not be kept: Lin Feng",)
    assert [len(asked) for asked in model.asked] == [3, 2, 1]
    assert answer.usage.prompt_tokens == 30


def test_numbers_that_are_gone_are_told(folders):
    engine, _ = scripted(folders, {"有128人。": "Hay gente."})
    assert run(engine, ask("有128人。")).notes == ("1: numbers missing: 128",)


def test_a_line_that_came_back_empty_is_left_out(folders):
    engine, _ = scripted(folders, {"好。": "Sí.", "走。": ""}, {"走。": ""}, {"走。": ""})
    answer = run(engine, ask("好。", "好。走。"))
    assert answer.texts == {"1": "Sí."}
    assert answer.notes == ("2: nothing came back for 1 of 2 sentences",)
    engine, _ = scripted(folders, {"走。": ""}, {"走。": ""}, {"走。": ""})
    with pytest.raises(BadAnswer):
        run(engine, ask("走。"))


def test_equal_sentences_are_asked_once(folders):
    engine, model = scripted(folders, lambda _: "Sí.")
    answer = run(engine, ask("是。是。", "是。", "<1>是。</1>"))
    assert model.asked == [["是。"]]
    assert answer.texts["3"] == "<1>Sí.</1>"


def test_a_pair_it_cannot_do_is_refused(folders):
    engine, _ = scripted(folders)
    assert engine.cannot(ZH, ES) == ""
    with pytest.raises(Refused, match="writes es, not English"):
        run(engine, ask("好", target=EN))


def test_it_runs_beside_the_event_loop(folders):
    engine = SPEC.make(str(folders["madlad"]), Settings())

    async def both():
        calls = [engine.translate(ask(f"第{number}章 山高水长。")) for number in range(8)]
        answers = await asyncio.gather(*calls)
        await engine.close()
        return [answer.texts["1"] for answer in answers]

    assert asyncio.run(both()) == [f"第{number}章 山高水长。" for number in range(8)]


def test_a_cancelled_call_ends_between_batches(folders):
    running, ended = threading.Event(), threading.Event()

    class Slow(Scripted):
        def translate(self, sentences, wording, stop):
            running.set()
            assert stop.wait(30)
            ended.set()
            yield from ()

    folder = read_folder(folders["opus"])
    engine = CTranslate2Translator(folder, Slow(folder))

    async def main():
        call = asyncio.create_task(engine.translate(ask("好。")))
        await asyncio.to_thread(running.wait, 30)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await asyncio.to_thread(ended.wait, 30)
        running.clear()
        second = asyncio.create_task(engine.translate(ask("好。")))
        await asyncio.to_thread(running.wait, 30)
        await engine.close()
        with pytest.raises(Unavailable, match="closed"):
            await second
        await engine.close()

    asyncio.run(main())


def test_a_model_stops_between_chunks(folders):
    folder = read_folder(folders["opus"])
    stop = threading.Event()
    sentences = [f"第{number}章。" for number in range(200)]
    seen = 0
    for _ in Model(folder, Options(beam_size=1)).translate(sentences, _plain(folder), stop):
        seen += 1
        stop.set()
    assert 0 < seen < 200


def _plain(folder):
    from storyport.engines.translate.ctranslate2.wording import wording_of

    return wording_of(folder, ZH, ES)


def test_a_broken_model_is_refused(tmp_path):
    path = write_model(tmp_path / "opus-mt-zh-es", "opus")
    (path / "model.bin").write_bytes(b"no model")
    with pytest.raises(Refused, match="cannot be loaded"):
        run(SPEC.make(str(path), Settings()), ask("好。"))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("CUDA failed with error out of memory", TooLarge),
        ("CUDA failed with error unknown", Unavailable),
        ("something else", Refused),
    ],
)
def test_a_models_trouble_is_ours(folders, said, kind):
    class Broken:
        def translate_batch(self, *_, **__):
            raise RuntimeError(said)

    folder = read_folder(folders["opus"])
    model = Model(folder, Options())
    model.__dict__["_translator"] = Broken()
    with pytest.raises(kind, match=said):
        run(CTranslate2Translator(folder, model), ask("好。"))


def test_options_come_from_the_folder_then_from_the_settings(tmp_path, folders):
    own = Card(own='compute_type = "float32"\nbeam_size = 2\nthreads = 1\ndevice = "cpu"\n')
    folder = read_folder(write_model(tmp_path / "opus-mt-zh-es", "opus", own))
    assert options_of(folder, {}) == Options("float32", "cpu", 2, 1)
    assert options_of(folder, {"beam_size": 1, "enable_thinking": False}).beam_size == 1
    assert options_of(read_folder(folders["opus"]), {}) == Options("auto", "auto", 4, 0)


@pytest.mark.parametrize(
    ("extra", "what"),
    [
        ({"compute_type": "int4"}, "unknown compute_type"),
        ({"device": "tpu"}, "unknown device"),
        ({"beam_size": 0}, "out of range"),
        ({"beam_size": "4"}, "wrong type"),
        ({"threads": True}, "wrong type"),
    ],
)
def test_options_that_mean_nothing(folders, extra, what):
    with pytest.raises(BadInput, match=what):
        options_of(read_folder(folders["opus"]), extra)


def test_madlad_is_kept_from_float16(folders):
    folder = read_folder(folders["madlad"])
    for broken in ("float16", "int8_float16"):
        with pytest.raises(BadInput, match="nonsense") as caught:
            options_of(folder, {"compute_type": broken})
        assert "int8" in caught.value.do
    assert options_of(read_folder(folders["opus"]), {"compute_type": "float16"})


def test_madlad_on_a_gpu_takes_a_type_that_works(folders, monkeypatch):
    import ctranslate2

    for has, expected in (
        ({"float16", "int8_float16", "int8_bfloat16"}, "int8_bfloat16"),
        ({"float16", "int8_float32"}, "int8_float32"),
        ({"float16"}, "float32"),
    ):
        monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _, has=has: has)
        model = Model(read_folder(folders["madlad"]), Options())
        assert model._compute_type("cuda") == expected
    assert Model(read_folder(folders["opus"]), Options())._compute_type("cuda") == "auto"


def test_what_is_not_installed_is_said(folders, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ctranslate2" else found(name)
    )
    with pytest.raises(Unconfigured, match="ctranslate2 is not installed") as caught:
        SPEC.make(str(folders["opus"]), Settings())
    assert "./storyport setup local" in caught.value.do
    status = SPEC.status(Settings())
    assert not status.ready
    assert "./storyport setup local" in status.missing


def test_what_it_is_is_said(folders):
    assert SPEC.status(Settings()).ready
    assert SPEC.shown == "ctranslate2:DIR"
    engine, _ = scripted(folders)
    assert engine.abilities.publishable
    assert not engine.abilities.draft
    with pytest.raises(dataclasses.FrozenInstanceError):
        engine.abilities.publishable = False
