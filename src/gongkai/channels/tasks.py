"""What runs by itself: summing up views, forgetting who was counted and who wrote, mailing answers."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

import structlog
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.timezone import now

from gongkai.channels.actions.errors import purge
from gongkai.channels.deadlines import KEPT_DAYS
from gongkai.channels.hits import Pool
from gongkai.channels.models import ErrorReport
from gongkai.channels.queries import to_purge
from gongkai.channels.summing import add_up, forget
from gongkai.isolation import scope
from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.jobs.job import job, periodic
from gongkai.ledger.models import Entry
from gongkai.notices.outbox import Letter, post_mail
from gongkai.organs.models import User
from gongkai.organs.queries import active_organs

MAILS = UUID("0e8a7a2c-3b1d-4a43-9a8a-5f3c2f0f6b11")  # one answer a report: its mail always has the same id
log = structlog.get_logger(__name__)


@periodic("*/5 * * * *", name="channels.sum_up", label="汇总网站访问量")
def sum_up(at: datetime) -> None:
    """Bring the views that were written down into the figures of their day."""
    pool = Pool(settings.VISITS_ROOT)
    with scope.entered(scope.GATE):
        organs = dict(active_organs().values_list("slug", "pk"))
    with pool.summing() as is_mine:
        for batch in pool.take(today=at.date()) if is_mine else ():
            with acting(organs.values()):
                add_up(batch, organs)
            batch.done()
    with acting(organs.values()):
        forget(at.date())
    log.info("visits summed up", organs=len(organs))


@job(name="channels.mail_answer", label="发送纠错留言的答复")
def mail_answer(*, entry: int, organ: int) -> None:
    """Mail the answer to who left an address."""
    _, _, key = Entry.objects.get(pk=entry).about.partition(":")
    report = ErrorReport.objects.select_related("organ").get(pk=int(key))
    if report.email:
        post_mail(report.email, answer_mail(report), organ=organ, at=now(), key=uuid5(MAILS, key))


def answer_mail(report: ErrorReport) -> Letter:
    """What the mail says; not the reader's own words, which stay in the house."""
    return Letter(
        subject=f"{report.organ.name}对您纠错留言的答复",
        text=render_to_string("channels/mail/answer.txt", {"report": report}),
    )


@periodic("50 19 * * *", name="channels.purge_reporters", label="清除纠错留言中的个人信息")
def purge_reporters(at: datetime) -> None:
    """Delete what readers wrote, with their addresses, some time after it was dealt with."""
    before = at.date() - timedelta(days=KEPT_DAYS)
    for organ in every_organ():
        with acting([organ]):
            by = User.objects.get(pk=system_id())
            for report in to_purge(organ, before):
                purge(report, on=at.date(), by=by)
