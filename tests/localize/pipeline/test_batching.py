from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from storyport.kernel.locales import parse_locale
from storyport.localize.context import Scene
from storyport.localize.pipeline.batching import BATCH_WEIGHT, Packer, pack, weight
from storyport.localize.pipeline.jobs import Job
from storyport.localize.pipeline.repairing import ATTEMPTS, RepairPool

EN = parse_locale("en")
texts = st.lists(st.text("字a ", min_size=1, max_size=400), max_size=120)


def job(source, order=0):
    scene = Scene(Counter(), "")
    return Job(order, 1, order, str(order), "paragraph", source, "d", EN, (), (), "b", scene)


def jobs(sources):
    return [job(source, order) for order, source in enumerate(sources)]


@given(texts)
def test_packing_keeps_every_job_in_order(sources):
    given_ = jobs(sources)
    assert [each for group in pack(given_) for each in group] == given_


@given(texts)
def test_no_group_is_far_over_the_limit(sources):
    heaviest = max(map(weight, sources), default=0)
    for group in pack(jobs(sources)):
        assert sum(weight(each.source) for each in group) <= BATCH_WEIGHT + heaviest
        assert len(group) <= 64


def test_a_chapter_is_cut_into_even_groups():
    groups = pack(jobs(["字" * 50] * 90))
    assert len({len(group) for group in groups}) == 1


def test_small_parts_share_a_request():
    packer = Packer()
    given_ = [batch for n in range(5) for batch in packer.add([job("字" * 10, n)])]
    assert given_ == []
    (batch,) = packer.flush()
    assert [each.order for each in batch.jobs] == [0, 1, 2, 3, 4]


def test_a_large_part_does_not_wait_for_the_next():
    packer = Packer()
    assert len(list(packer.add(jobs(["字" * 100] * 12)))) == 1
    assert list(packer.flush()) == []


def test_repairs_wait_until_they_fill_a_request():
    pool = RepairPool()
    for n in range(3):
        failed = job("字" * 30, n)
        failed.attempt = 1
        pool.add(failed)
    assert list(pool.full()) == []
    (batch,) = pool.rest()
    assert batch.repair
    assert len(batch.jobs) == 3
    assert len(pool) == 0


def test_the_last_attempt_is_made_alone_and_without_context():
    pool = RepairPool()
    for n in range(3):
        failed = job("字" * 30, n)
        failed.attempt = ATTEMPTS - 1
        pool.add(failed)
    batches = list(pool.rest())
    assert [len(batch.jobs) for batch in batches] == [1, 1, 1]
    assert all(batch.lean for batch in batches)


def test_a_flood_of_last_attempts_is_not_sent_one_by_one():
    pool = RepairPool()
    for n in range(200):
        failed = job("字" * 30, n)
        failed.attempt = ATTEMPTS - 1
        pool.add(failed)
    assert len(list(pool.rest())) < 60
