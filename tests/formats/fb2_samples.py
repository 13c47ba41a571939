"""Small FictionBooks, made here, that hold what real ones hold."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

from tests.formats.epub_samples import DATE, png

_SPACES = (
    'xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink"'
)
AUTHOR = (
    "<author><first-name>Иван</first-name><middle-name>Сергеевич</middle-name>"
    "<last-name>Тургенев</last-name></author>"
)
DESCRIPTION = (
    "<title-info><genre>prose_classic</genre>{author}<book-title>Первая любовь</book-title>"
    "<annotation><p>Повесть о <emphasis>любви</emphasis>.</p></annotation><date>1860</date>"
    '<coverpage><image l:href="#x.png"/></coverpage><lang>{lang}</lang>{more}</title-info>'
    "<document-info><author><nickname>Юзич</nickname></author><id>1</id></document-info>"
)
BODY = """<body>
<title><p>Первая любовь</p></title>
<epigraph><p>Молчание — золото.</p><text-author>Пословица</text-author></epigraph>
<section id="s1"><title><p>Часть первая</p></title>
<section><title><p>Глава 1</p><p>Утро</p></title>
<p>Он <strong>давно</strong> ушёл<a l:href="#n1" type="note">[1]</a>, а <emphasis>она</emphasis> осталась.</p>
<p><image l:href="#x.png" alt="Портрет"/></p>
<p><emphasis>Весь абзац наклонён.</emphasis></p>
<empty-line/>
<p>Смотри <a l:href="#s1">начало</a> и <image l:href="#x.png"/> рядом; <code>x = 1</code> не трогай.</p>
</section>
<section id="c2"><title><p>Глава 2</p></title>
<subtitle>* * *</subtitle><subtitle>Вечер</subtitle>
<poem><title><p>Песня</p></title><stanza><v>Белеет парус одинокий</v><v>В тумане моря голубом</v></stanza>
<text-author>М. Лермонтов</text-author></poem>
<cite><p>Чужие слова.</p></cite>
<table><tr><th>Имя</th><th>Год</th></tr><tr><td>Зина</td><td>1833</td></tr></table>
<p>Скажем &lt;1&gt; и &amp;&#160;всё.<!-- заметка --></p>
<section><p>Сцена без названия.</p></section><section><p>Ещё сцена.</p></section>
</section></section>
<section><title><p>Эпилог</p></title><p>Прошло <style name="big">много</style> лет<sup>2</sup>.</p></section>
</body>
<body name="notes"><title><p>Примечания</p></title>
<section id="n1"><title><p>1</p></title><p>Примечание автора.</p></section></body>
"""


def book(
    body: str = BODY,
    *,
    encoding: str = "utf-8",
    lang: str = "ru",
    author: str = AUTHOR,
    more: str = "",
) -> bytes:
    """Return the octets of a book."""
    picture = base64.encodebytes(png()).decode()
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\r\n<FictionBook {_SPACES}>\r\n<description>'
        f"{DESCRIPTION.format(lang=lang, author=author, more=more)}</description>\r\n{body}"
        f'<binary id="x.png" content-type="image/png">{picture}</binary>\r\n</FictionBook>\r\n'
    )
    return text.encode(encoding, "xmlcharrefreplace")


def plain(path: Path) -> Path:
    path.write_bytes(book())
    return path


def windows(path: Path) -> Path:
    path.write_bytes(book(encoding="windows-1251"))
    return path


def sixteen(path: Path) -> Path:
    path.write_bytes(book(encoding="utf-16"))
    return path


def packed(path: Path) -> Path:
    """Write a book in a zip container."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("book.fb2", DATE), book(encoding="windows-1251"))
    return path


SAMPLES = {
    "plain.fb2": plain,
    "windows.fb2": windows,
    "sixteen.fb2": sixteen,
    "packed.fb2.zip": packed,
}
