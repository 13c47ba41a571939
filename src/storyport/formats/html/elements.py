"""What a browser knows of each element's tags: which are empty, which close which.

Source: HTML, sections 13.1.2 (elements) and 13.2.6.4 (insertion modes).
"""

from __future__ import annotations

__all__ = [
    "BLOCKS",
    "BREAKOUT",
    "CLOSES",
    "FOREIGN",
    "FOREIGN_TEXT",
    "HEAD",
    "HEADINGS",
    "IMPLIED",
    "LEAVES",
    "SCOPE",
    "TABLE",
    "VOID",
]


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img image input keygen link meta param source"
    " track wbr"
)
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
TABLE = _names("table caption colgroup tbody thead tfoot tr td th")
BLOCKS = (
    HEADINGS
    | TABLE
    | _names(
        "address article aside blockquote body center details dialog dir div dl dd dt fieldset"
        " figcaption figure footer form frameset head header hgroup html legend li listing main"
        " menu nav ol optgroup option p plaintext pre search section select summary ul xmp"
    )
)
IMPLIED = BLOCKS | _names("rb rt rp rtc title textarea")
"""Elements that the end of what holds them ends too."""
LEAVES = _names(
    "script style template noscript iframe svg math xmp noembed noframes plaintext listing"
)
"""Elements whose content is no text of the page."""
FOREIGN = _names("svg math")
FOREIGN_TEXT = _names("foreignobject desc title annotation-xml mi mo mn ms mtext")
BREAKOUT = HEADINGS | _names("body blockquote div dl dd dt li ol p pre section table ul")
"""Elements that cannot stand in a drawing: it was never closed."""
HEAD = _names("base basefont bgsound link meta noframes noscript script style template title")
SCOPE = _names("table td th caption button object applet marquee template html")

_P_CLOSERS = HEADINGS | _names(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption"
    " figure footer form header hgroup hr li listing main menu nav ol p plaintext pre search"
    " section summary table ul xmp"
)
_Rule = tuple[frozenset[str], frozenset[str]]
_P: _Rule = (_names("p"), SCOPE)
_ITEM: _Rule = (_names("li"), BLOCKS - _names("address div p li"))
_TERM: _Rule = (_names("dd dt"), BLOCKS - _names("address div p dd dt"))
_IN_TABLE = _names("table html template")
_ROWS: _Rule = (_names("tbody thead tfoot tr caption colgroup"), _IN_TABLE)

CLOSES: dict[str, tuple[_Rule, ...]] = {
    **dict.fromkeys(_P_CLOSERS, (_P,)),
    **dict.fromkeys(HEADINGS, (_P, (HEADINGS, BLOCKS - HEADINGS))),
    **dict.fromkeys(_names("tbody thead tfoot"), (_ROWS,)),
    **dict.fromkeys(_names("td th"), ((_names("td th caption"), _IN_TABLE),)),
    **dict.fromkeys(_names("rt rp"), ((_names("rb rt rp"), BLOCKS | _names("ruby rtc")),)),
    **dict.fromkeys(_names("rb rtc"), ((_names("rb rt rp rtc"), BLOCKS | _names("ruby")),)),
    "li": (_ITEM, _P),
    "dd": (_TERM, _P),
    "dt": (_TERM, _P),
    "tr": ((_names("tr caption colgroup"), _IN_TABLE),),
    "option": ((_names("option"), BLOCKS - _names("option")),),
    "optgroup": ((_names("option optgroup"), BLOCKS - _names("option optgroup")),),
    "a": ((_names("a"), BLOCKS),),
    "button": ((_names("button"), BLOCKS),),
}
"""Start tag -> what it closes, and what in between forbids it."""
