"""Take in a report of a mail that did not arrive, from the standard input."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils.timezone import localdate, now  # noqa: TID251  a command asks the clock

from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.notices.actions import BouncedAlreadyError, bounce
from gongkai.notices.bounces import LARGEST, NotAReportError, Report, read
from gongkai.notices.models import Mail
from gongkai.organs.models import User

LATER = 75  # what a mail system understands as «try again later» (sysexits.h)


class Command(BaseCommand):
    help = "登记退信：从标准输入读入邮件系统的投递报告"
    requires_system_checks = ()  # they load every page, and the tests have run them

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        try:
            report = read(sys.stdin.buffer.read(LARGEST + 1))
        except NotAReportError as error:
            raise CommandError(str(error), returncode=2) from error
        try:
            self.stdout.write(_enter(report))
        except (OperationalError, InterfaceError) as error:
            raise CommandError("数据库暂时无法访问，请稍后再试", returncode=LATER) from error


def _enter(report: Report) -> str:
    with acting(every_organ()):
        mail = Mail.objects.filter(pk=report.mail).first()
        if mail is None:
            raise CommandError("本系统没有这封邮件，没有登记", returncode=2)
        if not report.is_final:
            return "投递推迟，邮件系统还在重试，没有登记为退回"
        try:
            bounce(
                mail,
                code=report.code,
                answer=report.told,
                at=now(),
                on=localdate(),
                by=User.objects.get(pk=system_id()),
            )
        except BouncedAlreadyError as error:
            return str(error)
    return "已登记退回，并通知所在机关的系统管理员"
