import pytest
from tests.engines.contract import CHECKS, STANDS
from tests.work.virtual_time import run


@pytest.mark.parametrize("stand", STANDS, ids=lambda stand: stand.model or stand.name)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_contract(stand, check):
    run(check(stand))
