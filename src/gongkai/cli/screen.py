"""What the commands share: the screen, the clock, days typed in, and refusals in Chinese."""

from datetime import date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.markup import escape

BEIJING = ZoneInfo("Asia/Shanghai")
UNUSABLE = 2

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def today() -> date:
    """The day in Beijing: the one place that asks the clock."""
    return datetime.now(BEIJING).date()  # noqa: TID251  the command line is where the day comes in


def refuse(message: str) -> NoReturn:
    """Say what was wrong with the input and what to do, and end with code 2."""
    err.print(f"[bold red]错误：[/]{escape(message)}", soft_wrap=True)
    raise typer.Exit(UNUSABLE)


def day(text: str) -> date:
    """A day typed as 2026-09-21, for typer options.

    Raises:
        typer.BadParameter: the text is not such a day; the message says what to type.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"“{text}”不是日期，请写成 2026-09-21 的样子") from error
