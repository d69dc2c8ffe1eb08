"""``gongkai law``: the law map of a checkout."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli import law_map
from gongkai.cli.screen import out, refuse

app = typer.Typer(help="法条与代码。", no_args_is_help=True)


@app.callback()
def law() -> None:
    """法条与代码。"""


@app.command("map")
def show_map(
    write: Annotated[Path | None, typer.Option("--write", help="写到这个文件，如 docs/law-map.md")] = None,
    tests: Annotated[Path, typer.Option("--tests", help="测试所在的文件夹")] = Path("tests"),
) -> None:
    """生成规则与法条对照表：条文、函数、测试、是否已经确认。

    例：gongkai law map --write docs/law-map.md
    """
    if not tests.is_dir():
        refuse(f"找不到测试文件夹“{tests}”：请在源代码目录里运行，或用 --tests 指明。")
    page = law_map.render(law_map.rules(tests))
    if write is None:
        typer.echo(page, nl=False)
        return
    write.write_text(page, encoding="utf-8")
    out.print(f"已写入 {write}")
