"""``gongkai report``: an annual report from figures and text as Word, PDF and web page, then read again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.markup import escape

from gongkai import data
from gongkai.audit.judge import Audit, judge
from gongkai.audit.reading import read as read_report
from gongkai.audit.roundtrip import differences
from gongkai.cli.screen import err, out, refuse
from gongkai.documents import docx, html, pdf, report_file
from gongkai.documents.annual_report import AnnualReport, build
from gongkai.documents.fields import FieldError
from gongkai.documents.model import OfficialDocument
from gongkai.documents.pdf import FontPathError, TypesettingError
from gongkai.law.annual.findings import Verdict

app = typer.Typer(help="年度报告：由数据和文字生成 Word、PDF 和网页，生成后读回核对。", no_args_is_help=True)

LARGEST_FILE = 10 * 1024 * 1024
FIGURES_FAIL = 1
LOOK = {Verdict.PASS: "green", Verdict.FAIL: "bold red"}
WORDS = {
    Verdict.PASS: "通过",
    Verdict.FAIL: "不通过",
    Verdict.UNCERTAIN: "需人工核对",
    Verdict.NOT_ASSESSABLE: "无法判断",
}
TOLD = (Verdict.FAIL, Verdict.UNCERTAIN, Verdict.NOT_ASSESSABLE)


class Format(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    ALL = "all"


Writer = Callable[[OfficialDocument, Path | None], bytes]
WRITERS: dict[Format, Writer] = {
    Format.DOCX: lambda document, _: docx.render(document),
    Format.PDF: pdf.render,
    Format.HTML: lambda document, _: html.render(document),
}


class NotAsMeantError(Exception):
    """What was rendered, read again, differs from what was meant."""


@dataclass(frozen=True)
class Rendered:
    """A file that was written, read again and judged."""

    path: Path
    audit: Audit


@app.command(epilog="例：gongkai report render report.json --to docx -o 年度报告.docx")
def render(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.json",
            help="数据和文字，样子见 gongkai report example",
            exists=True,
            dir_okay=False,
            readable=True,
        ),
    ],
    *,
    to: Annotated[Format, typer.Option("--to", help="生成哪种文件；all 三种都要")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="写到哪里；all 时不写后缀")],
    font_path: Annotated[
        Path | None,
        typer.Option(
            "--font-path",
            metavar="DIR",
            envvar="GONGKAI_FONTS",
            help="放有仿宋、小标宋、楷体等字体的文件夹，PDF 用",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖")] = False,
) -> None:
    """由数据和文字生成年度报告，读回核对，再审计一遍。"""
    report = _report(file)
    targets = _targets(to, output)
    _check(targets, force=force)
    try:
        with _refusing():
            rendered = _render(report, targets, font_path)
    except NotAsMeantError as error:
        err.print(f"[bold red]错误：[/]{escape(str(error))}", soft_wrap=True)
        raise typer.Exit(FIGURES_FAIL) from error
    for each in rendered:
        size = each.path.stat().st_size / 1024
        out.print(f"[green]已生成[/] {escape(str(each.path))}（{size:.0f} KB），读回核对与原稿一致。")
    _tell(rendered[0].audit)


@app.command(epilog="例：gongkai report example > report.json")
def example() -> None:
    """印出一份完整的示例数据，照着改即可。"""
    typer.echo(data.read_text("demo/report.json"), nl=False)


@app.command(epilog="例：gongkai report schema > report.schema.json")
def schema() -> None:
    """印出数据文件的 JSON Schema，供编辑器和其他程序使用。"""
    typer.echo(data.read_text("schemas/report.schema.json"), nl=False)


def _report(file: Path) -> AnnualReport:
    try:
        if file.stat().st_size > LARGEST_FILE:
            refuse(f"“{file}”超过 10 MB，不像是年度报告的数据文件")
        return report_file.read(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        refuse(f"读不了“{file}”，请检查权限（{error.strerror}）")
    except UnicodeDecodeError:
        refuse(f"“{file}”不是 UTF-8 编码，请另存为 UTF-8")
    except FieldError as error:
        refuse(f"“{file}”有 {len(error.mistakes)} 处要改：\n{error}")


def _targets(to: Format, output: Path) -> dict[Format, Path]:
    if to is not Format.ALL:
        return {to: output}
    suffixes = {f".{each}" for each in WRITERS}
    stem = output.with_suffix("") if output.suffix in suffixes else output
    return {each: stem.with_name(f"{stem.name}.{each}") for each in WRITERS}


def _check(targets: dict[Format, Path], *, force: bool) -> None:
    for path in targets.values():
        if not path.parent.is_dir():
            refuse(f"文件夹“{path.parent}”不存在，请先建好")
        if path.is_dir():
            refuse(f"“{path}”是文件夹，请写文件名")
        if path.exists() and not force:
            refuse(f"“{path}”已经存在；要覆盖请加 --force")


def _render(report: AnnualReport, targets: dict[Format, Path], fonts: Path | None) -> list[Rendered]:
    """Write every file to the side, read it again, and put all in place only if all are as meant."""
    document = build(report)
    folder = next(iter(targets.values())).parent
    with TemporaryDirectory(prefix=".gongkai-", dir=folder) as aside:
        rendered = []
        for kind, path in targets.items():
            draft = Path(aside, path.name if path.suffix == f".{kind}" else f"{path.name}.{kind}")
            draft.write_bytes(WRITERS[kind](document, fonts))
            rendered.append((draft, Rendered(path, _judged(report, draft, path))))
        for draft, each in rendered:
            draft.replace(each.path)
    return [each for _, each in rendered]


def _judged(report: AnnualReport, draft: Path, path: Path) -> Audit:
    found = read_report(draft)
    if different := differences(report, found):
        raise NotAsMeantError(f"“{path}”读回后与原稿不同，没有生成：\n" + "\n".join(different))
    return judge(found)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (FontPathError, TypesettingError) as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"写不了“{error.filename}”，请检查权限和磁盘空间（{error.strerror}）")


def _tell(audit: Audit) -> None:
    """Print the verdict and what to look at; end with code 1 where the figures fail."""
    look = LOOK.get(audit.verdict, "yellow")
    out.print(f"审计结论：[{look}]{WORDS[audit.verdict]}[/]（检查 {len(audit.findings)} 项）")
    for judged in audit.findings:
        if judged.finding.verdict in TOLD:
            kind = LOOK.get(judged.finding.verdict, "yellow")
            out.print(f"  [{kind}]{judged.finding.rule}[/] {escape(judged.finding.message)}", soft_wrap=True)
    if audit.verdict is Verdict.FAIL:
        err.print("[bold red]注意：[/]文件已经生成，但数据本身有错，请改正数据后重新生成，不要直接发布。")
        raise typer.Exit(FIGURES_FAIL)
