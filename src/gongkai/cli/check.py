"""``gongkai check``: the 36 checks on a file before its reply goes out."""

import json
import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.markup import escape
from rich.table import Column, Table

from gongkai import data, facts
from gongkai.cli.calendars import current_calendar
from gongkai.cli.screen import out, refuse, today
from gongkai.law.checks import CheckResult, Outcome, Severity, open_blocks, run_checks
from gongkai.law.plain import PlainDataError, case_file
from gongkai.law.procedure import Rules

EXAMPLE = "例：gongkai check --example > 卷宗.toml，改好以后 gongkai check 卷宗.toml"
DEMO = "demo/casefile.toml"
LARGEST_FILE = 1024 * 1024
MAY_NOT_BE_SIGNED = 1
SEVERITIES = {Severity.BLOCK: "阻止签发", Severity.WARN: "提醒"}
OUTCOMES = {
    Outcome.OK: "[green]通过[/]",
    Outcome.FAILED: "[bold red]不符合[/]",
    Outcome.MISSING: "[yellow]缺材料[/]",
    Outcome.NOT_APPLICABLE: "[dim]不涉及[/]",
}
LOGGED = ("照常发出", "[magenta]记入台账[/]")


def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="CASE.toml", help="卷宗文件，样子见 gongkai check --example", show_default=False
        ),
    ] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="36项全部列出，包括通过的和不涉及的")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")] = False,
    example: Annotated[bool, typer.Option("--example", help="印出一份可以照着改的卷宗文件")] = False,
) -> None:
    """答复前核查：对一件申请的卷宗逐项核查 C01 至 C36，指出哪里不符合、该怎么办。

    有阻止签发的问题时以代码1结束；文件读不了的以代码2结束。已经无法补救的（如逾期）记入台账，照常答复。
    """
    if example:
        typer.echo(data.read_text(DEMO), nl=False)
        return
    if file is None:
        refuse("请写明卷宗文件；样子见 gongkai check --example")
    results = results_of(read(file))
    if as_json:
        for result in results:
            typer.echo(json.dumps(as_dict(result), ensure_ascii=False))
    else:
        show(results, every=every)
    if open_blocks(results):
        raise typer.Exit(MAY_NOT_BE_SIGNED)


def read(file: Path) -> dict[str, Any]:
    """The file's data; ends the program where it cannot be read."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            refuse(f"“{file}”超过 1 MB，不像是卷宗文件")
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        refuse(f"读不到文件“{file}”：{error.strerror or error}")
    except UnicodeDecodeError:
        refuse(f"文件“{file}”不是 UTF-8 编码，请另存为 UTF-8")
    except tomllib.TOMLDecodeError as error:
        refuse(f"文件“{file}”不是正确的 TOML：{error}")


def results_of(plain: dict[str, Any]) -> tuple[CheckResult, ...]:
    """The results on the file that the data describe, seen today where they name no day."""
    rules = Rules(current_calendar(), facts.practice())
    try:
        return run_checks(case_file({"on": today(), **plain}, rules=rules), facts.checks())
    except PlainDataError as error:
        refuse(f"{error}")


def show(results: tuple[CheckResult, ...], *, every: bool) -> None:
    """The open and logged results as a table, or all of them, and what follows."""
    shown = [result for result in results if every or result.is_open]
    if shown:
        columns = [Column(head, no_wrap=True) for head in ("编号", "程度", "结果")]
        table = Table(*columns, Column("说明", overflow="fold"), box=box.SIMPLE)
        for result in shown:
            judged = (SEVERITIES[result.severity], OUTCOMES[result.outcome])
            says = f"{result.rule.title}：{result.message}"
            table.add_row(result.id, *(LOGGED if result.is_logged else judged), escape(says))
        out.print(table)
    out.print(summary(results))


def summary(results: tuple[CheckResult, ...]) -> str:
    """What the results come to, in a sentence."""
    blocks, logged = len(open_blocks(results)), sum(result.is_logged for result in results)
    warned = sum(result.is_open for result in results) - blocks - logged
    counted = f"共{len(results)}项：阻止签发{blocks}项，提醒{warned}项，记入台账{logged}项。"
    if blocks:
        return f"[bold red]不能签发。[/]{counted}请先办理阻止签发的各项。"
    return f"[bold green]可以签发。[/]{counted}"


def as_dict(result: CheckResult) -> dict[str, Any]:
    """A result as a line of JSON."""
    return {
        "id": result.id,
        "title": result.rule.title,
        "severity": str(result.severity),
        "outcome": str(result.outcome),
        "stops_signing": result.stops_signing,
        "logged": result.is_logged,
        "confirmed": result.rule.confirmed,
        "provisions": [str(provision) for provision in result.provisions],
        "message": result.message,
    }
