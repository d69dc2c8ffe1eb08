"""``gongkai serve`` and the commands that look after an installation."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gongkai import data
from gongkai.cli import installation
from gongkai.cli.screen import out, refuse
from gongkai.service import commands, serving
from gongkai.service.database import DatabaseError
from gongkai.service.supervisor import Supervisor


def serve(
    host: Annotated[str, typer.Option("--host", help="监听的地址；对外服务请放在 nginx 之后")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="端口")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="网页进程数，通常等于处理器核数")] = 2,
    demo: Annotated[bool, typer.Option("--demo", help="准备示例机关和账号（已有机关时不写）")] = False,
    bare: Annotated[
        bool, typer.Option("--bare", help="示例只要机关和账号，不要公开条目和申请，适合练习登记")
    ] = False,
) -> None:
    """启动：数据库、网页、任务，一个命令全部运行，按 Ctrl-C 全部停止。

    例：gongkai serve --demo
    """
    address = serving.Address(host=host, port=port)
    if serving.answers(address):
        refuse(f"{address.url} 已有服务在运行，请先停止它，或用 --port 换一个端口。")
    demo = demo or bare
    with installation.opened() as found:
        try:
            for step in serving.prepare(found, demo=demo, bare=bare):
                out.print(f"[blue]{step}……[/]")
        except (serving.NotReadyError, DatabaseError) as error:
            refuse(f"{error}。")
        Supervisor(serving.children(found, address, workers=workers)).run(_greeting(address, demo=demo))
        out.print("[blue]正在停止……[/]")
    out.print("已全部停止，数据已保存。")


def migrate() -> None:
    """更新数据库结构（升级后运行；serve 会自动运行）。"""
    installation.run_as_owner("migrate")


def verify(
    export: Annotated[Path | None, typer.Option("--export", help="核对这个导出文件，不读数据库")] = None,
    write: Annotated[Path | None, typer.Option("--write", help="把台账导出到这个文件")] = None,
) -> None:
    """核对台账：逐条验证校验链，指出第一条被改动或缺失的记录。

    例：gongkai verify --write 台账.jsonl
    """
    if export is not None:
        # No database is needed, so none is started.
        raise typer.Exit(
            commands.run({"DJANGO_SETTINGS_MODULE": "gongkai.settings"}, "verify", "--export", str(export))
        )
    installation.run_as_owner("verify", *(("--write", str(write)) if write else ()))


def _greeting(address: serving.Address, *, demo: bool) -> Callable[[], None]:
    """Says once, when the web server answers, where it is."""
    waiting = [True]

    def look() -> None:
        if waiting and serving.answers(address):
            waiting.clear()
            out.print(
                f"\n[bold green]已就绪[/]  门户 [bold]{address.url}/[/]  工作台 [bold]{address.url}/desk/[/]"
            )
            if demo:
                out.print(_accounts())
            out.print("按 Ctrl-C 停止。")
            sys.stdout.flush()

    return look


def _accounts() -> Table:
    told = data.read_toml("demo/organs.toml")
    names = {organ["slug"]: organ["name"] for organ in told["organs"]}
    table = Table(title=f"示例账号（密码都是 {told['password']}）", title_justify="left")
    for column in ("机关", "姓名", "登录邮箱"):
        table.add_column(column)
    for person in told["people"]:
        table.add_row(names[person["organ"]], person["name"], person["email"])
    return table
