"""Time bbook_maker 1.3.1 on a book: `python benchmarks/peers/bbook_maker.py BOOK.epub URL WORKERS`.

bbook_maker is run, never imported: it and its dependencies live in a throwaway virtual
environment inside a temporary folder, together with its home, its caches and its output,
and all of it is removed at the end. One JSON line on standard output holds the result.

Its tokenizer (tiktoken) downloads a vocabulary on first use. Without the network that
download fails and the program falls back to one paragraph a request, which is not its best.
So, if the vocabulary cannot be had, a `sitecustomize` module in the throwaway environment
answers token counts by estimate; `tokenizer` in the result says which was used.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

VERSION = "1.3.1"

# Chinese costs cl100k about 1.1 tokens a character, other text about a quarter.
STUB = """
import tiktoken


class _Estimate:
    name = "cl100k_base"

    def encode(self, text, **_):
        wide = (len(text.encode("utf-8", "replace")) - len(text)) // 2
        return [0] * int(1.1 * wide + 0.25 * (len(text) - wide) + 0.999)

    encode_ordinary = encode


tiktoken.get_encoding = tiktoken.encoding_for_model = lambda *_, **__: _Estimate()
"""
PROBE = "import tiktoken; tiktoken.get_encoding('cl100k_base')"


def main() -> int:
    """Install, run, report; everything lies in one temporary folder that goes away."""
    options = _options()
    # Ended by a signal, the folder must go away as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="bbook-maker-") as folder:
        result = _measure(Path(folder), options)
    print(json.dumps(result))
    return 0 if result["exit_status"] == 0 else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("book", type=Path, help="the EPUB to translate")
    parser.add_argument("base_url", help="an OpenAI-style endpoint, ending in /v1")
    parser.add_argument("workers", type=int, help="chapters translated at once")
    parser.add_argument("--language", default="en")
    parser.add_argument("--model", default="sim-translator")
    parser.add_argument("--key", default="none")
    parser.add_argument("--bilingual", action="store_true", help="its default output; else single")
    parser.add_argument("--output", type=Path, help="keep the translated book here")
    parser.add_argument("--timeout", type=float, default=3600.0, help="seconds (default 3600)")
    parser.add_argument(
        "--extra", action="append", default=[], metavar="OPTION", help="passed on (repeatable)"
    )
    return parser.parse_args()


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The run's figures: seconds of wall and processor time, peak memory in MiB."""
    program, environment, tokenizer = _install(folder)
    book = folder / "work" / "book.epub"
    book.parent.mkdir()
    shutil.copyfile(options.book, book)
    startup = _timed([program, "--help"], environment, book.parent, options.timeout)
    command = [program, "--book_name", book.name, "--api_base", options.base_url]
    command += ["--key", options.key, "-m", options.model, "--language", options.language]
    command += ["--parallel-workers", str(options.workers), *options.extra]
    command += [] if options.bilingual else ["--single_translate"]
    run = _timed(command, environment, book.parent, options.timeout)
    made = [path for path in book.parent.glob("book_*.epub") if path.is_file()]
    if options.output and made:
        shutil.copyfile(made[0], options.output)
    return {
        "program": f"bbook_maker {VERSION}",
        "workers": options.workers,
        "tokenizer": tokenizer,
        "startup_seconds": startup["wall_seconds"],
        **run,
        "output_made": bool(made),
    }


def _install(folder: Path) -> tuple[str, dict[str, str], str]:
    """The program's path, the environment to run it in, and which tokenizer it has."""
    venv.create(folder / "venv", with_pip=True)
    binaries = folder / "venv" / "bin"
    python = str(binaries / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--no-cache-dir"]
    pip += ["--disable-pip-version-check", f"bbook_maker=={VERSION}"]
    subprocess.run(pip, check=True, stdout=sys.stderr, env=_environment(folder, home=False))
    environment = _environment(folder, home=True)
    probe = subprocess.run([python, "-c", PROBE], env=environment, capture_output=True, check=False)
    if probe.returncode == 0:
        return str(binaries / "bbook_maker"), environment, "cl100k_base"
    stub = folder / "stub"
    stub.mkdir()
    (stub / "sitecustomize.py").write_text(STUB, encoding="utf-8")
    environment["PYTHONPATH"] = str(stub)
    return str(binaries / "bbook_maker"), environment, "estimate"


def _environment(folder: Path, *, home: bool) -> dict[str, str]:
    """The caller's environment with its temporary files (and its home) in the folder.

    The installer keeps the caller's home, for the package index configured there.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPENAI_", "PYTHON", "VIRTUAL_ENV", "BBM_"))
    }
    scratch = folder / "tmp"
    scratch.mkdir(exist_ok=True)
    kept |= {"TMPDIR": str(scratch), "NO_PROXY": "127.0.0.1,localhost"}
    if home:
        kept |= {"HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
        kept |= {"TIKTOKEN_CACHE_DIR": str(folder / "vocabulary")}
    return kept


def _timed(
    command: list[str], environment: dict[str, str], folder: Path, timeout: float
) -> dict[str, Any]:
    """Run a command; its output goes to standard error."""
    began = time.perf_counter()
    before = os.times()
    try:
        done = subprocess.run(
            command, env=environment, cwd=folder, stdout=sys.stderr, timeout=timeout, check=False
        )
        status = done.returncode
    except subprocess.TimeoutExpired:
        status = 124
    wall, after = time.perf_counter() - began, os.times()
    used = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return {"wall_seconds": round(wall, 3), "cpu_seconds": round(used, 3), "exit_status": status}


if __name__ == "__main__":
    raise SystemExit(main())
