"""Jobs of which a first part cannot wait: what must not be read any more is taken away at once."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

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

    def defer(self, **arguments: Any) -> int:
        """Ask for it in the running transaction."""
        transaction.on_commit(self.first(arguments["entry"], arguments["organ"]), robust=True)
        return self.then.defer(**arguments)
