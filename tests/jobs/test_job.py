"""Jobs: never without the commit, at least once after it, and what they do is all or nothing."""

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from tests.jobs import probes
from tests.jobs.queue import PATIENCE, drain, drain_apart, kill, rows, state, until, waits, worker

from gongkai.isolation import scope
from gongkai.jobs import tasks
from gongkai.ledger.models import Entry
from gongkai.organs.models import Unit


def unit_now(cast, unit):
    with cast.entered(cast.wang):
        return Unit.objects.get(pk=unit.pk)


def test_a_job_asked_for_in_a_rolled_back_transaction_never_runs(committed, unit):
    with committed.entered(committed.wang):
        probes.count.defer(organ=committed.justice.pk, unit=unit.pk)
        transaction.set_rollback(True)
    drain()
    assert unit_now(committed, unit).phone == ""
    assert rows("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'tests.count'") == []


def test_a_job_asked_for_in_a_committed_transaction_runs_as_the_system(committed, unit):
    with committed.entered(committed.wang):
        job = probes.rename.defer(organ=committed.justice.pk, unit=unit.pk)
    drain()
    assert state(job) == ("succeeded", 1)
    assert unit_now(committed, unit).name == "办公室（已改）"
    with committed.entered(committed.wang):
        assert Entry.objects.get().by.email == "system@gongkai.invalid"


def test_the_worker_starts_a_job_soon_after_the_commit(own_database, committed, unit, log):
    with worker(own_database, log) as process:
        until(lambda: rows("SELECT 1 FROM procrastinate_workers"))
        with committed.entered(committed.wang):
            job = probes.count.defer(organ=committed.justice.pk, unit=unit.pk)
        until(lambda: state(job)[0] == "succeeded")
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_jobs_of_a_kind_that_take_turns_wait_without_a_place_and_long_ones_hold_up_nothing_urgent(
    own_database, committed, unit, log
):
    organ, places = committed.justice.pk, settings.PROCRASTINATE_WORKER_DEFAULTS["concurrency"]
    with committed.entered(committed.wang):
        in_turn = [probes.in_turn.defer(organ=organ, wait=600) for _ in range(2)]
        long = [probes.count.defer(organ=organ, unit=unit.pk, wait=600) for _ in range(places)]
    with worker(own_database, log):
        until(lambda: [state(job)[0] for job in long] == ["doing"] * (places - 1) + ["todo"])
        assert [state(job)[0] for job in in_turn] == ["doing", "todo"]
        with committed.entered(committed.wang):
            job = probes.prompt.defer(organ=organ)
        until(lambda: state(job)[0] == "succeeded")
        assert [state(job)[0] for job in (in_turn[-1], long[-1])] == ["todo", "todo"]


def test_a_job_of_a_killed_worker_is_done_again(own_database, committed, unit, log):
    with committed.entered(committed.wang):
        job = probes.slow_once.defer(organ=committed.justice.pk, unit=unit.pk)
    with worker(own_database, log) as first:
        until(lambda: unit_now(committed, unit).phone == "1")
        kill(first)
    assert state(job) == ("doing", 0)
    assert tasks.taken_up(3600) == 0
    assert tasks.taken_up(0) >= 1
    assert state(job) == ("todo", 1)
    drain()
    assert state(job) == ("succeeded", 2)
    assert unit_now(committed, unit).phone == "2"


def test_a_job_of_a_worker_that_lives_is_left_alone(own_database, committed, unit, log):
    with committed.entered(committed.wang):
        job = probes.slow_once.defer(organ=committed.justice.pk, unit=unit.pk)
    with worker(own_database, log):
        until(lambda: unit_now(committed, unit).phone == "1")
        assert tasks.taken_up(tasks.SILENT) == 0
        assert state(job) == ("doing", 0)


def test_a_job_that_fails_is_undone_and_waits_longer_each_time(committed, unit):
    with committed.entered(committed.wang):
        job = probes.fail.defer(organ=committed.justice.pk, unit=unit.pk)
    for attempts, wait in ((1, 10), (2, 40)):
        drain()
        assert state(job) == ("todo", attempts)
        assert waits(job) == pytest.approx(wait, abs=1)
        rows("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = %s RETURNING id", job)
    assert unit_now(committed, unit).phone == ""


def test_a_failing_job_is_given_up_in_the_end_and_a_hopeless_one_at_once(committed, unit):
    with committed.entered(committed.wang):
        last = probes.fail.defer(organ=committed.justice.pk, unit=unit.pk)
        hopeless = probes.hopeless.defer(organ=committed.justice.pk)
    rows("UPDATE procrastinate_jobs SET attempts = 9 WHERE id = %s RETURNING id", last)
    drain()
    assert state(last) == ("failed", 10)
    assert state(hopeless) == ("failed", 1)


def test_what_a_failure_tells_of_persons_is_in_no_log(own_database, committed, log):
    with committed.entered(committed.wang):
        job = probes.bug.defer(organ=committed.justice.pk)
    drain_apart(own_database, log)
    assert state(job) == ("todo", 1)
    assert "ValueError" in log.read_text()
    assert "1306021980" not in log.read_text()


def test_a_job_asked_for_inside_a_failing_job_never_runs(committed, unit):
    def fails_after_asking():
        with committed.entered(committed.wang):
            probes.count.defer(organ=committed.justice.pk, unit=unit.pk)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_after_asking()
    assert rows("SELECT 1 FROM procrastinate_jobs WHERE task_name = 'tests.count'") == []


@pytest.mark.parametrize("role", ["portal", "gate"])
def test_every_face_may_ask_for_a_job_and_sees_nothing_of_the_queue(committed, unit, role):
    scopes = {"portal": scope.PUBLIC, "gate": scope.GATE}
    with scope.entered(scopes[role]):
        job = probes.count.defer(organ=committed.justice.pk, unit=unit.pk)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows("SELECT 1 FROM procrastinate_jobs")
    assert state(job) == ("todo", 0)
