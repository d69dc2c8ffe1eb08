"""``gongkai audit``: judge published annual reports, one or a folder full."""

import json
import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongkai.audit.report import PublishedReport
from gongkai.cli.audit_files import Judgement, Read, Unread, as_values, files_in, judge_all, read_all
from gongkai.cli.audit_page import page, summary
from gongkai.cli.screen import UNUSABLE, err, out
from gongkai.law.annual.findings import Verdict

EXAMPLE = "例：gongkai audit 年度报告.docx --previous 上年报告.pdf"
SOME_FAIL = 1
Result = Judgement | Unread


def audit(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="年度报告文件，或者放着报告的文件夹")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="每份报告输出一行 JSON")] = False,
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="同一机关上一年的报告，用来核对结转和增幅", exists=True, dir_okay=False
        ),
    ] = None,
    children: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="下级单位的报告所在的文件夹，用来核对汇总", exists=True, file_okay=False
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option(min=1, metavar="N", help="同时使用几个进程", show_default="全部处理器")
    ] = os.cpu_count() or 1,
    everything: Annotated[bool, typer.Option("--all", help="通过的规则也列出")] = False,
) -> None:
    """审计年度报告：读出三张表，核对勾稽关系、正文、格式、上年和下级的数字。

    退出码：没有不符的为 0，有不符的为 1，有文件不能读取的为 2（其余照常审计）。
    """
    telling = _Telling(as_json=as_json, everything=everything)
    earlier = telling.readable([previous] if previous else [], jobs)
    below = telling.readable(files_in([children]) if children else [], jobs)
    files = files_in(paths)
    telling.tell_all(files, earlier[0] if earlier else None, below, jobs)
    if len(files) > 1 and not as_json:
        out.print(summary(telling.results))
    raise typer.Exit(_exit_code(telling.results))


class _Telling:
    """Tells each result as it comes, on the screen or as JSON, and keeps them all."""

    def __init__(self, *, as_json: bool, everything: bool) -> None:
        self.results: list[Result] = []
        self._as_json = as_json
        self._everything = everything

    def readable(self, files: list[Path], jobs: int) -> list[PublishedReport]:
        """The reports to compare with; those that cannot be read are told and left out."""
        reports = []
        with closing(read_all(files, jobs=jobs)) as found:
            for result in found:
                if isinstance(result, Read):
                    reports.append(result.report)
                else:
                    self.results.append(result)
                    self._tell(result)
        return reports

    def tell_all(
        self, files: list[Path], previous: PublishedReport | None, children: list[PublishedReport], jobs: int
    ) -> None:
        """Judge the files and tell of each; under a progress bar on the same screen, at the end."""
        has_bar = err.is_terminal and len(files) > 1
        held: list[Result] = []
        with (
            closing(judge_all(files, previous=previous, children=children, jobs=jobs)) as found,
            _progress(shown=has_bar) as progress,
        ):
            bar = progress.add_task("审计", total=len(files))
            for result in found:
                self.results.append(result)
                progress.advance(bar)
                if has_bar and out.is_terminal:
                    held.append(result)
                else:
                    self._tell(result)
        for result in held:
            self._tell(result)

    def _tell(self, result: Result) -> None:
        if self._as_json:
            typer.echo(json.dumps(as_values(result), ensure_ascii=False))
        else:
            out.print(page(result, everything=self._everything))


def _progress(*, shown: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=not shown)


def _exit_code(results: list[Result]) -> int:
    if any(isinstance(result, Unread) for result in results):
        return UNUSABLE
    fails = any(isinstance(result, Judgement) and result.audit.verdict is Verdict.FAIL for result in results)
    return SOME_FAIL if fails else 0
