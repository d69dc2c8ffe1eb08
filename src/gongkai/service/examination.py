"""What ``doctor`` looks at: the surroundings, the probes, and what production demands."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection

from gongkai import facts
from gongkai.health import probes
from gongkai.service.database import OLDEST
from gongkai.service.environment import NAMES

ROLES = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'gongkai_%'"
NEEDED = frozenset({"gongkai_owner", "gongkai_app", "gongkai_desk", "gongkai_gate", "gongkai_portal"})


@dataclass(frozen=True, slots=True)
class Finding:
    """How one thing is; ``told`` says what to do where it is not well."""

    name: str
    is_well: bool
    told: str


def findings(*, on: date) -> Iterator[Finding]:
    """Everything that was looked at, in the order in which to mend it."""
    looks: tuple[tuple[str, Callable[[], tuple[bool, str]]], ...] = (
        ("设置", _settings),
        ("数据目录", _var),
        ("数据库服务器", _server),
        ("数据库角色", _roles),
        ("工作日历", lambda: _calendar(on)),
        ("样式和脚本", _static),
    )
    for name, look in looks:
        yield Finding(name, *look())
    labels = {"database": "数据库", "worker": "任务进程", "disk": "磁盘", "mail": "邮件", "clock": "时钟"}
    for name, reading in probes.readings().items():
        yield Finding(labels[name], reading.is_well, reading.told)
    if settings.PRODUCTION:
        yield from _production()


def _settings() -> tuple[bool, str]:
    unknown = sorted(name for name in os.environ if name.startswith("GONGKAI_") and name not in NAMES)
    if unknown:
        return False, f"不认识的设置：{'、'.join(unknown)}，请核对拼写（gongkai doctor --settings 列出全部）"
    return True, "设置的名称都认识"


def _var() -> tuple[bool, str]:
    if not os.access(settings.VAR, os.W_OK):
        return False, f"“{settings.VAR}”不能写入，请检查权限，或用 GONGKAI_VAR 换一个位置"
    return True, f"“{settings.VAR}”可以写入"


def _server() -> tuple[bool, str]:
    try:
        connection.ensure_connection()
    except DatabaseError:
        return False, "连接不上，请检查 DATABASE_URL 和数据库服务"
    version = connection.connection.info.server_version
    return version >= OLDEST, f"PostgreSQL {version // 10000}，需要15或更新"


def _roles() -> tuple[bool, str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROLES)
            missing = NEEDED - {name for (name,) in cursor.fetchall()}
    except DatabaseError:
        return False, "读不到角色"
    if missing:
        return False, f"缺少角色{'、'.join(sorted(missing))}，请运行 gongkai database prepare"
    return True, "角色齐全"


def _calendar(on: date) -> tuple[bool, str]:
    known = {notice.year for notice in facts.notices()}
    if on.year not in known:
        return (
            False,
            f"没有{on.year}年的放假安排，期限只能推算；请运行 gongkai calendar add 载入国务院办公厅的通知",
        )
    # The notice of the next year comes out in November at the latest.
    if on.month == 12 and on.year + 1 not in known:  # noqa: PLR2004  December
        return False, f"还没有{on.year + 1}年的放假安排，跨年的期限只能推算；请载入通知"
    return True, f"{on.year}年的放假安排已有"


def _static() -> tuple[bool, str]:
    if (settings.STATIC_ROOT / "staticfiles.json").exists():
        return True, "已整理"
    return False, "还没有整理，请用 gongkai serve 启动一次，或运行 python -m django collectstatic"


def _production() -> Iterator[Finding]:
    found = run_checks(tags=["production"], include_deployment_checks=True)
    for message in found:
        yield Finding("正式运行", is_well=False, told=f"{message.msg}；{message.hint}")
    if not found:
        yield Finding("正式运行", is_well=True, told="可以正式运行")
