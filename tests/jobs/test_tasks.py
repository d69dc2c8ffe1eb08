"""What runs by itself: nothing is lost when workers die, and nothing grows for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from croniter import croniter
from django.contrib.sessions.models import Session
from django.utils.timezone import localtime
from procrastinate.contrib.django import app
from tests.jobs import probes
from tests.jobs.queue import drain, rows, state

from gongkai.isolation import scope
from gongkai.jobs import failures, tasks
from gongkai.jobs.acting import acting
from gongkai.jobs.backoff import MOST_ATTEMPTS, Backoff, wait
from gongkai.jobs.errors import AttemptFailedError
from gongkai.ledger.models import Anchor
from gongkai.organs.actions import open_unit

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LEFT = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, queueing_lock)
VALUES ('system', 'jobs.take_up', '{"timestamp": 0}', 'doing', %s, %s) RETURNING id
"""
ENDED = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
VALUES ('default', 'x', '{}', %s) RETURNING id
"""
EVENT = """
INSERT INTO procrastinate_events (job_id, type, at)
VALUES (%s, 'succeeded', now() - make_interval(days => %s)) RETURNING id
"""


@pytest.mark.usefixtures("own_database")
def test_a_periodic_job_is_asked_for_while_the_one_before_waits_and_goes_before_others():
    for moment in (60, 120):
        tasks.take_up.defer(timestamp=moment)
    query = "SELECT status::text, priority > 0 FROM procrastinate_jobs WHERE task_name = 'jobs.take_up'"
    assert rows(query) == [("todo", True)] * 2


def left(attempts=0, queueing_lock=None):
    return rows(LEFT, attempts, queueing_lock)[0][0]


@pytest.mark.usefixtures("own_database")
def test_a_job_that_ends_its_workers_time_and_again_is_given_up():
    job = left(attempts=MOST_ATTEMPTS - 1)
    tasks.taken_up(tasks.SILENT)
    assert state(job) == ("failed", MOST_ATTEMPTS)
    with acting([]):
        assert failures.Failure.objects.get(job=job).told == failures.INTERRUPTED


@pytest.mark.usefixtures("own_database")
def test_of_a_periodic_job_left_behind_several_times_one_waits():
    first, second = left(queueing_lock="jobs.take_up"), left(queueing_lock="jobs.take_up")
    assert tasks.taken_up(tasks.SILENT) == 2
    assert [state(first)[0], state(second)[0]] == ["todo", "aborted"]


@pytest.mark.usefixtures("own_database")
def test_the_worker_itself_takes_up_what_was_left():
    job = left()
    tasks.take_up.defer(timestamp=0)
    drain()
    drain()
    assert state(job)[0] == "succeeded"


def test_a_daily_anchor_is_made_once_for_every_chain(committed):
    with committed.entered(committed.wang):
        open_unit(committed.justice, "办公室", on=NOON.date(), by=committed.wang)
    tasks.anchor(at=NOON)
    tasks.anchor(at=NOON + timedelta(hours=1))
    with scope.entered(scope.PUBLIC):
        assert [(one.organ_id, one.day, one.number) for one in Anchor.objects.all()] == [
            (committed.justice.pk, NOON.date(), 1)
        ]


@pytest.mark.usefixtures("own_database")
def test_ended_sessions_are_removed_and_running_ones_stay():
    with scope.entered(scope.GATE):
        for key, hours in (("ended", -1), ("running", 1)):
            Session.objects.create(
                session_key=key, session_data="", expire_date=NOON + timedelta(hours=hours)
            )
    tasks.end_sessions(at=NOON)
    with scope.entered(scope.GATE):
        assert [session.pk for session in Session.objects.all()] == ["running"]


@pytest.mark.usefixtures("own_database")
def test_jobs_that_ended_long_ago_are_removed_with_their_reasons():
    kept, removed = [], []
    for status, days in (("succeeded", 6), ("succeeded", 8), ("failed", 8), ("failed", 181), ("todo", 999)):
        job = rows(ENDED, status)[0][0]
        # a job that waits tells so when it is made, and that event must be old too
        rows(
            "UPDATE procrastinate_events SET at = now() - interval '999 days' WHERE job_id = %s RETURNING 1",
            job,
        )
        rows(EVENT, job, days)
        failures.keep(job, None, failures.Reason("x"))
        (removed if (status, days) in (("succeeded", 8), ("failed", 181)) else kept).append(job)
    tasks.clear_away(at=NOON)
    assert {job for (job,) in rows("SELECT id FROM procrastinate_jobs")} == set(kept)
    with acting([]):
        assert set(failures.Failure.objects.values_list("job", flat=True)) == set(kept)


def test_attempts_are_spread_over_hours_and_come_to_an_end():
    error = AttemptFailedError("X", is_hopeless=False)
    job = probes.count.task.configure().job
    waits = []
    while decision := Backoff().get_retry_decision(exception=error, job=job.evolve(attempts=len(waits))):
        waits.append(wait(len(waits)))
        assert decision.retry_at is not None
    assert len(waits) == MOST_ATTEMPTS - 1
    assert waits == sorted(waits)
    assert 4 < sum(waits) / 3600 < 12


def test_what_runs_by_night_runs_by_night_in_china():
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    for name in ("jobs.end_sessions", "jobs.clear_away"):
        due = datetime.fromtimestamp(croniter(crons[name], NOON.timestamp()).get_next(float), UTC)
        assert localtime(due).hour == 3
