"""Jobs of which a first part cannot wait: what must not be read any more is taken away at once."""

from collections.abc import Callable

from django.db import transaction
from procrastinate.jobs import Job as QueuedJob

from gongkai.jobs.job import Job


class PromptJob:
    """As a job, and something is done the moment the act is committed, while the job waits its turn.

    Args:
        then: the job.
        first: told the entry and the organ within the act's transaction, in whose scope it may read, gives
            what is to be done after the commit.
    """

    def __init__(self, then: Job, first: Callable[[int, int], Callable[[], None]]) -> None:
        self.then = then
        self.first = first

    def wanted(self, *, entry: int, organ: int) -> QueuedJob:
        """The job to be asked for; the first part of it is set down to be done after the commit."""
        transaction.on_commit(self.first(entry, organ), robust=True)
        return self.then.wanted(entry=entry, organ=organ)
