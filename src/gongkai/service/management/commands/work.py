"""``django work``: the process that does the jobs, as ``gongkai serve`` starts it."""

import asyncio
import signal
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from gongkai.jobs.job import AT_ONCE

PLACES = 2  # for what the public waits to see, beside those for every job


class Command(BaseCommand):
    """Two workers in one process: one for every job, one that long jobs never hold up."""

    help = "办理任务，直到收到停止信号"
    requires_system_checks = ()  # they load every page, and this process shows none

    def handle(self, **_: Any) -> None:
        # The connector of Django itself cannot listen for new jobs.
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # of Django's
            asyncio.run(_work())


async def _work() -> None:
    """Work until told to stop, or until one of the workers fails; jobs that were begun are ended."""
    async with app.open_async():
        workers = [
            asyncio.create_task(app.run_worker_async(install_signal_handlers=False, **more))
            for more in ({"name": "all"}, {"name": AT_ONCE, "queues": [AT_ONCE], "concurrency": PLACES})
        ]
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, lambda: [each.cancel() for each in workers])
        await asyncio.wait(workers, return_when=asyncio.FIRST_COMPLETED)
        for each in workers:
            each.cancel()
        ended = await asyncio.gather(*workers, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error
