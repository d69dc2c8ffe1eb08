"""What is due of the platform's own: jobs that were given up and wait for somebody."""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localtime

from gongkai.jobs.job import label_of
from gongkai.jobs.queries import given_up
from gongkai.notices.due import DueItem
from gongkai.organs.models import Role
from gongkai.organs.queries import running


def jobs_given_up(organ: int, on: date) -> Iterator[DueItem]:
    """Jobs that staff must look at, due on the day they failed."""
    holders = running(on).filter(organ=organ, role__in=(Role.HEAD, Role.ADMINISTRATOR))
    people = frozenset(holders.values_list("user", flat=True))
    for job in given_up().filter(args__organ=organ):
        failed_on = localtime(job.failed_at).date() if job.failed_at else on
        title = f"任务没有办成：{label_of(job.task_name)}"
        yield DueItem(title=title, due=failed_on, url="/desk/jobs/", organ=organ, people=people)
