"""What is due of the platform's own: jobs that were given up and wait for somebody."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.timezone import localtime

from gongkai.jobs.job import label_of
from gongkai.jobs.models import TroubledJob
from gongkai.jobs.queries import given_up
from gongkai.notices.due import DueItem
from gongkai.organs.models import Organ, Role
from gongkai.organs.queries import running


def jobs_given_up(organ: int, on: date) -> Iterator[DueItem]:
    """Jobs that staff must look at, due on the day they failed.

    Those that belong to no organ are for the administrators of a topmost one.
    """
    keepers = (Role.ADMINISTRATOR,)
    yield from _items(given_up().filter(args__organ=organ), (Role.HEAD, *keepers), organ, on)
    if Organ.objects.filter(pk=organ, superior__isnull=True).exists():
        yield from _items(given_up(keeper=organ).exclude(args__has_key="organ"), keepers, organ, on)


def _items(jobs: QuerySet[TroubledJob], roles: Iterable[Role], organ: int, on: date) -> Iterator[DueItem]:
    holders = running(on).filter(organ=organ, role__in=roles)
    people = frozenset(holders.values_list("user", flat=True))
    for job in jobs:
        failed_on = localtime(job.failed_at).date() if job.failed_at else on
        title = f"任务没有办成：{label_of(job.task_name)}"
        yield DueItem(title=title, due=failed_on, url="/desk/jobs/", organ=organ, people=people)
