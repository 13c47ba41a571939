import asyncio
import pickle
import random
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.work.virtual_time import now, run

from storyport.kernel.errors import EngineFailed, Interrupted
from storyport.work.pacing import CallFailed, Limits, Pacer, Patience, Stalled, Verdict
from storyport.work.pacing.health import Health
from storyport.work.pacing.meter import Meter
from storyport.work.pacing.width import Width


class Throttled(CallFailed):
    verdict = Verdict.THROTTLED


class Useless(CallFailed):
    verdict = Verdict.ANSWERED


class Refused(CallFailed):
    verdict = Verdict.REFUSED


@dataclass
class Server:
    """The other side: answers after `latency`, or fails as `script` says (by request number)."""

    latency: float = 0.5
    script: object = None

    def __post_init__(self):
        self.requests = 0
        self.starts = []
        self.in_flight = 0
        self.peak = 0
        self.cancelled = 0

    async def __call__(self):
        self.requests += 1
        number = self.requests
        self.starts.append(now())
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            outcome = self.script(number) if self.script else None
            if isinstance(outcome, float):
                await asyncio.sleep(outcome)
            else:
                await asyncio.sleep(self.latency)
            if isinstance(outcome, Exception):
                raise outcome
            return number
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.in_flight -= 1


def make(server=None, *, seed=1, patience=None, on_event=None, **limits):
    return Pacer(
        Limits(**limits),
        where="openai:test",
        patience=patience,
        on_event=on_event,
        rng=random.Random(seed),
    )


async def all_calls(pacer, server, count, tokens=0):
    return await asyncio.gather(*(pacer.call(server, tokens=tokens) for _ in range(count)))


# --- width ------------------------------------------------------------------------------------


def test_starts_at_full_width_and_takes_the_ideal_time():
    server = Server()

    async def main():
        pacer = make(workers=16)
        await all_calls(pacer, server, 160)
        return now(), pacer.counts

    seconds, counts = run(main())
    assert server.peak == 16
    assert seconds == pytest.approx(160 / 16 * 0.5)
    assert (counts.calls, counts.requests, counts.retries) == (160, 160, 0)


def test_throttling_takes_one_each_and_at_most_half_in_a_round_trip():
    width = Width(16)
    assert width.throttled(started=0.0, now=1.0)
    assert width.now == 15
    narrowed = [width.throttled(started=0.5, now=1.1) for _ in range(12)]
    assert width.now == 8
    assert narrowed == [True] * 7 + [False] * 5
    assert width.throttled(started=1.2, now=2.0)
    assert width.now == 7


def steps_up_after(width, now):
    """Return how many successes it takes to grow by one."""
    before = width.now
    for count in range(1, 1000):
        width.succeeded(now)
        if width.now > before:
            return count
    raise AssertionError("it does not grow")


def test_width_grows_by_one_after_as_many_successes():
    width = Width(10)
    for _ in range(10):
        width.throttled(started=0.0, now=1.0)
    assert width.now == 5
    assert steps_up_after(width, 2.0) == 5
    assert steps_up_after(width, 3.0) == 6
    assert width.now == 7


def test_a_step_up_that_is_throttled_at_once_makes_the_next_one_wait():
    width = Width(10)
    width.throttled(started=0.0, now=1.0)
    waits = []
    for at in range(2, 8):
        waits.append(steps_up_after(width, at))
        width.throttled(started=at + 0.1, now=at + 0.2)
    assert waits == [9, 18, 36, 72, 144, 144]


def test_a_throttled_answer_later_on_is_no_ceiling():
    width = Width(10)
    width.throttled(started=0.0, now=1.0)
    for at in range(2, 8):
        assert steps_up_after(width, at) == 9
        for _ in range(4):
            width.succeeded(at + 0.1)
        width.throttled(started=at + 0.2, now=at + 0.3)


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 64))
@settings(deadline=None)
def test_width_stays_within_its_bounds(successes, full):
    width = Width(full)
    for at, success in enumerate(successes):
        if success:
            width.succeeded(at)
        else:
            width.throttled(at, at + 1)
        assert 1 <= width.now <= full


def test_a_width_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one worker"):
        Width(0)


def test_width_recovers_after_a_throttled_burst():
    server = Server(script=lambda n: Throttled("slow down") if n <= 16 else None)

    async def main():
        pacer = make(workers=16)
        await all_calls(pacer, server, 400)
        return pacer.width, pacer.counts

    width, counts = run(main())
    assert width == 16
    assert counts.throttles == 16
    assert counts.requests == 416


# --- rates ------------------------------------------------------------------------------------


