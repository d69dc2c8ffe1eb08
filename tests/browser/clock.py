"""The site's processes under a clock of the tests: whoever asks for the time is told that of the chosen day.

Only the clock is theirs; what runs under it is the site as it is. Run as a program, this makes the index of
the search, answers with a line, and from then on does the jobs that wait each time a line comes in, and
answers with a line when they are done.
"""

import os
import sys
from datetime import date, datetime, time
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

DAY = Path(os.environ["CHOSEN_DAY"])
OPENING = time(9)
true_now = timezone.now  # noqa: TID251  what is replaced


def now() -> datetime:
    """The true moment, or one of the day that was chosen: the later now, the later there, in office hours.

    By night mails to staff would wait for a morning that for the database is long past.
    """
    moment = true_now()
    if not DAY.exists():
        return moment
    local = timezone.localtime(moment)
    since_midnight = local - local.replace(hour=0, minute=0, second=0, microsecond=0)
    opening = datetime.combine(date.fromisoformat(DAY.read_text()), OPENING, local.tzinfo)
    return (opening + since_midnight / 3).astimezone(moment.tzinfo)


timezone.now = now  # noqa: TID251  before a module of the site takes it by its name

from gongkai.wsgi import application  # noqa: E402  after the clock

__all__ = ["application"]


def work() -> None:
    """Make the index, and do the jobs that wait, as the worker does, whenever asked.

    One after the other: two at a time, one that is asked for by the last but one would wait. What is printed
    meanwhile, by whatever is started too, goes where errors go.
    """
    with os.fdopen(os.dup(sys.stdout.fileno()), "w") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        call_command("search")
        print(file=answers, flush=True)
        for _ in sys.stdin:
            call_command("procrastinate", "worker", "--one-shot", "--concurrency", "1")
            print(file=answers, flush=True)


if __name__ == "__main__":
    work()
