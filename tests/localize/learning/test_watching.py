from __future__ import annotations

import threading

import pytest

from storyport.kernel.errors import BadInput, Interrupted
from storyport.localize.learning.watching import Watch


def test_work_gives_what_it_gives():
    assert Watch().during(lambda: 7) == 7


def test_an_error_of_the_work_is_raised_where_it_is_waited_for():
    def fail():
        raise BadInput("no.")

    with pytest.raises(BadInput, match="no"):
        Watch().during(fail)


def test_the_lease_is_renewed_while_the_work_lasts():
    renewed = threading.Event()
    assert Watch(beat=renewed.set).during(lambda: renewed.wait(timeout=30))


def test_a_stop_is_heard_while_the_work_lasts():
    over = threading.Event()
    with pytest.raises(Interrupted):
        Watch(stop=lambda: True).during(lambda: over.wait(timeout=30))
    over.set()
