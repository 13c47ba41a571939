from __future__ import annotations

import pickle
from itertools import permutations

import pytest

from storyport.kernel.errors import (
    BadInput,
    BudgetReached,
    Busy,
    EngineFailed,
    Interrupted,
    StoryportError,
    Unconfigured,
    worst_exit_code,
)

CODES = {
    StoryportError: 1,
    BadInput: 2,
    Unconfigured: 2,
    Busy: 2,
    BudgetReached: 3,
    EngineFailed: 4,
    Interrupted: 130,
}


def subclasses(kind: type[StoryportError]) -> set[type[StoryportError]]:
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def test_every_error_of_the_tree_has_its_exit_code():
    assert {kind: kind.exit_code for kind in CODES} == CODES
    assert {kind.exit_code for kind in subclasses(StoryportError)} <= set(CODES.values())


@pytest.mark.parametrize("kind", sorted(CODES, key=lambda kind: kind.__name__))
def test_every_error_pickles_with_what_it_carries(kind):
    error = kind("it is wrong.", where="a.epub:7", do="Mend it.")
    error.add_note("a note")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert back.as_dict() == {"what": "it is wrong.", "where": "a.epub:7", "do": "Mend it."}
    assert str(back) == "a.epub:7: it is wrong. Mend it."


def test_what_is_not_said_is_not_shown():
    assert str(BadInput("it is wrong.")) == "it is wrong."
    assert BadInput("it is wrong.").as_dict() == {"what": "it is wrong.", "where": "", "do": ""}


def test_the_worst_code_counts():
    assert worst_exit_code([]) == 0
    assert worst_exit_code([0, 0]) == 0
    for codes in permutations([0, 1, 3, 4]):
        assert worst_exit_code(codes) == 4
    assert worst_exit_code([1, 3]) == 3
    assert worst_exit_code([4, 2, 3]) == 2
    assert worst_exit_code([2, 130, 4]) == 130
