from __future__ import annotations

from pathlib import Path

import pytest

from storyport.checks.base import ExpectedTerm
from storyport.fiction.evaluation import Question, as_dict, evaluate, headline, table_of
from storyport.fiction.evaluation.evaluating import Evaluation
from storyport.kernel.errors import BadInput
from storyport.kernel.locales import parse_locale

_ZH = [
    "清晨，林风在码头找到了油灯，却没有告诉苏墨。",
    "她把信笺放在桌上，转身看着他，许久没有说话。",
    "从黄山到渡口，要走十二里山路，没有人愿意晚上走。",
    "“我不知道你在说什么。”苏墨低声说，把门关上了。",
    "三年前，县衙来了七个人，为首的那个拿着一把旧剑。",
    "第二天，雨停了，院子里的人都走了，只剩下一盏茶。",
]
_EN = [
    "At dawn Lin Feng found the oil lamp on the dock, but he did not tell Su Mo.",
    "She put the letter on the table, turned to look at him, and said nothing for a long while.",
    "It is twelve li of mountain road from Huangshan to the ferry, and nobody wants to walk it at night.",
    "“I do not know what you are talking about,” Su Mo said in a low voice, and she closed the door.",
    "Three years before, seven people had come to the county office, and the first of them held an old sword.",
    "The next day the rain had stopped, the people in the yard were gone, and only a cup of tea was left.",
]
_CHINESE, _ENGLISH = parse_locale("zh-Hans"), parse_locale("en")


@pytest.fixture
def file(tmp_path):
    def write(name: str, lines: list[str]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def compare(file):
    def run(*targets: list[str], reference: list[str] | None = _EN, **more: object) -> Evaluation:
        paths = [file(f"t{number}.txt", lines) for number, lines in enumerate(targets)]
        references = [file("r.txt", reference)] if reference else []
        more = {"from_": _CHINESE, "to": _ENGLISH} | more
        return evaluate(Question(file("s.txt", _ZH), paths, references, **more))

    return run


def test_lines_stand_side_by_side(compare):
    found = compare(_EN, [line.upper() for line in _EN])
    assert (found.pieces, found.matching, found.lines) == (6, True, True)
    first, second, reference = found.systems
    assert (first.name, second.name, reference.name) == ("t0", "t1", "reference")
    assert first.scores.chrf == pytest.approx(100)
    assert second.scores.chrf < 50
    assert reference.is_reference
    assert reference.scores is None
    assert headline(found) == "t0 is nearest to the reference by chrF."


def test_empty_lines_keep_their_place(compare):
    found = compare([*_EN[:3], "", *_EN[4:]])
    system = found.systems[0]
    assert (system.counts.omissions["missing"], found.matching) == (1, True)
    assert system.counts.worst["omission"][0].place == "4"


def test_other_counts_are_aligned_by_length(compare):
    found = compare([*_EN[:3], *_EN[4:]])
    assert not found.matching
    assert found.notes[1] == "The source has 6 segments, t0.txt has 5."
    system = found.systems[0]
    assert system.scores.chrf > 70
    assert system.scores.bleu is None
    assert system.counts.lacking >= 1
    samples = system.counts.worst["omission"]
    assert any("苏墨低声说" in sample.source or "十二里" in sample.source for sample in samples)


def test_without_a_reference_only_counts_are_given(compare):
    found = compare(_EN, reference=None)
    assert [system.scores for system in found.systems] == [None]
    assert "no reference" in headline(found)
    assert table_of(found)[1][0][1:3] == ["–", "–"]


def test_languages_are_told_by_the_text(compare, file):
    lines = _EN * 3
    found = evaluate(Question(file("s.txt", _ZH * 3), [file("t.txt", lines)]))
    assert (found.from_.tag, found.to.tag) == ("zh-Hans", "en")


def test_terms_come_from_outside(compare):
    def terms(from_, to):
        assert (from_, to) == (_CHINESE, _ENGLISH)
        term = ExpectedTerm(("苏墨",), "Su Mo", kind="character")
        return lambda source: (term,) if "苏墨" in source else ()

    found = compare([line.replace("Su Mo", "Sumo") for line in _EN], terms=terms)
    counts = found.systems[0].counts
    assert (counts.term_consistency, found.has_bible) == (0.0, True)
    assert found.systems[-1].counts.term_consistency == 1.0


def test_names_are_as_given_or_unlike(file):
    source = file("s.txt", _ZH)
    targets = [file(f"{name}/out.txt", _EN) for name in ("one", "two")]
    question = Question(source, targets, from_=_CHINESE, to=_ENGLISH)
    assert [each.name for each in evaluate(question).systems] == ["one/out.txt", "two/out.txt"]
    question = Question(source, targets, names=["a", "a"], from_=_CHINESE, to=_ENGLISH)
    assert [each.name for each in evaluate(question).systems] == ["a", "a (2)"]


def test_sets_may_have_any_ending(file):
    files = [file("dev.zh", _ZH * 3), file("dev.out", _EN * 3), file("dev.en", _EN * 3)]
    found = evaluate(Question(files[0], files[1:2], files[2:]))
    assert found.systems[0].scores.chrf == pytest.approx(100)


def test_plain_data_says_all(compare):
    value = as_dict(compare(_EN))
    system = value["systems"][0]
    assert value["alignment"] == "order"
    assert (system["chrf"], system["d_bleu"]) == (100.0, 100.0)
    assert system["pronouns"]["target"] == system["pronouns"]["reference"]
    assert (system["pronoun_f1"], system["term_consistency"]) == (1.0, None)
    assert value["signatures"]["d-BLEU"].startswith("nrefs:1|")


# --- what cannot be used -------------------------------------------------------------------


def test_a_text_in_the_sources_language_is_refused(compare, file):
    with pytest.raises(BadInput, match="both in"):
        evaluate(Question(file("s.txt", _ZH * 4), [file("t.txt", _ZH * 4)]))
    with pytest.raises(BadInput, match="this reference is in"):
        evaluate(
            Question(
                file("s.txt", _ZH * 9),
                [file("t.txt", _EN * 9)],
                [file("r.txt", _ZH * 9)],
                to=_ENGLISH,
            )
        )


def test_a_target_in_another_language_is_said(file):
    question = Question(
        file("s.txt", _ZH * 9), [file("t.txt", _ZH * 9)], [file("r.txt", _EN * 9)], to=_ENGLISH
    )
    found = evaluate(question)
    assert "t.txt looks like Chinese" in found.notes[0]
    assert found.systems[0].counts.residue == found.systems[0].counts.segments


@pytest.mark.parametrize("content", ["", "\n\n", "  \n"])
def test_an_empty_target_is_named(file, content):
    path = file("t.txt", [])
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        evaluate(Question(file("s.txt", _ZH), [path], from_=_CHINESE, to=_ENGLISH))
    assert caught.value.where == str(path)


def test_what_language_it_is_must_be_clear(file):
    with pytest.raises(BadInput, match="not clear") as caught:
        evaluate(Question(file("s.txt", ["1", "2"]), [file("t.txt", ["1", "2"])]))
    assert "--from" in caught.value.do
