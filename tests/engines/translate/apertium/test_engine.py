import asyncio
import os
import select
import threading

import pytest
from tests.engines.local_stands import AtOnce, write_script

from storyport.engines.base import BadAnswer, Line, Refused, Request, Term, Unavailable
from storyport.engines.translate.apertium import SPEC, ApertiumTranslator
from storyport.engines.translate.apertium.modes import read_modes
from storyport.engines.translate.apertium.process import Call
from storyport.engines.translate.spec import Settings
from storyport.kernel.errors import Unconfigured
from storyport.kernel.locales import parse_locale
from storyport.language.marks import marks_of

EN, ES, PT, FR = (parse_locale(tag) for tag in ("en", "es", "pt-BR", "fr"))
MODES = read_modes("eng-spa spa-por_BR")
TERMS = (Term("Lin Feng", "Lin Feng"), Term("Azure Cloud Sect", "Secta de la Nube Azul"))


def ask(*texts, target=ES, terms=()):
    lines = tuple(Line(str(number), text) for number, text in enumerate(texts, 1))
    return Request(lines, EN, target, terms=tuple(terms))


def run(engine, request):
    async def once():
        try:
            return await engine.translate(request)
        finally:
            await engine.close()

    return asyncio.run(once())


@pytest.fixture
def program(tmp_path):
    """Write a stand-in for the program: a script of the given body."""

    def write(body):
        path = tmp_path / "apertium"
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(0o755)
        return str(path)

    return write


def engine_of(program, **settings):
    return ApertiumTranslator(MODES, program=program, **settings)


def test_what_is_sent_is_a_stream_for_each_line(program, tmp_path):
    body = f'printf "%s\\n" "$*" >>{tmp_path}/args; tee -a {tmp_path}/sent'
    text = "<1>Lin Feng</1> met the Azure Cloud Sect.\n{n} “swords”"
    answer = run(engine_of(program(body)), ask(text, "……", "", terms=TERMS))
    assert (tmp_path / "args").read_text() == "-f none -u -z eng-spa\n"
    assert (tmp_path / "sent").read_text().split("\0") == [
        "[0]ZX1[1] met the ZX2.[][\n]",
        "ZX1 [0]swords[1][][\n]",
        "",
    ]
    assert answer.texts == {
        "1": "<1>Lin Feng</1> met the Secta de la Nube Azul.\n{n} “swords”",
        "2": "……",
        "3": "",
    }
    assert answer.requests == 1


def test_two_modes_are_gone_through_in_order(program, tmp_path):
    body = f'printf "%s\\n" "$5" >>{tmp_path}/args; exec cat'
    run(engine_of(program(body)), ask("Hello", target=PT))
    assert (tmp_path / "args").read_text() == "eng-spa\nspa-por_BR\n"


def test_a_lost_code_is_translated_again_without(program):
    body = "exec sed 's/ZX1/algo/'"
    answer = run(engine_of(program(body)), ask("I saw Lin Feng.", "Hello", terms=TERMS))
    assert answer.texts == {"1": "I saw Lin Feng.", "2": "Hello"}
    assert answer.notes == ()  # the name stood as it was
    sect = run(engine_of(program(body)), ask("The Azure Cloud Sect.", terms=TERMS))
    assert sect.texts == {"1": "The Azure Cloud Sect."}
    assert sect.notes == ("1: could not be kept: Secta de la Nube Azul",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"exec sed 's/\[1\]//g'", "<1>a red</1> car<2/>"),
        (r"exec sed 's/\[0\]\(.*\)\[1\]/[1]\1[0]/'", "<1>a red</1> car<2/>"),
        (r"exec sed 's/\[2\]/[2][2]/'", "<1>a red</1> car<2/>"),
    ],
)
def test_marks_survive_whatever_comes_back(program, body, expected):
    source = "<1>a red</1> car<2/>"
    text = run(engine_of(program(body)), ask(source)).texts["1"]
    assert marks_of(text) == marks_of(source)
    assert text == expected


def test_numbers_that_are_gone_are_told(program):
    answer = run(engine_of(program("exec sed 's/128/some/'")), ask("There are 128 men."))
    assert answer.notes == ("1: numbers missing: 128",)


