"""One small style sheet per target script: no forced font, no colour, so dark mode works."""

from __future__ import annotations

from storyport.kernel.locales import LocaleInfo

__all__ = ["stylesheet"]

_COMMON = """\
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 4%; padding: 0; overflow-wrap: break-word; }
p { margin: 0; orphans: 2; widows: 2; }
h1, h2 { font-weight: bold; line-height: 1.35; text-align: center; break-after: avoid; page-break-after: avoid; }
h1 { font-size: 1.45em; margin: 2.2em 0 1.6em; }
h1.volume { font-size: 1.05em; font-weight: normal; letter-spacing: 0.08em; opacity: 0.75; margin: 2.2em 0 0; }
h1.volume + h2 { margin-top: 0.5em; }
h2 { font-size: 1.35em; margin: 1.8em 0 1.4em; }
p.break { margin: 1.4em 0; text-indent: 0; text-align: center; letter-spacing: 0.2em; opacity: 0.7; }
p.label, p.creator { text-indent: 0; text-align: center; margin: 0.4em 0; }
div.pair { margin: 0 0 1.1em; }
div.pair p { text-indent: 0; text-align: start; }
div.pair p.source { font-size: 0.9em; opacity: 0.68; margin-bottom: 0.25em; }
h1 span.source, h2 span.source { display: block; font-size: 0.72em; font-weight: normal; opacity: 0.7; margin-bottom: 0.4em; }
section.title { text-align: center; padding-top: 18%; }
section.title h1 { font-size: 1.9em; margin: 0 0 0.7em; }
section.title p { text-indent: 0; text-align: center; margin: 0 0 1em; }
section.title p.original { opacity: 0.7; }
section.title p.creator { font-size: 1.1em; margin: 1.6em 0; }
section.title p.description { font-size: 0.95em; text-align: start; margin: 2.4em 6% 1em; }
section.title p.note { font-size: 0.75em; opacity: 0.65; margin-top: 3em; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li { margin: 0; }
nav a { display: block; padding: 0.45em 0; color: inherit; text-decoration: none; }
nav li.inner { padding-inline-start: 1.2em; }
"""

_CHINESE = """\
body { line-height: 1.8; line-break: strict; }
p { text-indent: 2em; text-align: justify; margin-bottom: 0.35em; }
"""
_JAPANESE = """\
body { line-height: 1.85; line-break: strict; }
p { text-indent: 1em; text-align: justify; }
"""
_KOREAN = """\
body { line-height: 1.75; word-break: keep-all; }
p { text-indent: 1em; margin-bottom: 0.3em; }
"""
_THAI = """\
body { line-height: 1.85; }
p { text-indent: 1.8em; margin-bottom: 0.4em; }
h1, h2 { line-height: 1.6; }
"""
_ARABIC = """\
body { line-height: 1.9; }
p { text-indent: 1.4em; margin-bottom: 0.4em; }
h1, h2 { line-height: 1.6; }
p.break, h1.volume { letter-spacing: 0; }
"""
_ALPHABETIC = """\
body { line-height: 1.55; }
p { text-indent: 1.4em; hyphens: auto; -webkit-hyphens: auto; -epub-hyphens: auto; }
h1, h2 { hyphens: none; -webkit-hyphens: none; }
h1 + p, h2 + p, p.break + p, p:first-child { text-indent: 0; }
"""
_INDIC = """\
body { line-height: 1.75; }
p { text-indent: 1.4em; margin-bottom: 0.3em; }
"""

_BY_SCRIPT = {
    "Hans": _CHINESE,
    "Hant": _CHINESE,
    "Jpan": _JAPANESE,
    "Kore": _KOREAN,
    "Thai": _THAI,
    "Laoo": _THAI,
    "Khmr": _THAI,
    "Mymr": _THAI,
    "Arab": _ARABIC,
    "Hebr": _INDIC,
    "Deva": _INDIC,
    "Beng": _INDIC,
    "Taml": _INDIC,
    "Telu": _INDIC,
}
# Text that is not in the book's own script keeps its script's line height.
_SOURCE_HEIGHT = {"Arab": "1.9", "Thai": "1.85", "Hans": "1.75", "Hant": "1.75", "Jpan": "1.75"}


def stylesheet(source: LocaleInfo, target: LocaleInfo) -> str:
    """Return the CSS of a book."""
    own = _BY_SCRIPT.get(target.script, _ALPHABETIC)
    # The language's rules stand in the middle: the common rules for pairs, breaks and the
    # title page are more specific and hold all the same.
    height = _SOURCE_HEIGHT.get(source.script, "1.55")
    return (
        f"{_COMMON}{own}:lang({source.language}) {{ line-height: {height}; }}\n"
        if (source.script != target.script)
        else f"{_COMMON}{own}"
    )
