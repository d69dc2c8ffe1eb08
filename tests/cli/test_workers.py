import os
import signal
import time

import pytest

from gongkai.cli.workers import Death, Workers


def work(task: str) -> str:
    if task == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "hang":
        time.sleep(60)
    if task == "slow":
        time.sleep(0.3)
    if task == "eat":
        return str(len(bytearray(4 << 30)))
    if task == "who":
        return str(os.getpid())
    return task.upper()


def guarded(task: str) -> str:
    try:
        return work(task)
    except MemoryError:
        return "too much"


def on_death(task: str, death: Death) -> str:
    return f"{task}: {death}"


def pool(jobs: int = 2, seconds: float = 20.0) -> Workers[str, str]:
    return Workers(guarded, on_death, jobs=jobs, seconds=seconds, megabytes=1000)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(jobs):
    with pool(jobs) as workers:
        assert list(workers.results(["slow", "b", "c", "d"])) == ["SLOW", "B", "C", "D"]


def test_no_task_gives_no_result_and_starts_nothing():
    with pool() as workers:
        assert list(workers.results([])) == []


def test_a_worker_that_dies_stops_no_other():
    with pool() as workers:
        found = list(workers.results(["a", "crash", "b", "crash", "c"]))
    assert found == ["A", "crash: crashed", "B", "crash: crashed", "C"]


def test_a_task_that_takes_too_long_is_ended():
    begun = time.monotonic()
    with pool(seconds=0.5) as workers:
        found = list(workers.results(["a", "hang", "b"]))
    assert found == ["A", "hang: out of time", "B"]
    assert time.monotonic() - begun < 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory is bounded where processes have such a limit")
def test_a_task_that_eats_memory_meets_an_error_and_not_the_machine():
    with pool() as workers:
        assert list(workers.results(["eat", "a"])) == ["too much", "A"]


def test_leaving_ends_every_process():
    with pool() as workers:
        results = workers.results(["who", "hang"])
        process = int(next(results))
        assert process != os.getpid()
        os.kill(process, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_more_than_one_process_is_used():
    with pool() as workers:
        assert len(set(workers.results(["who", "who"] * 4))) == 2
