"""Make docs/images/overview.png out of what `./storyport demo` made; needs Chromium.

./storyport demo && .venv/bin/python scripts/overview.py
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = Path("out/demo")
PANELS = (
    ("the edition", "ink-and-cloud.en.epub", "EPUB/text/00002.xhtml"),
    ("bilingual, here Arabic", "ink-and-cloud.ar.bilingual.epub", "EPUB/text/00002.xhtml"),
    ("the report", "", ""),
)


def main() -> int:
    """Unpack the books, lay three pages side by side, take the picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("overview: no Chromium here; install `chromium`.")
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "overview.html"
        page.write_text(compose(Path(scratch)), encoding="utf-8")
        picture = ROOT / "docs" / "images" / "overview.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-background-networking", "--allow-file-access-from-files",
             f"--user-data-dir={scratch}/profile", "--window-size=1440,820",
             f"--screenshot={picture}", page.as_uri()],
            check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return 0


def compose(scratch: Path) -> str:
    """Return a page of three frames."""
    frames = []
    for number, (title, book, member) in enumerate(PANELS):
        if book:
            folder = scratch / str(number)
            with zipfile.ZipFile(MADE / book) as file:
                file.extractall(folder)
            address, scale = (folder / member).as_uri(), 1.0
        else:
            address, scale = (MADE / "ink-and-cloud.en.report.html").resolve().as_uri(), 0.6
        frames.append(
            f'<figure><div><iframe src="{address}" style="width:{430 / scale}px;'
            f'height:{690 / scale}px;transform:scale({scale})"></iframe></div>'
            f"<figcaption>{title}</figcaption></figure>"
        )
    return (
        '<!doctype html><meta charset="utf-8"><style>body{margin:0;padding:36px;display:flex;'
        "gap:36px;background:#ece7dc;font:18px Georgia,serif;color:#3a352d}figure{margin:0}"
        "div{width:430px;height:690px;overflow:hidden;background:#fff;border-radius:14px;"
        "box-shadow:0 6px 28px #0003}iframe{border:0;transform-origin:0 0}"
        "figcaption{text-align:center;margin-top:16px;font-style:italic}</style>" + "".join(frames)
    )


if __name__ == "__main__":
    raise SystemExit(main())
