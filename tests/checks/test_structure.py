from __future__ import annotations

import pytest

from storyport.checks import ALL, Pair, blocking, run_checks
from storyport.checks.structure import check
from storyport.kernel.locales import parse_locale

CHINESE, ENGLISH = parse_locale("zh"), parse_locale("en")


def _checks(source: str, target: str) -> list[tuple[str, str]]:
    return [
        (finding.check, finding.severity)
        for finding in check(Pair(source, target, CHINESE, ENGLISH))
    ]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("林风走了。", "Lin Feng left.", []),
        ("林风走了。", " ", [("structure.empty", "critical")]),
        ("", "", []),
        ("一\n二", "One two", [("structure.lines", "major")]),
        ("一\n二", "One\ntwo", []),
        ("<1>林</1>走", "<1>Lin</1> left", []),
        ("<1>林</1>走", "Lin</1> left", [("structure.mark_lost", "critical")]),
        ("<1>林</1>走", "<1>Lin</1> left<1></1>", [("structure.mark_twice", "critical")]),
        ("<1>林</1>走", "<1>Lin</1> left<2/>", [("structure.mark_added", "critical")]),
        ("<1><2>林</2></1>走", "<1><2>Lin</1></2>", [("structure.nesting", "critical")]),
        ("<1>林</1>走", "<1></1>Lin left", [("structure.mark_empty", "minor")]),
        ("<1>林</1>走", "＜1＞Lin</1> left", [("structure.mark_lost", "critical")]),
        ("写作&lt;1>", "Written &lt;1>", []),
        ("写作&lt;1>", "Written &amp;lt;1>", [("structure.escape", "critical")]),
        ("走。", "```\nGo.\n```".replace("\n", " "), [("structure.leak", "major")]),
        ("走。", '{"translations": [{"id": "1", "text": "Go."}]}', [("structure.leak", "major")]),
        ("走。", "[1] Go.", [("structure.leak", "major")]),
        ("[1] 走。", "[1] Go.", []),
        ("走。", "Go.</segments>", [("structure.leak", "major")]),
        ("走。", "<think>The text says…</think>Go.", [("structure.leak", "major")]),
        ("【叮！“恭喜”】", '[Ding! "Congratulations"]', []),
        ("他说“走”", "He said “go”", []),
    ],
)
def test_structure(source, target, expected):
    assert expected == _checks(source, target)


def test_an_empty_target_has_one_finding():
    findings = run_checks(Pair("林风走了。", "", CHINESE, ENGLISH))
    assert [finding.check for finding in findings] == ["structure.empty"]


def test_a_finding_is_plain_data_and_says_where():
    (finding,) = check(Pair("走<2/>", "Go<3/>", CHINESE, ENGLISH))[1:]
    assert finding.as_dict() == {
        "check": "structure.mark_added",
        "severity": "critical",
        "message": "Marks are not in the source: <3/>.",
        "fix": "Remove <3/>.",
        "span": [2, 6],
    }
    assert blocking([finding]) == [finding]


def test_the_families():
    assert list(ALL) == ["structure", "reply", "residue", "terms", "numbers", "length", "tone"]
