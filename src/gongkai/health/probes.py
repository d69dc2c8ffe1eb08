"""The probes: each looks at one thing and says in Chinese how it is and, where it is not well, what to do."""

import shutil
import smtplib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from types import MappingProxyType

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

MOST_DRIFT = timedelta(seconds=5)
LIVES = timedelta(seconds=60)
LEAST_FREE, SOON_FULL = 1 << 30, 5 << 30
GIGABYTE = 1 << 30
APPLIED = "SELECT app, name FROM django_migrations"
BEAT = "SELECT max(last_heartbeat) FROM procrastinate_workers"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a probe found. Without the essential things the place must not be given work."""

    is_well: bool
    told: str
    essential: bool = True


def database() -> Reading:
    """The database answers, and its tables are those that this program was made for."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(APPLIED)
            missing = newest_migrations() - set(cursor.fetchall())
    except DatabaseError as error:
        return Reading(is_well=False, told=f"数据库无法访问，请检查它是否运行：{_first_line(error)}")
    if missing:
        return Reading(is_well=False, told="数据库结构不是最新的，请运行 gongkai migrate")
    return Reading(is_well=True, told="数据库可以访问，结构是最新的")


def worker() -> Reading:
    """A job worker lives: it says so every few seconds."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(BEAT)
            (beat,) = cursor.fetchone() or (None,)
    except DatabaseError as error:
        return Reading(is_well=False, told=f"任务进程的状态读不到：{_first_line(error)}", essential=False)
    if beat is None or datetime.now(UTC) - beat > LIVES:
        return Reading(
            is_well=False, told="任务进程没有运行，邮件和检索会延迟；请重新启动 gongkai", essential=False
        )
    return Reading(is_well=True, told="任务进程在运行")


def disk() -> Reading:
    """There is room for what comes in."""
    try:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.VAR).free
    except OSError as error:
        return Reading(is_well=False, told=f"数据目录“{settings.VAR}”无法访问：{error.strerror}")
    told = f"数据目录所在磁盘剩余{free / GIGABYTE:.1f} GB"
    if free < LEAST_FREE:
        return Reading(is_well=False, told=f"{told}，请立即清理或扩容")
    return Reading(is_well=True, told=f"{told}，请安排扩容" if free < SOON_FULL else told)


def mail() -> Reading:
    """The mail server accepts a connection; without one, mails become files."""
    backend = get_connection(fail_silently=False)
    if not isinstance(backend, EmailBackend):
        return Reading(is_well=True, told="没有设置邮件服务器，邮件存为文件", essential=False)
    try:
        backend.open()
        backend.close()
    except (OSError, smtplib.SMTPException) as error:
        told = f"邮件服务器连接不上，邮件会排队等候；请检查 GONGKAI_SMTP_* 设置：{_first_line(error)}"
        return Reading(is_well=False, told=told, essential=False)
    return Reading(is_well=True, told="邮件服务器可以连接", essential=False)


def clock() -> Reading:
    """This machine's clock and the database's agree: statutory days depend on both."""
    try:
        before = datetime.now(UTC)
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            ((theirs,),) = cursor.fetchall()
        after = datetime.now(UTC)
    except DatabaseError as error:
        return Reading(is_well=False, told=f"数据库时钟读不到：{_first_line(error)}")
    drift = max(before - theirs, theirs - after, timedelta(0))
    if drift > MOST_DRIFT:
        told = f"本机与数据库的时钟相差{drift.total_seconds():.0f}秒，期限可能算错一天；请开启时间同步"
        return Reading(is_well=False, told=told)
    return Reading(is_well=True, told="时钟一致")


PROBES: Mapping[str, Callable[[], Reading]] = MappingProxyType(
    {"database": database, "worker": worker, "disk": disk, "mail": mail, "clock": clock}
)


def readings() -> dict[str, Reading]:
    """What every probe finds now."""
    return {name: probe() for name, probe in PROBES.items()}


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of each part, as the program has it."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
