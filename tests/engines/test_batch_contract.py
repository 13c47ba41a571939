import asyncio

import pytest
from tests.engines.batch_contract import BATCH_CHECKS, BATCH_STANDS


@pytest.mark.parametrize("stand", BATCH_STANDS, ids=lambda stand: stand.name)
@pytest.mark.parametrize("check", BATCH_CHECKS, ids=lambda check: check.__name__)
def test_batch_contract(stand, check):
    asyncio.run(check(stand))
