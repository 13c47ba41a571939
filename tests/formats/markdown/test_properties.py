"""What holds for any text: octets come back, targets arrive, nothing becomes structure."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.markdown.texts import edition, sources, text

from storyport.formats.markdown import MarkdownDocument
from storyport.formats.markdown.inline import Item, read_items
from storyport.formats.markdown.lines import Line
from storyport.formats.markdown.parser import parse_blocks
from storyport.formats.markdown.rendering import Place, render
from storyport.kernel.errors import BadInput
from storyport.language import marks

_PIECES = st.one_of(
    st.sampled_from([
        "*", "**", "_", "__", "~~", "`", "``", "[", "](u)", '](u "t")', "![", "]", "[r]", "[^1]", "[^1]: ", "<b>",
        "</b>", "<br>", "<", "&amp;", "&", "\\", "\\*", "$", "$$", "  \n", "\\\n", "{{ x }}", "<http://a.b>", "|", ":",
    ]),
    st.sampled_from([
        "\n", "\n\n", "\r\n", "\n> ", "\n- ", "\n1. ", "\n# ", "\n## ", "\n===\n", "\n---\n", "\n```\n", "\n    ", "\n\t",
        "\n| a | b |\n|---|---|\n| ", " | ", "\n<div>\n", "\n</div>\n\n", "\n[r]: /u\n", "---\ntitle: a\n---\n",
    ]),
    st.sampled_from(["word ", "中文", "words here", "第一章", "\u3000", "\xa0", "(“x”)", "<1>"]),
    st.text(max_size=4),
)  # fmt: skip
TEXTS = st.lists(_PIECES, min_size=1, max_size=25).map("".join)


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_any_text_comes_back_and_can_be_written(written: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            document = text(Path(folder), written)
        except BadInput:
            return
        out = Path(folder) / "same.md"
        document.write_unchanged(out)
        assert out.read_bytes() == document.path.read_bytes()
        keys = [unit.key for part in document.parts() for unit in part.units]
        assert len(set(keys)) == len(keys)
        found = sources(document)
        assert all(marks.well_formed(one) and one == one.strip() and one for one in found)
        edition(document, bilingual=True)


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_targets_are_read_back(written: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            document = text(Path(folder), written)
        except BadInput:
            return
        targets: list[str] = []

        def write(source: str) -> str:
            targets.append(f"Qx {source} xQ")
            return targets[-1]

        edition(document, write)
        again = sources(MarkdownDocument.open(Path(folder) / "out.md"))
        wanted = [" ".join(marks.plain(one).split()) for one in targets]
        assert [" ".join(marks.plain(one).split()) for one in again] == wanted


_STRAYS = st.lists(
    st.sampled_from([
        "`", "``", "*", "**", "_", "~~", "<b", "<!--", "--", "<?", "[", "](u)", "]", "$", "$$", "{{", "}}", "{%", "%}",
        "\\", "&amp;", "&", "a ", " b", "'", '"', "=", ">",
    ]),
    min_size=1, max_size=6,
).map("".join)  # fmt: skip


def _shown(content: str) -> list[tuple[str, str]]:
    shown = [("", "")]
    for item in read_items(content, {}) or ():
        if item.kind == "text":
            shown[-1] = (shown[-1][0], shown[-1][1] + item.text)
        else:
            shown.append((content[item.start : item.end], ""))
    return [(thing, " ".join(said.split())) for thing, said in shown]


@given(_STRAYS, _STRAYS)
@settings(deadline=None, max_examples=200)
def test_stray_signs_of_a_copy_do_not_meet_those_of_its_source(source: str, words: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, target = f"甲{source}丙", f"乙{words}丁"
        document = text(Path(folder), f"# {content}\n")
        written = edition(document, lambda _: target, bilingual=True)
        inside = parse_blocks(written, {})[1].content
        shown = _shown(content)
        copy = " ".join(f"{shown[-1][1]} / {target}".split())
        if len(sources(document)) == 1 and "<1" not in sources(document)[0]:
            assert _shown(inside) == [*shown[:-1], (shown[-1][0], copy)]


@given(st.text(min_size=1, max_size=40), st.sampled_from(["", "#", "cell"]))
@settings(deadline=None, max_examples=400)
def test_any_words_stay_words(words: str, where: str) -> None:
    target = marks.escape(" ".join(f"a{words}b".split()))
    line = Line(0, 1, "x")
    place = Place({}, "#" if where == "#" else "", where == "cell")
    written = render(line, target, lambda _start, _end: "", place)
    shown = marks.plain(target)
    if where == "cell":
        return
    tokens = parse_blocks(f"# {written}" if where else written, {})
    assert len(tokens) == 3
    items = read_items(tokens[1].content, {})
    assert items is not None
    assert all(isinstance(item, Item) and item.kind == "text" for item in items)
    said = " ".join("".join(item.text for item in items).split())
    from storyport.formats.html.tokens import clean

    assert said == " ".join(clean(shown).split())
