"""Readers of jobs that did not succeed: whose they are, and why they failed."""

from tests.cast import TODAY
from tests.database import as_owner
from tests.jobs.queue import queued

from gongkai.jobs import failures
from gongkai.jobs.queries import given_up, keeper_for, troubled
from gongkai.organs.models import Appointment, Role
from gongkai.organs.queries import standing


def test_a_job_given_up_is_seen_with_its_reason_by_the_staff_of_its_organ(cast):
    job = queued(cast.justice)
    with cast.entered(cast.zhou):
        seen = troubled().get()
        assert (seen.pk, seen.organ_id, seen.is_given_up) == (job, cast.justice.pk, True)
        assert (seen.told, seen.detail) == ("对方没有应答", "Traceback…")
    with cast.entered(cast.sun):
        assert troubled().count() == 1
    with cast.entered(cast.zhao):
        assert troubled().count() == 0


def test_a_job_that_waits_for_another_attempt_is_told_apart(cast):
    job = queued(cast.justice, "todo")
    queued(cast.justice, "todo", told="")
    queued(cast.justice, "doing")
    with cast.entered(cast.zhou):
        assert [(one.pk, one.is_given_up) for one in troubled()] == [(job, False)]
        assert given_up().count() == 0


def test_a_job_whose_worker_ended_is_seen_without_a_reason(cast):
    queued(cast.justice, told="")
    with cast.entered(cast.zhou):
        assert troubled().get().told is None


def test_the_newest_reason_is_kept(cast):
    job = queued(cast.justice)
    failures.keep(job, cast.justice.pk, failures.Reason("磁盘已满"))
    with cast.entered(cast.zhou):
        assert troubled().get().told == "磁盘已满"


def test_the_newest_come_first(cast):
    jobs = [queued(cast.justice), queued(cast.justice)]
    with cast.entered(cast.zhou):
        assert [job.pk for job in given_up()] == jobs[::-1]


def test_jobs_of_the_installation_are_found_for_its_keeper_besides_those_of_organs(cast):
    jobs = [queued(cast.justice), queued(None), queued(None, "todo")]
    with as_owner():
        Appointment.objects.create(user=cast.sun, organ=cast.city, role=Role.ADMINISTRATOR, since_on=TODAY)
    with cast.entered(cast.sun):
        cast.sun.standing = standing(cast.sun, on=TODAY)
        keeper = keeper_for(cast.sun)
        assert [job.pk for job in troubled(keeper=keeper)] == jobs[::-1]
        assert [job.pk for job in given_up(keeper=keeper)] == jobs[1::-1]
        assert [job.organ_id for job in given_up(keeper=keeper)] == [cast.city.pk, cast.justice.pk]
        assert [job.pk for job in troubled()] == jobs[:1]