@given(
    st.floats(1, 5000),
    st.lists(st.tuples(st.floats(0, 5), st.floats(0.01, 1)), min_size=1, max_size=120),
)
@settings(deadline=None)
def test_no_window_holds_more_than_the_limit(limit, calls):
    meter = Meter(limit)
    taken = []
    at = 0.0
    for pause, share in calls:
        amount = share * limit
        at = meter.ready_at(at + pause, amount)
        meter.take(at, amount)
        taken.append((at, amount))
    for start, _ in taken:
        inside = sum(amount for when, amount in taken if start <= when < start + 60 - 1e-6)
        assert inside <= limit * (1 + 1e-9)


def test_an_amount_above_the_limit_passes_alone():
    meter = Meter(100)
    assert meter.ready_at(0.0, 500) == 0.0
    meter.take(0.0, 500)
    assert meter.ready_at(1.0, 1) > 60


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(ValueError, match="greater than zero"):
        Meter(0)


def test_requests_a_minute_are_kept_and_used():
    server = Server(latency=0.1)

    async def main():
        await all_calls(make(workers=64, requests_per_minute=120), server, 360)
        return now()

    seconds = run(main())
    assert 360 / 120 * 60 * 0.95 <= seconds <= 360 / 120 * 60 * 1.05
    for start in server.starts:
        assert sum(start <= at < start + 60 for at in server.starts) <= 120
        # Smooth: no burst beyond a second's worth (2) and the one that starts it.
        assert sum(start <= at < start + 1 for at in server.starts) <= 5


def test_tokens_a_minute_are_kept():
    server = Server(latency=0.1)

    async def main():
        await all_calls(make(workers=64, tokens_per_minute=60_000), server, 60, tokens=2_000)
        return now()

    assert run(main()) >= 60
    for start in server.starts:
        assert sum(start <= at < start + 60 for at in server.starts) * 2_000 <= 60_000


def test_real_tokens_correct_the_estimate():
    server = Server(latency=0.01)

    async def main(real):
        pacer = Pacer(Limits(workers=1, tokens_per_minute=60_000), tokens_of=lambda _: real)
        for _ in range(20):
            await pacer.call(server, tokens=1_000)
        return now()

    assert run(main(2_000)) > 1.5 * run(main(1_000))


# --- tries and waiting ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [CallFailed, Throttled])
def test_faults_cost_only_the_failed_requests(kind):
    server = Server(script=lambda n: kind("fault") if n % 20 == 0 else None)

    async def main():
        pacer = make(workers=16)
        results = await all_calls(pacer, server, 2_000)
        assert len(set(results)) == 2_000
        return pacer.counts

    counts = run(main())
    assert server.requests == counts.requests == 2_000 + counts.failures + counts.throttles
    assert counts.requests <= 2_000 * 1.06


def test_retry_after_makes_everybody_wait():
    server = Server(script=lambda n: Throttled("wait", retry_after=20.0) if n == 1 else None)

    async def main():
        await all_calls(make(workers=4), server, 40)

    run(main())
    # The first answer comes at 0.5; nothing starts until 20 s later.
    assert [at for at in server.starts if 0.5 < at < 20.5] == []
    assert 20.5 <= min(at for at in server.starts if at > 0.5) <= 21.6


def test_back_off_is_jittered_and_capped():
    waits = []
    server = Server(latency=0.0, script=lambda _: CallFailed("503"))
    patience = Patience(tries=12, storm=100)

    async def main():
        pacer = make(
            patience=patience,
            on_event=lambda e: waits.append(e.wait) if e.kind == "retry" else None,
        )
        with pytest.raises(CallFailed):
            await pacer.call(server)

    run(main())
    assert len(waits) == 11
    assert all(0 <= wait <= min(30.0, 0.5 * 2**n) for n, wait in enumerate(waits))
    assert len(set(waits)) == 11


def test_tries_end_with_the_last_error():
    server = Server(script=lambda n: CallFailed(f"error {n}"))

    async def main():
        pacer = make()
        with pytest.raises(CallFailed, match="error 6"):
            await pacer.call(server)

    run(main())
    assert server.requests == 6


def test_a_useless_answer_is_the_callers_to_judge():
    server = Server(script=lambda _: Useless("prose"))

    async def main():
        with pytest.raises(Useless):
            await make().call(server)

    run(main())
    assert server.requests == 1


def test_another_error_passes_through():
    async def broken():
        raise ZeroDivisionError

    async def main():
        pacer = make(workers=1)
        with pytest.raises(ZeroDivisionError):
            await pacer.call(broken)
        assert await pacer.call(Server()) == 1

    run(main())


def test_retries_go_before_what_waits():
    server = Server(script=lambda n: CallFailed("500") if n == 1 else None)
    finished = []

    async def one(pacer, name):
        await pacer.call(server)
        finished.append(name)

    async def main():
        pacer = make(workers=1)
        await asyncio.gather(*(one(pacer, name) for name in range(20)))

    run(main())
    assert finished.index(0) < 4


