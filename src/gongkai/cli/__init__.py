"""The command line: reads what was typed, asks law, audit or documents, and shows the answer."""

import sys

import typer
import typer.main
from rich.markup import escape
from typer.exceptions import TyperException

from gongkai.cli import (
    audit,
    backup,
    bake,
    calendar,
    check,
    deadline,
    demo,
    doctor,
    fee,
    law,
    letter,
    mail,
    opendata,
    report,
    search,
    serve,
    simulate,
    site,
)
from gongkai.cli.screen import err
from gongkai.cli.wording import in_chinese, use_chinese_help, use_chinese_panels

ABORTED = 130
HELP = ["-h", "--help"]

app = typer.Typer(
    name="gongkai",
    help="公开：政府信息公开全年工作的开源工具。",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": HELP},
)

app.command(epilog="例：gongkai audit 年度报告.docx --previous 上年报告.pdf")(audit.audit)
app.command()(bake.bake)
app.add_typer(calendar.app, name="calendar")
app.command(epilog=check.EXAMPLE)(check.check)
app.command(epilog=deadline.EXAMPLE)(deadline.deadline)
app.command(epilog="例：gongkai demo --folder out")(demo.demo)
app.add_typer(fee.app, name="fee")
app.add_typer(law.app, name="law")
app.add_typer(letter.app, name="letter")
app.add_typer(mail.app, name="mail")
app.command()(opendata.opendata)
app.add_typer(report.app, name="report")
app.add_typer(search.app, name="search")
app.command()(serve.serve)
app.command()(doctor.doctor)
app.add_typer(doctor.database, name="database")
app.add_typer(backup.app, name="backup")
app.command()(backup.restore)
app.command()(serve.migrate)
app.command(epilog=simulate.EXAMPLE)(simulate.simulate)
app.add_typer(site.app, name="site")
app.command()(serve.verify)


def main() -> None:
    """Run the command line; what was wrong with the input is said in Chinese and ends with code 2."""
    use_chinese_panels()
    command = typer.main.get_command(app)
    use_chinese_help(command, HELP)
    try:
        code = command(standalone_mode=False)
    except typer.Abort:
        code = ABORTED
    except TyperException as error:
        code = error.exit_code
        if str(error):
            err.print(f"[bold red]错误：[/]{escape(in_chinese(error.format_message()))}", soft_wrap=True)
    sys.exit(code)
