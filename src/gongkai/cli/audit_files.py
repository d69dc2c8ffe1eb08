"""The files an audit is of: found in folders, read and judged in processes, told as plain values."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gongkai.audit.judge import Audit, judge
from gongkai.audit.reading import UnreadableError, read
from gongkai.audit.refusals import CRASHED, OUT_OF_MEMORY, out_of_time, unexpected
from gongkai.audit.report import PublishedReport
from gongkai.audit.values import values
from gongkai.cli.workers import Death, Workers

SUFFIXES = frozenset({".docx", ".html", ".htm", ".pdf", ".txt", ".md", ".xlsx"})
UNFINISHED = (".", "~", "_~")
SECONDS = 9.0
MEGABYTES = 450
NO_REPORTS = "文件夹里没有可以审计的文件（docx、html、pdf、txt、md、xlsx）"
DEATHS = {
    Death.CRASHED: CRASHED,
    Death.OUT_OF_TIME: out_of_time(SECONDS),
}


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
        return Unread(file, unexpected(error))


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
    return {"file": str(result.file), **values(result.audit)}