def test_requests_of_results_and_errors_are_counted():
    @dataclass
    class Result:
        requests: int = 3

    async def good():
        return Result()

    async def bad():
        raise Useless("no", requests=2)

    async def main():
        pacer = make()
        await pacer.call(good)
        with pytest.raises(Useless):
            await pacer.call(bad)
        return pacer.counts.requests

    assert run(main()) == 5


# --- the end of patience ----------------------------------------------------------------------


def test_refused_ends_everything_at_once():
    server = Server(script=lambda _: Refused("Incorrect API key"))

    async def main():
        pacer = make(workers=4)
        results = await asyncio.gather(
            *(pacer.call(server) for _ in range(50)), return_exceptions=True
        )
        assert {type(result) for result in results} == {EngineFailed}
        assert "Incorrect API key" in str(results[-1])
        assert "openai:test" in str(results[-1])
        with pytest.raises(EngineFailed):
            await pacer.call(server)

    run(main())
    assert server.requests == 4


def test_an_endpoint_that_was_never_there_fails_soon():
    server = Server(latency=0.01, script=lambda _: CallFailed("connection refused"))

    async def main():
        pacer = make(workers=16)
        results = await asyncio.gather(
            *(pacer.call(server) for _ in range(200)), return_exceptions=True
        )
        return results, now()

    results, seconds = run(main())
    assert {type(result) for result in results} == {EngineFailed}
    assert results[0].exit_code == 4
    assert "connection refused" in results[0].what
    assert results[0].do
    assert seconds < 30
    assert server.requests < 60, "a storm is probed, not fed"


def test_an_outage_shorter_than_patience_loses_nothing():
    server = Server()

    def script(_):
        return CallFailed("502") if 3 < now() < 33 else None

    server.script = script

    async def main():
        pacer = make(workers=16)
        results = await all_calls(pacer, server, 400)
        assert len(results) == 400
        return pacer.counts, now()

    counts, seconds = run(main())
    assert counts.requests - 400 <= 60
    assert seconds <= 400 / 16 * 0.5 + 30 + 12


def test_a_lasting_outage_ends_the_run_after_a_minute():
    server = Server()
    server.script = lambda _: CallFailed("502") if now() > 3 else None

    async def main():
        pacer = make(workers=16)
        results = await asyncio.gather(
            *(pacer.call(server) for _ in range(400)), return_exceptions=True
        )
        return results, now()

    results, seconds = run(main())
    assert any(isinstance(result, int) for result in results)
    assert any(isinstance(result, EngineFailed) for result in results)
    assert 60 <= seconds <= 120


def test_a_very_long_retry_after_ends_the_run():
    server = Server(script=lambda _: Throttled("daily limit", retry_after=7200.0))

    async def main():
        with pytest.raises(EngineFailed, match="7200 s"):
            await make().call(server)

    run(main())


def test_health_is_hopeless_later_where_it_once_worked():
    health = Health(storm=3, never=10, again=60)
    for at in range(5):
        health.failed(at)
    assert health.storming
    assert health.hopeless(10)
    health.answered()
    assert not health.storming
    for at in range(20, 25):
        health.failed(at)
    assert not health.hopeless(79)
    assert health.hopeless(80)


# --- hedging and time-outs --------------------------------------------------------------------


def test_a_stalled_tail_is_hedged_and_the_first_answer_wins():
    server = Server(script=lambda n: 100.0 if n == 100 else None)

    async def main():
        pacer = make(workers=16)
        results = await all_calls(pacer, server, 100)
        return results, pacer.counts, now()

    results, counts, seconds = run(main())
    assert counts.hedges == 1
    assert seconds < 8
    assert 101 in results
    assert 100 not in results
    assert server.cancelled == 1


def test_hedges_are_few():
    server = Server(script=lambda n: None if n <= 100 else 50.0)

    async def main():
        pacer = make(workers=32, hedges=3)
        await all_calls(pacer, server, 116)
        return pacer.counts

    assert run(main()).hedges == 3


def test_a_small_job_is_never_hedged():
    server = Server(script=lambda n: 60.0 if n == 10 else None)

    async def main():
        pacer = make()
        await all_calls(pacer, server, 10)
        return pacer.counts

    assert run(main()).hedges == 0


def test_a_failing_hedge_leaves_the_first_call_alone():
    def script(n):
        return {100: 20.0, 101: CallFailed("500")}.get(n)

    server = Server(script=script)

    async def main():
        pacer = make(workers=16)
        results = await all_calls(pacer, server, 100)
        return results, pacer.counts

    results, counts = run(main())
    assert 100 in results
    assert counts.hedges == 1


