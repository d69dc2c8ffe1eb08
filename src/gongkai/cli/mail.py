"""``gongkai mail``: what the mail system reports back."""

import typer

from gongkai.cli import installation
from gongkai.service import commands

app = typer.Typer(help="邮件。", no_args_is_help=True)


@app.callback()
def mail() -> None:
    """邮件。"""


@app.command("bounce")
def bounce() -> None:
    """登记退信：从标准输入读入投递报告，由邮件系统在退信到达时调用。

    例：gongkai mail bounce < 退信.eml
    """
    with installation.opened() as found:
        raise typer.Exit(commands.run(found.processes, "bounce"))
