"""``gongkai doctor`` and ``gongkai database``: examine an installation, prepare a server."""

import secrets
from typing import Annotated

import psycopg
import typer
from rich.table import Table

from gongkai.cli import installation
from gongkai.cli.screen import out, refuse
from gongkai.isolation.roles import LOGINS, Role
from gongkai.isolation.roles import prepare as prepare_roles
from gongkai.service import commands
from gongkai.service.database import APP_URL, NAME, OWNER_URL, url
from gongkai.service.environment import SETTINGS

KEY_BYTES = 64

database = typer.Typer(help="数据库服务器的准备和升级。", no_args_is_help=True)


def doctor(
    settings: Annotated[bool, typer.Option("--settings", help="列出全部设置及其含义")] = False,
    new_key: Annotated[bool, typer.Option("--new-key", help="生成一个签名密钥")] = False,
) -> None:
    """检查安装：逐项说明是否正常、怎样修好；有要修的，退出码为1。

    例：gongkai doctor
    """
    if settings:
        out.print(_settings())
        return
    if new_key:
        typer.echo(secrets.token_urlsafe(KEY_BYTES))
        return
    with installation.opened() as found:
        raise typer.Exit(commands.run(found.processes, "doctor"))


@database.command("prepare")
def prepare(
    superuser: Annotated[
        str, typer.Argument(help="以超级用户连接服务器的地址，如 postgresql://postgres@主机/postgres")
    ],
    name: Annotated[str, typer.Option("--name", help="数据库名")] = NAME,
) -> None:
    """在已有的 PostgreSQL 服务器上建立角色和数据库，并显示两个连接地址（含新密码，只显示这一次）。

    例：gongkai database prepare postgresql://postgres@127.0.0.1/postgres
    """
    keys = {role: secrets.token_urlsafe(24) for role in LOGINS}
    try:
        prepare_roles(superuser, database=name, passwords=keys)
    except psycopg.Error as error:
        refuse(f"没有建成：{str(error).splitlines()[0]}。请检查地址，并确认账号是超级用户。")
    out.print("已准备好。请把下面两行写进运行环境，并妥善保管：", soft_wrap=True)
    for variable, role in ((APP_URL, Role.APP), (OWNER_URL, Role.OWNER)):
        typer.echo(f"{variable}={url(superuser, name, role, keys[role])}")


def _settings() -> Table:
    table = Table(title="全部设置（环境变量）", title_justify="left")
    for column in ("名称", "缺省值", "含义"):
        table.add_column(column, overflow="fold")
    for setting in SETTINGS:
        table.add_row(setting.name, setting.default, setting.meaning)
    return table
