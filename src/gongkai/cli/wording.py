"""The command line library's own words, in Chinese: panel titles, and what was wrong with the input."""

import re
from collections.abc import Iterable
from typing import Any

import typer.rich_utils
from rich.columns import Columns
from rich.table import Table
from rich.text import Text

# What the library says of wrong input, and what we say; the groups are the names and values in it.
SENTENCES = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"Missing command\.", "没有写要做什么，请看下面的命令：gongkai --help"),
        (r"No such command '(.+)'\. Did you mean '(.+)'\?", "没有“{0}”这个命令，是不是 {1}？"),
        (r"No such command '(.+)'\.", "没有“{0}”这个命令，请用 --help 查看有哪些命令。"),
        (r"Missing argument '?(.+?)'?\.", "缺少{0}，请用 --help 查看用法。"),
        (r"Missing option '?(.+?)'?\.", "缺少选项 {0}，请用 --help 查看用法。"),
        (r"No such option: (\S+) \(Possible options: (.+)\)", "没有选项 {0}，是不是 {1}？"),
        (r"No such option: (\S+)", "没有选项 {0}，请用 --help 查看有哪些选项。"),
        (r"Option '(.+)' requires (?:an argument|\d+ arguments)\.", "选项 {0} 后面要写取值。"),
        (r"Option '(.+)' does not take a value\.", "选项 {0} 后面不要写取值。"),
        (r"Got unexpected extra argument(?:\(s\)|s)? \((.+)\)", "多了“{0}”，请去掉或者检查引号和空格。"),
        (r"(?:\S+ )?'(.+)' does not exist\.", "找不到“{0}”，请检查路径。"),
        (r"(?:\S+ )?'(.+)' is a directory\.", "“{0}”是文件夹，请指定文件。"),
        (r"(?:\S+ )?'(.+)' is a file\.", "“{0}”是文件，请指定文件夹。"),
        (r"(?:\S+ )?'(.+)' is not readable\.", "“{0}”不能读取，请检查权限。"),
        (r"(?:Value )?'(.+)' is not a valid (?:integer|int)\.", "“{0}”不是整数。"),
        (r"(?:Value )?'(.+)' is not a valid .+\.", "“{0}”填写有误，请用 --help 查看写法。"),
        (r"Input should be a valid (?:integer|number).*", "这里要填数字。"),
        (r"Input should be .+", "填写有误，请用 --help 查看写法。"),
        (r"'(.+)' is not one of (.+)\.", "没有“{0}”，可选：{1}。"),
        (r"'?(.+)'? is not in the range (.+)\.", "“{0}”超出范围 {1}。"),
        (r"Could not open file '(.+)': .+", "打不开文件“{0}”，请检查路径和权限。"),
    )
)
INVALID = re.compile(r"Invalid value for '?(.+?)'?: (.+)", re.DOTALL)


def in_chinese(message: str) -> str:
    """The sentence for the library's own; ours pass unchanged.

    >>> in_chinese("Invalid value for '--jobs': 'x' is not a valid int.")
    '--jobs：“x”不是整数。'
    """
    if invalid := INVALID.fullmatch(message):
        return f"{invalid[1]}：{in_chinese(invalid[2])}"
    for pattern, chinese in SENTENCES:
        if found := pattern.fullmatch(message):
            return chinese.format(*found.groups())
    return message


def use_chinese_help(command: Any, names: list[str]) -> None:
    """Give a command, and all below it, a help option that explains itself in Chinese."""
    option = command.get_help_option(typer.Context(command, help_option_names=names))
    option.help = "显示帮助"
    for below in getattr(command, "commands", {}).values():
        use_chinese_help(below, names)


class FoldingColumns(Columns):
    """Help that breaks a line of Chinese, which has no spaces, where it would be cut off."""

    def __init__(self, texts: Iterable[Any], *args: Any, **kwargs: Any) -> None:
        texts = list(texts)
        for text in texts:
            if isinstance(text, Text):
                text.overflow = "fold"
        super().__init__(texts, *args, **kwargs)


class FoldingTable(Table):
    """A table that does the same for its cells."""

    def add_row(self, *cells: Any, **kwargs: Any) -> None:
        super().add_row(*cells, **kwargs)
        for column in self.columns:
            column.overflow = "fold"


def use_chinese_panels() -> None:
    """Give the help pages Chinese titles, and let long lines fold."""
    panels = typer.rich_utils
    vars(panels).update(Columns=FoldingColumns, Table=FoldingTable)
    panels.ARGUMENTS_PANEL_TITLE = "参数"
    panels.OPTIONS_PANEL_TITLE = "选项"
    panels.COMMANDS_PANEL_TITLE = "命令"
    panels.ERRORS_PANEL_TITLE = "错误"
    panels.DEFAULT_STRING = "[默认：{}]"
    panels.ENVVAR_STRING = "[环境变量：{}]"
    panels.REQUIRED_LONG_STRING = "[必填]"
    panels.ABORTED_TEXT = "已中止。"