def test_a_call_that_never_answers_is_tried_again():
    server = Server(script=lambda n: 1e9 if n == 1 else None)

    async def main():
        pacer = make(hedges=0)
        assert await pacer.call(server) == 2
        return pacer.counts, now()

    counts, seconds = run(main())
    assert counts.failures == 1
    assert 180 <= seconds <= 182


def test_a_time_out_is_what_the_caller_calls_it():
    class Gone(CallFailed):
        pass

    async def main():
        pacer = Pacer(stalled=Gone, patience=Patience(tries=1))
        with pytest.raises(Gone, match="no answer within 7 s"):
            await pacer.call(Server(latency=1e9), timeout=7)

    run(main())


# --- leaving ----------------------------------------------------------------------------------


def test_close_cancels_and_returns_at_once():
    server = Server(latency=1e6)

    async def main():
        pacer = make(workers=4)
        calls = [asyncio.create_task(pacer.call(server)) for _ in range(20)]
        await asyncio.sleep(1)
        await pacer.close()
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(result) for result in results} == {Interrupted}
        return now()

    assert run(main()) == pytest.approx(1)
    assert server.cancelled == 4


def test_close_wakes_those_who_rest():
    server = Server(latency=0.0, script=lambda _: Throttled("wait", retry_after=250.0))

    async def main():
        pacer = make(workers=2)
        calls = [asyncio.create_task(pacer.call(server)) for _ in range(5)]
        await asyncio.sleep(1)
        await pacer.close()
        await asyncio.gather(*calls, return_exceptions=True)
        return now()

    assert run(main()) == pytest.approx(1)


@pytest.mark.parametrize("when", [0.0, 0.2, 0.7])
def test_a_cancelled_caller_gives_its_place_back(when):
    server = Server(latency=0.5)

    async def main():
        pacer = make(workers=1)
        calls = [asyncio.create_task(pacer.call(server)) for _ in range(3)]
        await asyncio.sleep(when)
        calls[1].cancel()
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert isinstance(results[1], asyncio.CancelledError)
        assert all(isinstance(results[n], int) for n in (0, 2))

    run(main())


@given(st.lists(st.floats(0, 3), min_size=1, max_size=12), st.integers(0, 2**32))
@settings(deadline=None, max_examples=40)
def test_whatever_happens_places_are_given_back(cancel_at, seed):
    dice = random.Random(seed)

    def script(_):
        roll = dice.random()
        if roll < 0.2:
            return CallFailed("500")
        return Throttled("slow", retry_after=dice.choice([None, 0.3])) if roll < 0.4 else None

    server = Server(script=script)

    async def main():
        pacer = make(workers=3, patience=Patience(tries=50))
        calls = [asyncio.create_task(pacer.call(server)) for _ in range(len(cancel_at) + 5)]
        loop = asyncio.get_running_loop()
        for at, call in zip(cancel_at, calls, strict=False):
            loop.call_later(at, call.cancel)
        await asyncio.gather(*calls, return_exceptions=True)
        assert server.in_flight == 0
        server.script = None
        await all_calls(pacer, server, 9)

    run(main())
    assert server.peak <= 3


def test_errors_pickle():
    error = pickle.loads(pickle.dumps(Stalled("late", retry_after=2.0, requests=3)))
    assert (type(error), error.message, error.retry_after, error.requests) == (
        Stalled,
        "late",
        2.0,
        3,
    )


# --- limits that nobody told us of --------------------------------------------------------------


class Limited(Server):
    """Takes so many at once and so many a minute (a bucket, full at first), else throttles."""

    def __init__(self, at_once=10**6, a_minute=10**6, retry_after=1.0):
        super().__init__()
        self.at_once, self.a_minute, self.retry_after = at_once, a_minute, retry_after
        self.level, self.at = a_minute, 0.0

    async def __call__(self):
        self.level = min(self.a_minute, self.level + (now() - self.at) * self.a_minute / 60)
        self.at = now()
        if self.in_flight >= self.at_once or self.level < 1:
            await asyncio.sleep(0.02)
            raise Throttled("slow down", retry_after=self.retry_after)
        self.level -= 1
        return await super().__call__()


@pytest.mark.parametrize("retry_after", [None, 1.0])
@pytest.mark.parametrize("limit", [{"at_once": 4}, {"a_minute": 60}])
def test_an_unknown_limit_loses_nothing(limit, retry_after):
    server = Limited(**limit, retry_after=retry_after)

    async def main():
        results = await all_calls(make(workers=64), server, 150)
        return results, now()

    results, seconds = run(main())
    assert len(set(results)) == 150
    assert seconds <= 4 * (150 / 4 * 0.5 if "at_once" in limit else 90)


def test_a_call_that_is_always_throttled_alone_ends_with_the_last_error():
    server = Server(script=lambda n: Throttled(f"no {n}", retry_after=1.0))

    async def main():
        with pytest.raises(Throttled, match="no 6"):
            await make().call(server)

    run(main())
