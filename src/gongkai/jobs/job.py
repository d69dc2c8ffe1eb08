"""Jobs: work asked for in a transaction, done after it was committed, at least once.

A worker may be killed between doing a job and saying so, and then the job is done again. So what a job does
must bear being done twice: look first whether it is done already, and let the database hold what must be so
once (a unique key). Arguments are ids, never words or names: they stand in the queue and in logs.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, cast

import structlog
from django.utils.timezone import localtime
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job as QueuedJob
from procrastinate.manager import JobManager
from procrastinate.tasks import Task

from gongkai.jobs import failures
from gongkai.jobs.acting import acting
from gongkai.jobs.backoff import Backoff
from gongkai.jobs.errors import AttemptFailedError, detail, is_hopeless, told

DEFAULT, SYSTEM = "default", "system"
AT_ONCE = "at_once"  # what the public waits to see: it has a worker's places to itself
FIRST = 10  # before the rest, of priority 0: what takes up lost jobs must not wait behind a thousand others
log = structlog.get_logger(__name__)
# A worker gives procrastinate a connection of its own, on which a job asked for inside a job would be
# committed at once. This one always asks on the connection of the running transaction.
_queue = JobManager(DjangoConnector())
_labels: dict[str, str] = {}  # filled as the modules that hold jobs are imported


class Job:
    """A kind of job: asked for with ``defer``, called to do it here and now as a worker would."""

    def __init__(self, function: Callable[..., None], task: Task[..., None, ...]) -> None:
        self.function = function
        self.task = task

    def __call__(self, **arguments: Any) -> None:
        self.function(**arguments)

    def defer(self, *, after: datetime | None = None, **arguments: Any) -> int:
        """Ask for it in the running transaction, to be done after it was committed; gives the job's id.

        Args:
            after: not before this moment.
            arguments: ids; ``organ`` among them.
        """
        (job,) = queue_up([self.wanted(after=after, **arguments)])
        return job

    def wanted(self, *, after: datetime | None = None, **arguments: Any) -> QueuedJob:
        """What ``queue_up`` asks for, together with others; as ``defer``."""
        return self.task.configure(schedule_at=after).make_new_job(**arguments)


def queue_up(wanted: Sequence[QueuedJob]) -> list[int]:
    """Ask for jobs in the running transaction, all in one statement; gives their ids."""
    return [cast(int, asked.id) for asked in _queue.batch_defer_jobs(list(wanted))]


def job(
    *, name: str, label: str, queue: str = DEFAULT, in_transaction: bool = True, one_at_a_time: bool = False
) -> Callable[..., Job]:
    """Make a job of a function that takes ``organ`` and other ids by keyword.

    Args:
        name: its name in the queue; never changed once released.
        label: what staff read, such as 发送邮件.
        queue: which of the queues it waits in.
        in_transaction: whether it runs as the system in one transaction of that organ. Else it enters
            ``acting([organ])`` itself, as a job must that speaks to the outside in between.
        one_at_a_time: whether those of its kind are done one after another, in the order in which they were
            asked for, one that failed and is to be tried again before the next. What waits holds no place of
            a worker.
    """

    def make(function: Callable[..., None]) -> Job:
        def act(*, organ: int, **arguments: Any) -> None:
            if not in_transaction:
                function(organ=organ, **arguments)
                return
            with acting([organ]):
                function(organ=organ, **arguments)

        def run(context: JobContext, /, **arguments: Any) -> None:
            attempt(context.job, lambda: act(**arguments))

        _labels[name] = label
        lock = name if one_at_a_time else None
        task = app.task(name=name, queue=queue, lock=lock, retry=Backoff(), pass_context=True)(run)
        return Job(act, task)

    return make


def periodic(
    cron: str, *, name: str, label: str, queue: str = SYSTEM
) -> Callable[[Callable[[datetime], None]], Job]:
    """Make a job of a function that is called with the moment for which it was due.

    It belongs to no organ and runs without a scope: it enters those it needs. If no worker was there at the
    time, it is made up for within a day (``PROCRASTINATE_PERIODIC_DEFAULTS``).

    Args:
        cron: when, in UTC: eight hours behind the clocks of China.
        name: as of ``job``.
        label: as of ``job``.
        queue: as of ``job``.
    """

    def make(function: Callable[[datetime], None]) -> Job:
        def run(context: JobContext, timestamp: int) -> None:
            attempt(context.job, lambda: function(localtime(datetime.fromtimestamp(timestamp, UTC))))

        _labels[name] = label
        # No queueing lock: row-level security keeps back the detail by which procrastinate knows that one is
        # taken, and its worker would end. What is asked for twice is done twice, which every job bears.
        task = app.task(name=name, queue=queue, priority=FIRST, retry=Backoff(), pass_context=True)(run)
        app.periodic(cron=cron, periodic_id=name)(task)
        return Job(function, task)

    return make


def attempt(queued: QueuedJob, act: Callable[[], None]) -> None:
    """Do a job; where that fails, write down why and tell the queue.

    Raises:
        AttemptFailedError: it failed.
    """
    assert queued.id is not None  # noqa: S101  it comes from the queue
    organ = cast(int | None, queued.task_kwargs.get("organ"))
    told_of = log.bind(job=queued.id, name=queued.task_name, organ=organ, attempt=queued.attempts + 1)
    try:
        act()
    except Exception as error:  # noqa: BLE001  whatever it was, it is written down
        # Words of an error may tell of persons: they go where policies guard them, not into a log.
        told_of.warning("job failed", error=type(error).__name__, hopeless=is_hopeless(error))
        failures.keep(queued.id, organ, failures.Reason(told(error), detail(error)))
        raise AttemptFailedError(type(error).__name__, is_hopeless=is_hopeless(error)) from None
    told_of.info("job done")


def label_of(task_name: str) -> str:
    """What staff call a kind of job; its name, where this version does not know it any more."""
    return _labels.get(task_name, task_name)
