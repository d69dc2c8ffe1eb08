"""``gongkai mail``: what the mail system reports back."""

import typer

from gongkai.cli import installation
from gongkai.service import commands

LATER = 75  # what a mail system understands as «try again later» (sysexits.h)

app = typer.Typer(help="邮件。", no_args_is_help=True)


@app.callback()
def mail() -> None:
    """邮件。"""


@app.command("bounce")
def bounce() -> None:
    """登记退信：从标准输入读入投递报告，由邮件系统在退信到达时调用。

    例：gongkai mail bounce < 退信.eml
    """
    try:
        with installation.opened() as found:
            code = commands.run(found.processes, "bounce")
    except typer.Exit as refusal:
        # It was said why; the report must not be lost because the database is away.
        raise typer.Exit(LATER) from refusal
    raise typer.Exit(code)
