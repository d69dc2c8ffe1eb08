"""``gongkai opendata``: the data files."""

import typer

from gongkai.cli import installation
from gongkai.service import commands


def opendata() -> None:
    """生成开放数据文件。平时每夜自动生成；恢复备份、移动数据目录之后可以先运行一次。

    例：gongkai opendata
    """
    with installation.opened() as found:
        raise typer.Exit(commands.run(found.processes, "opendata"))
