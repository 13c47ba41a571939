"""The Markdown parser, taught to say where each inline token stands.

markdown-it-py knows the lines of blocks, not the characters of what is in them. Its inline
rules are wrapped here, so that each token they push remembers its span.

Sources: CommonMark 0.31; GitHub Flavored Markdown (tables, strikethrough); footnotes and
dollar math as Pandoc writes them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

__all__ = ["MAX_NESTING", "Environment", "parse_blocks", "parse_inline"]

Environment = dict[str, Any]
"""What one part of a text tells others: `references`, by label."""

MAX_NESTING = 100
"""How deep blocks may stand in blocks; what stands deeper is not read."""

_SPAN = "span"
_LABEL_END = "label end"
_NOTE = re.compile(r"\[\^[^\s\[\]^]{1,200}\]")
_NOTE_DEFINITION = re.compile(r"\[\^[^\s\[\]^]{1,200}\]:")
_MATH = re.compile(r"\$\$[^$]+\$\$|\$(?![\s$])[^$]*?(?<![\s\\])\$(?!\d)")
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,300}\}\}|\{%[^{}\n]{0,300}%\}")
_SINGLE = ("newline", "escape", "backticks", "image", "html_inline", "entity")

_InlineRule = Callable[[StateInline, bool], bool]


def parse_blocks(text: str, environment: Environment) -> list[Token]:
    """Return the block tokens of a text, and learn its references."""
    tokens: list[Token] = []
    if text:
        _parser().block.parse(text, _parser(), environment, tokens)
    return tokens


def parse_inline(content: str, environment: Environment) -> list[Token]:
    """Return inline tokens; each but plain text has its span in `meta["span"]`."""
    return _parser().inline.parse(content, _parser(), environment, [])


@functools.cache
def _parser() -> MarkdownIt:
    options = {"maxNesting": MAX_NESTING, "strikethrough_single_tilde": True}
    markdown = MarkdownIt("commonmark", options)
    markdown.enable(["table", "strikethrough"])
    markdown.inline.ruler2.disable("fragments_join")  # it would join what stands apart
    above: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    markdown.block.ruler.before("reference", "note", _note_block, above)
    markdown.block.ruler.before("fence", "math", _math_block, above)
    for name, pattern, opening in (
        ("note", _NOTE, "["), ("math", _MATH, "$"), ("template", _TEMPLATE, "{"),
    ):  # fmt: skip
        markdown.inline.ruler.before("link", name, _kept(name, pattern, opening))
    _place_rules(markdown)
    return markdown


def _place_rules(markdown: MarkdownIt) -> None:
    rules = {rule.name: rule.fn for rule in markdown.inline.ruler.__rules__}
    for name in _SINGLE:
        markdown.inline.ruler.at(name, _placed(rules[name], _place_last))
    for name in ("emphasis", "strikethrough"):
        markdown.inline.ruler.at(name, _placed(rules[name], _place_delimiters))
    markdown.inline.ruler.at("autolink", _placed(rules["autolink"], _place_autolink))
    markdown.inline.ruler.at("link", _placed(rules["link"], _place_link))
    tokenize = markdown.inline.tokenize

    def remember(state: StateInline) -> None:
        end = state.posMax
        tokenize(state)
        state.env[_LABEL_END] = end

    markdown.inline.tokenize = remember  # type: ignore[method-assign]


def _placed(
    rule: _InlineRule, place: Callable[[StateInline, int, list[Token]], None]
) -> _InlineRule:
    def placed(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        start, count = state.pos, len(state.tokens)
        if not rule(state, False):
            return False
        if len(state.tokens) > count:
            place(state, start, state.tokens[count:])
        return True

    return placed


def _place_last(state: StateInline, start: int, new: list[Token]) -> None:
    new[-1].meta[_SPAN] = (start, state.pos)


def _place_delimiters(state: StateInline, _start: int, new: list[Token]) -> None:
    end = state.pos
    for token in reversed(new):
        if end <= _start:
            return
        start = end - len(token.content)
        token.meta[_SPAN] = (start, end)
        end = start


def _place_autolink(state: StateInline, start: int, new: list[Token]) -> None:
    for token in new[-3:]:
        token.meta[_SPAN] = (start, state.pos)


def _place_link(state: StateInline, start: int, new: list[Token]) -> None:
    opened = next(token for token in new if token.type == "link_open" and _SPAN not in token.meta)
    opened.meta[_SPAN] = (start, start + 1)
    new[-1].meta[_SPAN] = (state.env[_LABEL_END], state.pos)


def _kept(name: str, pattern: re.Pattern[str], opening: str) -> _InlineRule:
    """Return a rule for what stays as it is."""

    def rule(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.src[start] != opening or (name == "math" and _goes_on(state.src, start)):
            return False
        match = pattern.match(state.src, start, state.posMax)
        if match is None:
            return False
        state.pos = match.end()
        if not silent:
            token = state.push(name, "", 0)
            token.content = match[0]
            token.meta[_SPAN] = match.span()
        return True

    return rule


def _goes_on(text: str, at: int) -> bool:
    # US$5, \$5: no formula begins there.
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "\\$")


def _note_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `[^1]: text`, with what is indented by four below it."""
    at = state.bMarks[start] + state.tShift[start]
    match = _NOTE_DEFINITION.match(state.src, at, state.eMarks[start])
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    old = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    state.push("note_open", "", 1).map = lines = [start, end]
    text = match.end()
    while text < state.eMarks[start] and state.src[text] in " \t":
        text += 1
    state.bMarks[start], state.tShift[start] = match.end(), text - match.end()
    state.blkIndent += 4
    state.sCount[start] = state.blkIndent
    state.parentType = "note"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = old
    state.push("note_close", "", -1)
    lines[1] = state.line
    return True


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines from `$$` to `$$`."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].rstrip()
    if not first.startswith("$$") or state.is_code_block(start) or state.env.get("no math"):
        return False
    line = start
    if not (len(first) > 3 and first.endswith("$$")):
        line = next((at for at in range(start + 1, end) if _closes_math(state, at)), -1)
    if line < 0:
        state.env["no math"] = True  # nor is there an end for one that begins further down
        return False
    if not silent:
        state.line = line + 1
        state.push("math_block", "", 0).map = [start, line + 1]
    return True


def _closes_math(state: StateBlock, line: int) -> bool:
    return state.src[state.bMarks[line] : state.eMarks[line]].rstrip().endswith("$$")
