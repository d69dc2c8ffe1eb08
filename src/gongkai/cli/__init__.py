"""The command line: reads what was typed, asks law, audit or documents, and shows the answer."""

import typer

from gongkai.cli import calendar, fee, law

app = typer.Typer(
    name="gongkai",
    help="公开：政府信息公开全年工作的开源工具。",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(calendar.app, name="calendar")
app.add_typer(fee.app, name="fee")
app.add_typer(law.app, name="law")


def main() -> None:
    """Run the command line."""
    app()
