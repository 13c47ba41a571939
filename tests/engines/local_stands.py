"""Stand-ins of the engines that run on one's own machine: a model that copies, a script.

Their calls run at once instead of in threads, because the contract's clock jumps.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from concurrent.futures import Executor, Future
from pathlib import Path

from tests.engines.translate.tiny_models import write_model

from storyport.engines.base import BadAnswer, Refused, Unavailable
from storyport.engines.translate.apertium import ApertiumTranslator
from storyport.engines.translate.apertium.modes import find_modes
from storyport.engines.translate.ctranslate2 import CTranslate2Translator, read_folder
from storyport.engines.translate.ctranslate2.model import Model, Options
from storyport.engines.translate.gloss import GlossTranslator

BEHAVIOURS = ("unavailable", "refused", "useless")
"""How they can fail: nobody on this machine asks to slow down."""

# As the program: lists its pairs; else gives back what it is given, unless told otherwise.
SCRIPT = r"""#!/bin/sh
case "$1" in
-l) printf '  zho-eng\n  zho-ara\n  eng-spa\n  spa-por_BR\n' ; exit 0 ;;
esac
case "$0" in
*unavailable) echo 'segmentation fault' >&2; exit 139 ;;
*refused) echo 'Error: Mode zho-eng does not exist.' >&2; exit 1 ;;
*useless) cat >/dev/null; printf 'hello' ;;
*hanging) exec sleep 1000 ;;
*) exec cat ;;
esac
"""


class AtOnce(Executor):
    """Runs what it is given before it returns."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - a future hands on whatever happened
            future.set_exception(error)
        return future


class Never(Executor):
    """Keeps what it is given waiting."""

    def submit(self, fn, /, *args, **kwargs):
        return Future()


class _FailingModel(Model):
    def __init__(self, folder, behaviour):
        super().__init__(folder, Options())
        self._behaviour = behaviour

    def translate(self, sentences, wording, stop):
        errors = {
            "unavailable": Unavailable("the GPU is busy"),
            "refused": Refused("the model cannot be loaded"),
            "useless": BadAnswer("nothing came back"),
        }
        raise errors[self._behaviour]


def pool_for(behaviour):
    return Never() if behaviour == "hanging" else AtOnce()


def open_ctranslate2(behaviour):
    folder = read_folder(_copying_model())
    failing = behaviour in BEHAVIOURS
    model = _FailingModel(folder, behaviour) if failing else Model(folder, Options(beam_size=1))
    return CTranslate2Translator(folder, model, pool=pool_for(behaviour))


def open_apertium(behaviour):
    program = str(_scripts() / f"apertium-{behaviour}")
    return ApertiumTranslator(find_modes(program), program=program, pool=pool_for(behaviour))


def open_gloss(behaviour):
    return GlossTranslator(pool_for(behaviour))


@functools.cache
def _scratch():
    folder = Path(tempfile.mkdtemp(prefix="storyport-stands-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def _copying_model():
    return write_model(_scratch() / "madlad-copy", "madlad")


@functools.cache
def _scripts():
    folder = _scratch() / "bin"
    folder.mkdir()
    for behaviour in ("good", "hanging", *BEHAVIOURS):
        write_script(folder / f"apertium-{behaviour}")
    return folder


def write_script(path):
    path.write_text(SCRIPT, "utf-8")
    path.chmod(0o755)
    return path
