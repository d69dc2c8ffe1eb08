"""What staff do about jobs that did not succeed."""

from datetime import date

from django.db import connection

from gongkai.jobs.events import JobRetried
from gongkai.jobs.models import TroubledJob
from gongkai.ledger.actions import RefusedError, action, record
from gongkai.organs.models import User

RETRY = "SELECT jobs_retry(%s)"


class NotGivenUpError(RefusedError):
    """The job is under way, done, or not this person's to ask for."""

    def __init__(self) -> None:
        super().__init__("此任务已经重新排队或者已经办完，不需要再试；请刷新页面查看最新情况。")


@action
def retry(job: TroubledJob, *, on: date, by: User) -> TroubledJob:
    """Let a job that was given up be tried again, with a fresh series of attempts.

    The row is the queue's: a function of the database locks, checks and changes it.

    Raises:
        NotGivenUpError: it is not among those given up, or belongs to another organ.
    """
    with connection.cursor() as cursor:
        cursor.execute(RETRY, [job.pk])
        ((is_queued,),) = cursor.fetchall()
    if not is_queued:
        raise NotGivenUpError
    record(JobRetried(task=job.task_name, told=job.told or ""), about=job, on=on, by=by)
    return job
