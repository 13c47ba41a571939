from __future__ import annotations

from storyport.checks.base import ExpectedTerm
from storyport.checks.evaluation.counting import Counts, Row, count_rows
from storyport.kernel.locales import parse_locale

_ZH, _EN = parse_locale("zh-Hans"), parse_locale("en")
_FENG = ExpectedTerm(("林风",), "Lin Feng", kind="character")
_INK = ExpectedTerm(("松烟墨",), "pine-soot ink", kind="item")


def _count(*rows: Row, scored: bool = False) -> Counts:
    return count_rows(rows, _ZH, _EN, scored=scored)


def _row(source: str, target: str, *references: str, terms=(), place: str = "1") -> Row:
    return Row(place, source, target, references, terms)


def test_terms_are_counted_by_occurrence():
    rows = [
        _row("林风看着林风的影子。", "Lin Feng watched his shadow.", terms=(_FENG,)),
        _row("松烟墨是林风的。", "The pine-soot ink was Lin Feng's.", terms=(_FENG, _INK)),
        _row("松烟墨没有了。", "The soot ink was gone.", terms=(_INK,)),
    ]
    counts = _count(*rows)
    assert counts.term_consistency == 3 / 5
    assert [(each.form, each.occurrences, each.kept) for each in counts.terms()] == [
        ("林风", 3, 2),
        ("松烟墨", 2, 1),
    ]
    assert len(counts.worst["terms"]) == 2


def test_without_terms_consistency_is_not_known():
    assert _count(_row("山很高。", "The mountain is high.")).term_consistency is None


def test_what_is_lost_is_counted_by_kind():
    long = "他走了很久，山路越来越窄，天也越来越黑，谁也没有再说一句话。" * 2
    rows = [
        _row(long, "", place="1"),
        _row(long, "He walked.", place="2"),
        _row("他有365两银子。", "He had some silver.", place="3"),
        _row("林风来了。", "He came.", terms=(_FENG,), place="4"),
        _row("……", "", place="5"),
        _row("", "", place="6"),
        _row("山很高。", "The mountain is high.", place="7"),
    ]
    counts = _count(*rows)
    assert counts.segments == 6
    assert counts.lacking == 4
    assert counts.omissions == {"missing": 1, "short": 1, "numbers": 1, "names": 1}
    assert [sample.place for sample in counts.worst["omission"]] == ["1", "2", "3", "4"]


def test_source_that_was_left_is_counted():
    rows = [
        _row("他走了很久。", "他走了很久。"),
        _row("他走了很久。", "He 走了 long."),
        _row("好。", "Good."),
    ]
    counts = _count(*rows)
    assert counts.residue == 2
    assert len(counts.worst["residue"]) == 2


def test_pronouns_are_compared_with_the_reference():
    rows = [
        _row("她走了。", "He left.", "She left."),
        _row("他走了。", "He left.", "He left."),
    ]
    counts = _count(*rows)
    assert counts.pronouns.target == {"he": 2}
    assert counts.pronouns.reference == {"she": 1, "he": 1}
    assert counts.pronouns.f1 == 0.5
    (sample,) = counts.worst["pronouns"]
    assert sample.why == "he for she"


def test_without_a_reference_pronouns_are_only_counted():
    counts = _count(_row("她走了。", "He left."))
    assert counts.pronouns.f1 is None
    assert counts.pronouns.source == {"she": 1}


def test_the_furthest_come_first_and_only_a_few_are_kept():
    rows = [
        _row("他一直走到了山的那一边。", "word " * n + "x" * (20 - n), "word " * 20, place=str(n))
        for n in range(20)
    ]
    samples = _count(*rows, scored=True).worst["chrf"]
    assert len(samples) == 12
    assert samples[0].place == "0"


def test_marks_are_not_shown():
    counts = _count(_row("<1>他走了</1>很久。", "<1>他走了</1>很久。", "<1>He</1> &lt;1>"))
    (sample,) = counts.worst["residue"]
    assert (sample.source, sample.reference) == ("他走了很久。", "He <1>")
