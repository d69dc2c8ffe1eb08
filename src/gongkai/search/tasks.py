"""Jobs of the index: following what is published, and building it anew where it is not true."""

from datetime import datetime

from django.utils.timezone import now

from gongkai.jobs.job import AT_ONCE, job, periodic
from gongkai.ledger.models import Entry
from gongkai.search.keeping import follow, follow_reports, is_true, rebuild


@job(name="search.follow", label="更新搜索索引", queue=AT_ONCE)
def follow_item(*, entry: int, organ: int) -> None:  # noqa: ARG001  every job is of an organ
    """Take an item that was published, corrected or withdrawn into the index, or out of it."""
    _, _, item = Entry.objects.get(pk=entry).about.partition(":")
    follow(int(item))


@job(name="search.follow_reports", label="更新年度报告的搜索索引", queue=AT_ONCE)
def follow_reports_of(*, entry: int, organ: int) -> None:  # noqa: ARG001  every job is of an entry
    """Take the reports of an organ into the index as they stand: one was published, or the organ renamed."""
    follow_reports(organ)


@periodic("*/10 * * * *", name="search.check", label="核对搜索索引")
def check(at: datetime) -> None:  # noqa: ARG001  what changed is told by the clock
    """Build the index anew where it is missing, or holds another number of entries than are out."""
    if not is_true():
        rebuild(lambda _: None, at=now())
