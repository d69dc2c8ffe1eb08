"""Jobs that were given up: who sees them, who lets them be tried again."""

import pytest
from django.db import connection
from tests.cast import TODAY
from tests.database import as_owner
from tests.jobs.queue import queued, state

from gongkai.jobs import failures
from gongkai.jobs.actions import NotGivenUpError, retry
from gongkai.jobs.models import TroubledJob
from gongkai.jobs.queries import keeper_for, troubled
from gongkai.ledger.models import Entry
from gongkai.organs.models import Appointment, Role
from gongkai.organs.queries import standing


def test_a_job_is_tried_again_and_the_ledger_tells_who_asked(cast):
    job = queued(cast.justice)
    with cast.entered(cast.zhou):
        retry(troubled().get(), on=TODAY, by=cast.zhou)
        again = troubled().get()
        assert (again.status, again.attempts, again.scheduled_at) == ("todo", 0, None)
        entry = Entry.objects.get()
    assert (entry.act, entry.about, entry.by_id) == (
        "jobs.JobRetried",
        f"jobs.troubledjob:{job}",
        cast.zhou.pk,
    )
    assert entry.data == {"task": "tests.fail", "told": "对方没有应答"}


def test_a_job_is_tried_again_once(cast):
    queued(cast.justice)
    with cast.entered(cast.zhou):
        job = troubled().get()
        retry(job, on=TODAY, by=cast.zhou)
        with pytest.raises(NotGivenUpError, match="不需要再试"):
            retry(job, on=TODAY, by=cast.zhou)
        assert Entry.objects.count() == 1


@pytest.mark.parametrize("person", ["zhao", "sun"])
def test_a_job_of_another_organ_is_not_tried_again(cast, person):
    queued(cast.justice)
    with cast.entered(cast.zhou):
        job = troubled().get()
    with cast.entered(getattr(cast, person)), pytest.raises(NotGivenUpError):
        retry(job, on=TODAY, by=getattr(cast, person))
    with cast.entered(cast.zhou):
        assert troubled().get().is_given_up


def test_why_a_job_of_the_system_failed_is_for_the_system_alone(cast):
    failures.keep(7, None, failures.Reason("磁盘已满"))
    for person in (cast.qian, cast.sun, cast.zhou):
        with cast.entered(person):
            assert not failures.Failure.objects.exists()
    with failures.acting([]):
        assert failures.Failure.objects.get().told == "磁盘已满"


def keeping(cast):
    """孙监督 administers the topmost organ."""
    with as_owner():
        Appointment.objects.create(user=cast.sun, organ=cast.city, role=Role.ADMINISTRATOR, since_on=TODAY)
    with cast.entered(cast.sun):
        cast.sun.standing = standing(cast.sun, on=TODAY)
    return cast.sun


def test_a_job_of_the_installation_is_for_the_administrators_of_a_topmost_organ(cast):
    job = queued(None)
    keeper = keeping(cast)
    assert cast.city.superior_id is None
    with cast.entered(keeper):
        assert keeper_for(keeper) == cast.city.pk
        assert [(one.pk, one.told) for one in troubled(keeper=cast.city.pk)] == [(job, "对方没有应答")]
        assert not troubled().exists()
        again = troubled(keeper=cast.city.pk).get()
        assert keeper.has_perm("jobs.retry", again)
        retry(again, on=TODAY, by=keeper)
        entry = Entry.objects.get()
    assert (entry.organ_id, entry.about, entry.by_id) == (cast.city.pk, f"jobs.troubledjob:{job}", keeper.pk)
    assert state(job) == ("todo", 0)


@pytest.mark.parametrize("person", ["qian", "zhou", "sun", "zhao"])
def test_a_job_of_the_installation_is_hidden_from_others(cast, person):
    job = queued(None)
    user = getattr(cast, person)
    with cast.entered(user):
        user.standing = standing(user, on=TODAY)
        assert keeper_for(user) is None
        assert not troubled(keeper=cast.city.pk).exists()
        with pytest.raises(NotGivenUpError):
            retry(TroubledJob(pk=job, args={}), on=TODAY, by=user)
    assert state(job) == ("failed", 10)


def test_a_head_of_the_topmost_organ_is_no_administrator(cast):
    with as_owner():
        Appointment.objects.create(user=cast.zhou, organ=cast.city, role=Role.HEAD, since_on=TODAY)
    queued(None)
    with cast.entered(cast.zhou):
        cast.zhou.standing = standing(cast.zhou, on=TODAY)
        assert keeper_for(cast.zhou) is None
        job = troubled(keeper=cast.city.pk).get()
        assert not cast.zhou.has_perm("jobs.retry", job)


def test_a_periodic_job_whose_successor_waits_is_not_asked_for_twice(cast):
    first, second = queued(None), queued(None, "todo")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET queueing_lock = 'x' WHERE id IN (%s, %s)", [first, second]
        )
    keeper = keeping(cast)
    with cast.entered(keeper), pytest.raises(NotGivenUpError, match="已经重新排队"):
        retry(troubled(keeper=cast.city.pk).get(pk=first), on=TODAY, by=keeper)
    assert state(first) == ("failed", 10)


def test_staff_do_not_write_why_a_job_failed(cast):
    job = queued(cast.justice)
    with cast.entered(cast.qian):
        assert failures.Failure.objects.filter(job=job).update(told="x") == 0
        assert failures.Failure.objects.filter(job=job).delete()[0] == 0


@pytest.mark.parametrize(
    ("person", "review", "again"),
    [
        ("wang", False, False),
        ("zhou", True, True),
        ("qian", True, True),
        ("sun", True, False),
        ("zhao", False, False),
    ],
)
def test_who_looks_after_jobs(cast, person, review, again):
    queued(cast.justice)
    user = getattr(cast, person)
    with cast.entered(cast.zhou):
        job = troubled().get()
    with cast.entered(user):
        user.standing = standing(user, on=TODAY)
        assert user.has_perm("jobs.review") is review
        assert user.has_perm("jobs.retry", job) is again
