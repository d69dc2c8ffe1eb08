"""The command line: reads what was typed, asks law, audit or documents, and shows the answer."""

import sys
from collections.abc import Iterable
from importlib import import_module

import typer
import typer.main
from rich.markup import escape
from typer.exceptions import TyperException

from gongkai.cli.screen import err
from gongkai.cli.wording import in_chinese, use_chinese_help, use_chinese_panels

ABORTED = 130
HELP = ["-h", "--help"]
# Where each command stands: the module, and the function in it, or the group of commands.
PLACES = {
    "audit": ("audit", "audit"),
    "bake": ("bake", "bake"),
    "calendar": ("calendar", "app"),
    "check": ("check", "check"),
    "deadline": ("deadline", "deadline"),
    "demo": ("demo", "demo"),
    "fee": ("fee", "app"),
    "law": ("law", "app"),
    "letter": ("letter", "app"),
    "mail": ("mail", "app"),
    "opendata": ("opendata", "opendata"),
    "report": ("report", "app"),
    "search": ("search", "app"),
    "serve": ("serve", "serve"),
    "doctor": ("doctor", "doctor"),
    "database": ("doctor", "database"),
    "backup": ("backup", "app"),
    "restore": ("backup", "restore"),
    "migrate": ("serve", "migrate"),
    "simulate": ("simulate", "simulate"),
    "site": ("site", "app"),
    "verify": ("serve", "verify"),
}


def assembled(names: Iterable[str] = PLACES) -> typer.Typer:
    """The command line with these commands; a module's ``EXAMPLE`` closes the help of its command."""
    app = typer.Typer(
        name="gongkai",
        callback=_gongkai,
        no_args_is_help=True,
        add_completion=False,
        context_settings={"help_option_names": HELP},
    )
    for name in names:
        module, attribute = PLACES[name]
        loaded = import_module(f"{__name__}.{module}")
        found = getattr(loaded, attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name=name, epilog=getattr(loaded, "EXAMPLE", None))(found)
    return app


def _gongkai() -> None:
    """公开：政府信息公开全年工作的开源工具。"""


def _wanted(typed: list[str]) -> Iterable[str]:
    """What must be loaded: the command that was typed first, or, where that is none, all."""
    return typed[:1] if typed and typed[0] in PLACES else PLACES


def main() -> None:
    """Run the command line; what was wrong with the input is said in Chinese and ends with code 2."""
    use_chinese_panels()
    command = typer.main.get_command(assembled(_wanted(sys.argv[1:])))
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
