"""What must be so before an installation may serve the public; Django's check framework runs it."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError, connection

SHORTEST_KEY = 50
ROLE = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
OWNS = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]", "*"})


@register("production", deploy=True)
def production(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001  Django's signature
    """The reasons why this installation must not run in production."""
    found = [*_secrets(), *_addresses(), *_database()]
    return [Error(told, hint=hint, id=f"gongkai.E{number:03}") for number, told, hint in found]


def _secrets() -> Iterator[tuple[int, str, str]]:
    if settings.SECRET_KEY == settings.DEMO_KEY:
        yield (
            1,
            "签名密钥是演示用的，任何人都知道",
            "设置 GONGKAI_SECRET_KEY，可用 gongkai doctor --new-key 生成",
        )
    elif len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield 2, f"签名密钥太短，至少要{SHORTEST_KEY}个字符", "可用 gongkai doctor --new-key 生成"
    if settings.SECRET_KEY in settings.FIELD_KEYS or min(map(len, settings.FIELD_KEYS)) < SHORTEST_KEY:
        yield (
            9,
            f"个人信息密钥没有单独设置，或者不足{SHORTEST_KEY}个字符",
            "设置 GONGKAI_FIELD_KEYS，可用 gongkai doctor --new-key 生成；请离线另存一份，丢失后数据无法恢复",
        )
    if settings.DEBUG:
        yield 3, "调试信息已开启，会泄露内部情况", "去掉 GONGKAI_DEBUG"


def _addresses() -> Iterator[tuple[int, str, str]]:
    if not settings.SITE_URL.startswith("https://"):
        yield 4, "对外网址不是 https", "把 GONGKAI_SITE_URL 设为 https:// 开头的网址"
    host = urlsplit(settings.SITE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS or host not in settings.ALLOWED_HOSTS:
        yield 5, "允许的主机名不正确", f"把 GONGKAI_HOSTS 设为对外的主机名，应当包含“{host}”，不能用 *"


def _database() -> Iterator[tuple[int, str, str]]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROLE)
            ((name, is_superuser, bypasses),) = cursor.fetchall()
            cursor.execute(OWNS)
            ((owned,),) = cursor.fetchall()
    except DatabaseError as error:
        yield 6, f"数据库连接不上：{str(error).splitlines()[0]}", "检查 DATABASE_URL 和数据库服务"
        return
    if is_superuser or bypasses:
        yield (
            7,
            f"数据库账号“{name}”是超级用户或者能绕过行级安全，机关之间就不隔离了",
            "改用 gongkai_app 登录",
        )
    elif owned:
        yield (
            8,
            f"数据库账号“{name}”是表的所有者",
            "DATABASE_URL 改用 gongkai_app，所有者写在 DATABASE_OWNER_URL",
        )
