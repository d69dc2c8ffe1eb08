"""Jobs about notices: what follows from acts, and what runs by itself."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.utils.timezone import localdate, now

from gongkai import facts
from gongkai.jobs.acting import acting, every_organ
from gongkai.jobs.job import job, periodic
from gongkai.ledger.models import Entry
from gongkai.notices.digest import send_digests
from gongkai.notices.inbox import News, pass_on, tell
from gongkai.notices.invitations import invitation
from gongkai.notices.models import Kind, Mail, Notice, Sms
from gongkai.notices.outbox import post_mail, send_mail, send_sms
from gongkai.organs.models import Role, User
from gongkai.organs.queries import running

__all__ = ["pass_on", "send_mail", "send_sms"]  # jobs that the queue finds through this module
FORGOTTEN = timedelta(minutes=10)
KEPT = timedelta(days=180)
# What waits though no job is going to send it. Nothing known leads there; the promise must not rest on that.
ORPHANS = """
SELECT message.id FROM {table} AS message
WHERE message.organ_id = %s AND message.state = 'waiting' AND message.created_at < %s
  AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS job
                  WHERE job.args ->> %s = message.id::text AND job.status IN ('todo', 'doing', 'failed'))
"""


@job(name="notices.invite", label="发送邀请邮件")
def send_invitation(*, entry: int, organ: int) -> None:
    """Follows from an invitation: asks the person to choose a password."""
    person = User.objects.get(pk=int(Entry.objects.get(pk=entry).about.partition(":")[2]))
    if person.is_active and not person.has_usable_password():
        post_mail(person.email, invitation(person), organ=organ, at=now())


@job(name="notices.tell_of_bounce", label="通知邮件退回")
def tell_of_bounce(*, entry: int, organ: int) -> None:
    """Follows from a mail that came back: those who look after the organ's people should know."""
    mail = Mail.objects.get(pk=Entry.objects.get(pk=entry).about.partition(":")[2])
    holders = running(localdate()).filter(organ=organ, role=Role.ADMINISTRATOR)
    news = News(
        kind=Kind.BOUNCE,
        key=f"bounce:{mail.pk}",
        title=f"一封邮件被退回：{mail.subject}",
        body=f"发给 {mail.to} 的邮件没有送达。请核对这个邮箱，改正后重新办理。\n"
        f"对方服务器的答复：{mail.last_error}",
        url="/desk/organs/",
    )
    tell(holders.values_list("user", flat=True), news, organ=organ, at=now())


@periodic("0 0 * * *", name="notices.digests", label="安排每日到期汇总")
def digests(at: datetime) -> None:
    """At eight in the morning of working days, ask for every organ's digests."""
    if facts.calendar().is_workday(at.date()):
        for organ in every_organ():
            digest_of_organ.defer(organ=organ, day=at.date().isoformat())


@job(name="notices.digest", label="每日到期汇总")
def digest_of_organ(*, organ: int, day: str) -> None:
    """Tell everybody of an organ what is due on a day."""
    send_digests(organ, on=date.fromisoformat(day), at=now())


@periodic("*/10 * * * *", name="notices.sweep", label="补发滞留的邮件和短信")
def sweep(at: datetime) -> None:
    """Send what waits in the outbox and was forgotten."""
    for organ in every_organ():
        with acting([organ]):
            for message in orphans(Mail, organ, "mail", before=at - FORGOTTEN):
                send_mail.defer(organ=organ, mail=message)
            for message in orphans(Sms, organ, "message", before=at - FORGOTTEN):
                send_sms.defer(organ=organ, message=message)


def orphans(model: type[Mail | Sms], organ: int, argument: str, *, before: datetime) -> list[str]:
    """Messages of an organ that wait since long with no job to send them."""
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS.format(table=model._meta.db_table), [organ, before, argument])
        return [str(row[0]) for row in cursor.fetchall()]


@periodic("50 19 * * *", name="notices.clear_away", label="清理旧通知和旧邮件")
def clear_away(at: datetime) -> None:
    """Remove old messages, whatever became of them, and notices that were read long ago."""
    for organ in every_organ():
        with acting([organ]):
            for model in (Mail, Sms):
                model.objects.filter(organ=organ, created_at__lt=at - KEPT).delete()
            Notice.objects.filter(organ=organ, read_at__lt=at - KEPT).delete()
