"""What runs by itself: taking up what a killed worker left, anchoring the ledger, clearing away."""

from datetime import datetime, timedelta

import structlog
from allauth.usersessions.models import UserSession
from axes.models import AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from gongkai.isolation import scope
from gongkai.jobs import failures, sql
from gongkai.jobs.acting import acting, every_organ
from gongkai.jobs.backoff import MOST_ATTEMPTS
from gongkai.jobs.job import periodic
from gongkai.jobs.models import Failure

SILENT = 30  # seconds without a heartbeat, of which there is one every five
DONE, FAILED = 7, 180  # days that jobs are kept
LOGS = timedelta(days=180)  # 网络安全法 21: logs of log-ins, six months at least
log = structlog.get_logger(__name__)


@periodic("* * * * *", name="jobs.take_up", label="接手中断的任务")
def take_up(at: datetime) -> None:  # noqa: ARG001  it looks at heartbeats, not at the clock
    """Let jobs whose worker died be done again; one that ends its workers time and again is given up."""
    taken_up(SILENT)


def taken_up(silent: float) -> int:
    """Take up jobs whose worker has been silent for so many seconds; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(sql.LEFT_BEHIND, [silent])
        found = cursor.fetchall()
        for job, organ in found:
            cursor.execute(sql.TAKE_UP, [MOST_ATTEMPTS, job])
            status = next((row[0] for row in cursor.fetchall()), "taken up by another")
            log.warning("job left behind", job=job, organ=organ, status=status)
            if status == "failed":
                failures.keep(job, organ, failures.Reason(failures.INTERRUPTED))
    return len(found)


@periodic("5 * * * *", name="jobs.anchor", label="公布台账锚点")
def anchor(at: datetime) -> None:
    """Publish the heads of the ledger's chains for the day; again within the day it changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_anchor(%s)", [at.date()])
        ((anchored,),) = cursor.fetchall()
    log.info("ledger anchored", day=at.date().isoformat(), chains=anchored)


@periodic("20 19 * * *", name="jobs.end_sessions", label="清理过期的登录")
def end_sessions(at: datetime) -> None:
    """Remove sessions that have ended, and what is known of log-ins long ago."""
    with scope.entered(scope.GATE):
        Session.objects.filter(expire_date__lt=at).delete()
        ended = at - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        UserSession.objects.filter(last_seen_at__lt=ended).delete()
        for model in (AccessLog, AccessFailureLog):
            model.objects.filter(attempt_time__lt=at - LOGS).delete()


@periodic("40 19 * * *", name="jobs.clear_away", label="清理办完的任务")
def clear_away(at: datetime) -> None:  # noqa: ARG001  the database knows when they ended
    """Remove jobs that ended long ago, with why they failed."""
    with connection.cursor() as cursor:
        removed: list[int] = []
        for states, days in ((["succeeded", "cancelled", "aborted"], DONE), (["failed"], FAILED)):
            cursor.execute(sql.REMOVE, [states, days])
            removed += [row[0] for row in cursor.fetchall()]
    with acting(every_organ()):
        Failure.objects.filter(job__in=removed).delete()
