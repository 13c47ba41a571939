"""Makes a Chinese novel of any length, deterministic, every line different.

The text is made of ordinary words in ordinary order and means nothing: what counts is its
size, its names, its markup and that no two lines are equal.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

NAMES = {
    "林风": "Lin Feng",
    "苏墨": "Su Mo",
    "沈青禾": "Shen Qinghe",
    "顾长安": "Gu Chang'an",
    "叶知秋": "Ye Zhiqiu",
    "黄山": "Huangshan",
    "云墨阁": "Cloudink Pavilion",
    "松烟墨": "pine-soot ink",
    "凝烟境": "Smoke-Gathering Stage",
    "万杵诀": "Ten-Thousand-Pestle Art",
}
KINDS = dict.fromkeys(list(NAMES)[:5], "character") | {
    "黄山": "place",
    "云墨阁": "faction",
    "松烟墨": "item",
    "凝烟境": "rank",
    "万杵诀": "technique",
}
GENDERS = {
    "林风": "male",
    "苏墨": "female",
    "沈青禾": "female",
    "顾长安": "male",
    "叶知秋": "female",
}
_OPENERS = [
    "清晨",
    "黄昏",
    "夜半",
    "雨后",
    "雪里",
    "远处",
    "山下",
    "院中",
    "门外",
    "灯前",
    "这时",
    "忽然",
    "不久",
    "片刻之后",
    "第二天",
]
_DOES = [
    "推开了窗",
    "放下了杵",
    "望着雾气",
    "点了点头",
    "摇了摇头",
    "叹了口气",
    "笑出声来",
    "沉默许久",
    "转身就走",
    "停住脚步",
]
_THINGS = [
    "墨模",
    "油灯",
    "松枝",
    "铜锅",
    "木杵",
    "宣纸",
    "石阶",
    "药囊",
    "竹篓",
    "旧账",
    "茶盏",
    "砚台",
    "斗笠",
    "马灯",
    "信笺",
    "铁钩",
]
_QUALITIES = [
    "冰凉",
    "滚烫",
    "沉重",
    "陈旧",
    "干净",
    "古怪",
    "明亮",
    "粗糙",
    "柔软",
    "潮湿",
    "安静",
    "细长",
]
_SAYS = ["低声道", "答道", "问道", "笑道", "冷冷地说", "认真地说", "轻声说"]
_LINES = (
    "{opener}，{a}{does}，手里的{thing}{quality}得像{thing2}一样，谁也不敢出声。",
    "“{thing}怎么会在这里？”{a}{says}。{b}没有回答，只把{thing2}往前推了推。",
    "{a}和{b}沿着山路走了许久，{opener}的风从{place}吹来，带着{thing}的气味。",
    "没有人知道{term}是怎么来的，只听说{opener}之后，{thing}变得{quality}，再也没有变回去。",
    "她看了看{thing}，又看了看{thing2}，终于明白{a}为什么{does}。",
    "{b}{says}：“{term}不是这样用的。”说完便{does}，把{quality}的{thing}留在了桌上。",
    "天色慢慢暗下来，{thing}上的光也一点一点地退去，只剩下{quality}的影子和{opener}的虫鸣。",
)


def lines(count: int, seed: int) -> Iterator[str]:
    """Give lines of about 50 characters, no two equal for one seed."""
    rng = random.Random(seed)
    people, others = list(GENDERS), [name for name in NAMES if name not in GENDERS]
    for number in range(count):
        a, b = rng.sample(people, 2)
        text = rng.choice(_LINES).format(
            opener=rng.choice(_OPENERS),
            a=a,
            b=b,
            does=rng.choice(_DOES),
            thing=rng.choice(_THINGS),
            thing2=rng.choice(_THINGS),
            quality=rng.choice(_QUALITIES),
            says=rng.choice(_SAYS),
            place="黄山",
            term=rng.choice(others),
        )
        yield text + _tail(number)


def _tail(number: int) -> str:
    # Makes each line its own by things in a row, so that no figure and no numeral is checked.
    row = _THINGS[number % len(_THINGS)]
    while number := number // len(_THINGS):
        row += f"、{_THINGS[number % len(_THINGS)]}"
    return f"{row}和屋里别的东西都在原处。"


def chapter(number: int, characters: int) -> tuple[str, list[str]]:
    """Return a chapter's title and lines, of about so many characters."""
    found: list[str] = []
    size = 0
    for line in lines(10**6, number):
        if size >= characters:
            break
        found.append(line)
        size += len(line)
    return f"第{number}章　{found[0][:4]}", found


def write_txt(path: Path, chapters: int, characters: int = 3000) -> None:
    """Write a novel as UTF-8 text."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, chapters + 1):
            title, found = chapter(number, characters)
            file.write(f"{title}\n\n" + "".join(f"　　{line}\n" for line in found) + "\n")


def write_epub(path: Path, chapters: int, characters: int = 3000) -> None:
    """Write a novel as EPUB 3 with a nav, emphasis, note references and a link per chapter."""
    numbers = range(1, chapters + 1)
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        titles = []
        for number in numbers:
            title, found = chapter(number, characters)
            titles.append(title)
            book.writestr(f"c{number}.xhtml", _document(title, _body(title, found)))
        entries = "".join(
            f'<li><a href="c{n}.xhtml">{t}</a></li>' for n, t in zip(numbers, titles, strict=True)
        )
        nav = f'<nav epub:type="toc" id="toc"><h1>目录</h1><ol>{entries}</ol></nav>'
        book.writestr("nav.xhtml", _document("目录", nav))
        book.writestr("package.opf", _PACKAGE.format(items=items, spine=spine))


def _body(title: str, found: list[str]) -> str:
    paragraphs = []
    for number, told in enumerate(found, start=1):
        line = told
        if number % 9 == 0:
            head, _, tail = line.rpartition("都在原处")
            line = f"{head}<em>都在原处</em>{tail}"
        if number == 3:
            line += '<a epub:type="noteref" href="#n1" id="r1">1</a>'
        paragraphs.append(f"<p>{line}</p>")
    note = f'<aside epub:type="footnote" id="n1"><p>{found[1][:20]}，见前文。</p></aside>'
    return f"<h1>{title}</h1>{''.join(paragraphs)}{note}"


def _document(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="zh-Hans" xml:lang="zh-Hans"><head><title>{title}</title></head>'
        f"<body>{body}</body></html>"
    )


_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_PACKAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf"'
    ' version="3.0" unique-identifier="id" xml:lang="zh-Hans">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="id">urn:uuid:6f1c6a52-4b6e-4d0e-9a51-0d1f6b1f7a11</dc:identifier>'
    "<dc:title>墨与云</dc:title><dc:creator>墨渡</dc:creator><dc:language>zh-Hans</dc:language>"
    '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>'
    '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    "{items}</manifest><spine>{spine}</spine></package>"
)
