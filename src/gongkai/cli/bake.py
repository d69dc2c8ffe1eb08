"""``gongkai bake``: the public pages as files."""

from typing import Annotated

import typer

from gongkai.cli import installation
from gongkai.service import commands


def bake(
    everything: Annotated[bool, typer.Option("--all", help="全部核对，不论是否已经生成")] = False,
) -> None:
    """把公开页面生成为文件。平时随发布自动更新；恢复备份、移动数据目录之后运行。

    例：gongkai bake --all
    """
    with installation.opened() as found:
        raise typer.Exit(commands.run(found.processes, "bake", *(["--all"] if everything else [])))
