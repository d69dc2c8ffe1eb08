"""Real workers, in processes of their own or in this one, and what the queue holds."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections
from procrastinate.contrib.django import app
from tests.database import KEYS, SERVER, as_owner
from tests.jobs import probes  # noqa: F401  so that their labels are known

from gongkai.isolation.roles import Role
from gongkai.jobs import failures
from gongkai.jobs.models import TroubledJob
from gongkai.service.database import url

ROOT = Path(__file__).parents[2]
PATIENCE = 40
JOB = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts, scheduled_at)
VALUES ('default', 'tests.fail', %s, %s, 10, now() + interval '1 hour') RETURNING id
"""


@contextmanager
def worker(database, log, *, one_shot=False, **more):
    """A worker on this database, with ``more`` in its environment; ends with the block."""
    work = ["procrastinate", "--skip-checks", "worker"] if one_shot else ["work"]
    command = [sys.executable, "-m", "django", *work]
    environment = os.environ | {
        "DATABASE_URL": url(os.environ[SERVER], database, Role.APP, KEYS[Role.APP]),
        "DJANGO_SETTINGS_MODULE": "tests.jobs.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        **more,
    }
    with log.open("ab") as file:
        process = subprocess.Popen(
            [*command, "--one-shot"] if one_shot else command,
            env=environment,
            stdout=file,
            stderr=file,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


class _Leaving(ThreadPoolExecutor):
    """Threads that keep no connection when what they were asked for is done."""

    def submit(self, asked, /, *arguments, **more):
        def closing():
            try:
                return asked(*arguments, **more)
            finally:
                connections.close_all()

        return super().submit(closing)


def drain():
    """Do what is to be done now, as a worker does, in threads of this process; a start would take seconds."""
    with _Leaving(1) as apart:  # the browser of other tests keeps a loop running in this thread
        apart.submit(asyncio.run, _one_shot()).result(PATIENCE)


async def _one_shot():
    asyncio.get_running_loop().set_default_executor(_Leaving())
    with app.replace_connector(app.connector.get_worker_connector()):
        async with app.open_async():
            await app.run_worker_async(wait=False, install_signal_handlers=False)


def drain_apart(database, log):
    """The same in a process of its own, which logs as a worker does."""
    with worker(database, log, one_shot=True) as process:
        assert process.wait(PATIENCE) == 0, log.read_text()


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


def until(found):
    """Wait until something is so; what it is then."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.05)
    raise AssertionError(f"not within {PATIENCE} seconds")


def rows(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def state(job):
    """A job's state and number of attempts; the worker's role may see them without a scope."""
    ((status, attempts),) = rows("SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", job)
    return status, attempts


def waits(job):
    """How many seconds after it failed a job is due again."""
    query = """
        SELECT extract(epoch FROM scheduled_at - at) FROM procrastinate_jobs AS job
        JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred_for_retry'
        WHERE job.id = %s ORDER BY event.id DESC LIMIT 1"""
    return rows(query, job)[0][0]


def queued(organ, status="failed", told="对方没有应答"):
    """A job of an organ, or of the installation where that is ``None``, that did not succeed; its id."""
    with as_owner():
        job = TroubledJob.objects.raw(JOB, [json.dumps({"organ": organ.pk} if organ else {}), status])[0].pk
    if told:
        failures.keep(job, organ.pk if organ else None, failures.Reason(told, "Traceback…"))
    return job