@pytest.mark.parametrize(
    ("body", "kind", "what"),
    [
        ("echo 'Segmentation fault' >&2; exit 139", Unavailable, "code 139: Segmentation fault"),
        ("exit 3", Unavailable, "it said nothing"),
        ("echo 'Error: Mode eng-spa does not exist.' >&2; exit 1", Refused, "does not exist"),
        ("cat >/dev/null; printf 'a'", BadAnswer, "gave 0 texts where 1"),
        ("cat; printf 'more\\0'", BadAnswer, "gave"),
        ("cat >/dev/null; printf ' \\0'", BadAnswer, "nothing at all"),
    ],
)
def test_trouble_is_told_apart(program, body, kind, what):
    with pytest.raises(kind, match=what):
        run(engine_of(program(body)), ask("Hello"))


def test_a_program_that_cannot_be_started(tmp_path):
    with pytest.raises(Refused, match="cannot be started"):
        run(engine_of(str(tmp_path / "absent")), ask("Hello"))


def test_a_call_that_takes_too_long_is_killed_with_all_it_started(program, tmp_path):
    call = Call(["eng-spa"], 0.05, program(f"sleep 1000 & echo $! >{tmp_path}/pid; wait"))
    with pytest.raises(Unavailable, match="no answer within"):
        call.run(["Hello"])
    pid = tmp_path / "pid"
    if pid.exists() and (number := pid.read_text().strip()):  # it may not have come that far
        assert _ends(int(number))


def _ends(pid):
    """Wait for the end of a process that has been killed."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], 20)
    os.close(handle)
    return bool(ended)


def test_a_cancelled_call_is_killed(program, tmp_path):
    fifo = tmp_path / "started"
    os.mkfifo(fifo)
    engine = engine_of(program(f"echo $$ >{fifo}; exec sleep 1000"))

    async def main():
        call = asyncio.create_task(engine.translate(ask("Hello")))
        pid = int((await asyncio.to_thread(fifo.read_text)).strip())
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        second = asyncio.create_task(engine.translate(ask("Hello")))
        pid_of_second = int((await asyncio.to_thread(fifo.read_text)).strip())
        await engine.close()
        with pytest.raises(Unavailable):
            await second
        return pid, pid_of_second

    try:
        for pid in asyncio.run(main()):
            assert _ends(pid)
    finally:
        for thread in threading.enumerate():
            if thread.name.startswith("apertium"):
                thread.join(10)


def test_a_call_that_was_killed_before_it_began(program):
    call = Call(["eng-spa"], 5, program("exec cat"))
    call.kill()
    with pytest.raises(Unavailable):
        call.run(["Hello"])


def test_pairs_that_are_not_installed_are_named(program):
    engine = engine_of(program("exec cat"), pool=AtOnce())
    assert engine.cannot(EN, ES) == engine.cannot(EN, PT) == ""
    why = engine.cannot(EN, FR)
    assert why == "apertium has no pair from English to French; installed: eng-spa, spa-por_BR"
    with pytest.raises(Refused, match="no pair from English to French"):
        run(engine, ask("Hello", target=FR))


def test_it_is_made_of_what_is_installed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unconfigured, match="not installed") as caught:
        SPEC.make("", Settings())
    assert "apt-get install apertium apertium-eng-spa" in caught.value.do
    assert not SPEC.status(Settings()).ready
    script = tmp_path / "apertium"
    script.write_text("#!/bin/sh\n", "utf-8")
    script.chmod(0o755)
    with pytest.raises(Unconfigured, match="no language pair"):
        SPEC.make("", Settings())
    write_script(script)
    assert SPEC.make("", Settings()).cannot(EN, ES) == ""
    status = SPEC.status(Settings())
    assert status.ready
    assert "here: zho-eng, zho-ara, eng-spa, spa-por_BR" in status.what


def test_what_it_is_is_said():
    abilities = ApertiumTranslator.abilities
    assert abilities.draft
    assert "GPL" in abilities.licence
    assert abilities.sends == ""
