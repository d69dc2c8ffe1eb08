"""When a failed job is tried again: after 10 seconds, then four times as long each time, at most an hour."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from gongkai.jobs.errors import AttemptFailedError

FIRST, FACTOR, LONGEST = 10, 4, 3600
MOST_ATTEMPTS = 10  # spread over some five hours: a mail server may be away for an afternoon


class Backoff(BaseRetryStrategy):
    """Exponential, and not at all where another attempt would change nothing."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, AttemptFailedError) and exception.is_hopeless:
            return None
        if job.attempts + 1 >= MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": wait(job.attempts)})


def wait(attempts: int) -> int:
    """Seconds to wait after so many attempts before the one that failed.

    >>> [wait(attempts) for attempts in range(6)]
    [10, 40, 160, 640, 2560, 3600]
    """
    return min(FIRST * int(FACTOR**attempts), LONGEST)
