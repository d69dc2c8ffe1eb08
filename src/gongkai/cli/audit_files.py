"""The files an audit is of: found in folders, read and judged in processes, told as plain values."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from gongkai import facts
from gongkai.audit.judge import Audit, Judged, judge
from gongkai.audit.reading import UnreadableError, read
from gongkai.audit.report import PublishedReport
from gongkai.cli.workers import Death, Workers
from gongkai.law.annual.tables import Figure, Tables

SUFFIXES = frozenset({".docx", ".html", ".htm", ".pdf", ".txt", ".md", ".xlsx"})
UNFINISHED = (".", "~", "_~")
SECONDS = 9.0
MEGABYTES = 450
NO_REPORTS = "文件夹里没有可以审计的文件（docx、html、pdf、txt、md、xlsx）"
DEATHS = {
    Death.CRASHED: "读取时程序意外中止，文件可能已损坏；请重新导出后再试",
    Death.OUT_OF_TIME: f"读取超过{SECONDS:.0f}秒，已停止；请另存为正常大小的文件后再试",
}
OUT_OF_MEMORY = "读取需要的内存过多，已停止；请另存为正常大小的文件后再试"


@dataclass(frozen=True)
class Unread:
    """A file that could not be read, and why, in one line."""

    file: Path
    error: str


@dataclass(frozen=True)
class Read:
    """A file that was read, for comparing others with."""

    file: Path
    report: PublishedReport


@dataclass(frozen=True)
class Judgement:
    """A file that was read and judged."""

    file: Path
    audit: Audit


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files meant: a file is itself; a folder, the reports in it and below, in order of name."""
    found = []
    for path in paths:
        found += _reports_below(path) or [path] if path.is_dir() else [path]
    return found


def _reports_below(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in SUFFIXES
        and path.is_file()
        and not any(part.startswith(UNFINISHED) for part in path.relative_to(folder).parts)
    ]


def read_all(files: Sequence[Path], *, jobs: int) -> Generator[Read | Unread]:
    """Read each file, in order; one that cannot be read is told and stops no other."""
    with Workers(read_one, _died, jobs=jobs, seconds=SECONDS, megabytes=MEGABYTES) as workers:
        yield from workers.results(files)


def judge_all(
    files: Sequence[Path],
    *,
    previous: PublishedReport | None = None,
    children: Sequence[PublishedReport] = (),
    jobs: int,
) -> Generator[Judgement | Unread]:
    """Read and judge each file, in order."""
    work = partial(judge_one, previous=previous, children=children)
    with Workers(work, _died, jobs=jobs, seconds=SECONDS, megabytes=MEGABYTES) as workers:
        yield from workers.results(files)


def read_one(file: Path) -> Read | Unread:
    """Read one file; whatever goes wrong is told in one line."""
    if file.is_dir():
        return Unread(file, NO_REPORTS)
    try:
        return Read(file, read(file))
    except UnreadableError as error:
        return Unread(file, str(error))
    except MemoryError:
        return Unread(file, OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001  a file must never stop the others, whatever it sets off
        return Unread(file, f"读取时出现意外错误（{type(error).__name__}），请报告这个文件")


def judge_one(
    file: Path, *, previous: PublishedReport | None = None, children: Sequence[PublishedReport] = ()
) -> Judgement | Unread:
    """Read and judge one file."""
    found = read_one(file)
    if isinstance(found, Unread):
        return found
    return Judgement(file, judge(found.report, previous=previous, children=children))


def _died(file: Path, death: Death) -> Unread:
    return Unread(file, DEATHS[death])


def as_values(result: Judgement | Unread) -> dict[str, Any]:
    """The object of one line of ``--json``."""
    if isinstance(result, Unread):
        return {"file": str(result.file), "error": result.error}
    report = result.audit.report
    return {
        "file": str(result.file),
        "organ": report.organ,
        "year": report.year,
        "form": report.form.value,
        "tables": _tables(report.tables),
        "findings": [_finding(judged) for judged in result.audit.findings],
        "verdict": result.audit.verdict.value,
    }


def _tables(tables: Tables) -> dict[str, Any]:
    """Every row, block and column of the form of 2021, and of the form used; what is unknown is null."""
    forms = (facts.form("2021"), tables.form)
    columns: dict[str, dict[str, None]] = {}
    for row in (row for form in forms for row in form.proactive_rows):
        columns.setdefault(row.key, {}).update(dict.fromkeys(row.columns))
    blank = (None,) * len(tables.form.applicants)
    return {
        "proactive": {
            row: {column: _number(tables.proactive.get(row, {}).get(column)) for column in names}
            for row, names in columns.items()
        },
        "requests": {
            row.key: [_number(value) for value in tables.requests.get(row.key, blank)]
            for form in forms
            for row in form.request_rows
        },
        "disputes": {
            block.key: {
                column: _number(tables.disputes.get(block.key, {}).get(column))
                for column in tables.form.outcomes
            }
            for block in tables.form.blocks
        },
    }


def _finding(judged: Judged) -> dict[str, Any]:
    found = judged.finding
    return {
        "rule": found.rule,
        "verdict": found.verdict.value,
        "cells": list(found.cells),
        "expected": _number(found.expected),
        "found": _number(found.found),
        "message": found.message,
        "fingerprint": judged.fingerprint,
    }


def _number(figure: Figure | str) -> int | float | str | None:
    """A figure as JSON has numbers; whole ones without a point."""
    if isinstance(figure, Decimal):
        return int(figure) if figure == figure.to_integral_value() else float(figure)
    return figure
