"""``gongkai search``: looks after the index of the public search."""

import typer

from gongkai.cli import installation
from gongkai.service import commands

app = typer.Typer(help="搜索：维护公开信息的搜索索引。", no_args_is_help=True)


@app.command()
def rebuild() -> None:
    """重建搜索索引，期间照常可以搜索。索引损坏、恢复备份之后运行。

    例：gongkai search rebuild
    """
    with installation.opened() as found:
        raise typer.Exit(commands.run(found.processes, "search"))
