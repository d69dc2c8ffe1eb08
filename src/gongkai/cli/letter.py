"""``gongkai letter``: composes the letters L01 to L32 from a file of facts."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.markup import escape
from rich.table import Column, Table
from typer.core import TyperGroup

from gongkai import facts
from gongkai.cli import letter_facts
from gongkai.cli.letter_facts import CODE, LetterFactsError
from gongkai.cli.screen import out, refuse
from gongkai.documents import docx, html, pdf
from gongkai.documents.letter import build
from gongkai.documents.model import OfficialDocument, UnprintableTextError
from gongkai.documents.pdf import FontPathError, TypesettingError
from gongkai.law.citations import CitationError
from gongkai.law.letters import Letter, LetterError, compose
from gongkai.law.numbers import DocumentNumberError
from gongkai.law.outcomes import OUTCOMES, Ground, LetterKind, UnknownLetterError, kind_of
from gongkai.law.remedies import RemedyError

COMPOSE = "compose"
LARGEST_FILE = 1024 * 1024
GROUNDS = {
    Ground.NONE: "—",
    Ground.FREE: "复议或者诉讼",
    Ground.REFUSAL: "复议前置",
    Ground.MIXED: "视内容而定",
    Ground.AS_REPLACED: "依所按文书",
}


class LetterGroup(TyperGroup):
    """Lets ``gongkai letter L13 FACTS.toml`` stand for ``gongkai letter compose L13 FACTS.toml``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the command put in where a letter's code stands first."""
        is_code = bool(args) and CODE.match(args[0]) is not None
        return super().parse_args(ctx, [COMPOSE, *args] if is_code else args)


app = typer.Typer(
    cls=LetterGroup,
    help="文书：由事实文件生成答复书、告知书等，缺少内容、引错条文或者救济有误的不予生成。",
    epilog="例：gongkai letter example L18 > 事实.toml，改好以后 gongkai letter L18 事实.toml",
    no_args_is_help=True,
)


class Format(StrEnum):
    TXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


Writer = Callable[[OfficialDocument, Path | None], bytes]
WRITERS: dict[Format, Writer] = {
    Format.DOCX: lambda document, _: docx.render(document),
    Format.PDF: pdf.render,
    Format.HTML: lambda document, _: html.render(document),
}
Code = Annotated[str, typer.Argument(metavar="代码", help="L01 至 L32，见 gongkai letter list")]
As = Annotated[str, typer.Option("--as", metavar="代码", help="重新答复书（L32）按哪一种文书答复")]


@app.command(COMPOSE, epilog="例：gongkai letter L18 事实.toml --to docx -o 答复.docx")
def compose_letter(
    code: Code,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FACTS.toml",
            help="事实文件，样子见 gongkai letter example",
            exists=True,
            dir_okay=False,
            readable=True,
        ),
    ],
    *,
    to: Annotated[Format, typer.Option("--to", help="生成哪种文件")] = Format.TXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT", help="写到哪里；txt 不写即印在屏幕上")
    ] = None,
    font_path: Annotated[
        Path | None,
        typer.Option(
            "--font-path", metavar="DIR", envvar="GONGKAI_FONTS", help="放有仿宋等字体的文件夹，PDF 用"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="文件已存在时覆盖")] = False,
) -> None:
    """由事实文件生成一份文书。可以省去 compose，直接写代码。"""
    with _refusing():
        letter = _composed(code, _text(file))
        content = _content(letter, to, font_path)
    if output is None and to is Format.TXT:
        typer.echo(letter.text, nl=False)
        return
    if output is None:
        refuse(f"请用 -o 写明生成的 {to} 文件放在哪里。")
    _write(output, content, force=force)
    out.print(f"[green]已生成[/] {escape(letter.title)} → {escape(str(output))}", soft_wrap=True)


@app.command(epilog="例：gongkai letter example L15 > 事实.toml")
def example(code: Code, *, follows: As = "") -> None:
    """印出一份可以照着改的事实文件，每个空都有说明。"""
    with _refusing():
        typer.echo(letter_facts.example(code, follows), nl=False)


@app.command("list", epilog="例：gongkai letter list")
def list_letters(
    *, as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")] = False
) -> None:
    """列出全部文书：代码、名称、救济和计入年度报告表三的行。"""
    if as_json:
        for kind in OUTCOMES.values():
            typer.echo(json.dumps(_as_dict(kind), ensure_ascii=False))
        return
    columns = [Column(head, overflow="fold") for head in ("代码", "文书", "救济", "计入表三")]
    table = Table(*columns, box=box.SIMPLE)
    for kind in OUTCOMES.values():
        table.add_row(kind.code, kind.title, GROUNDS[kind.ground], _row_label(kind))
    out.print(table)


def _composed(code: str, text: str) -> Letter:
    wanted = kind_of(letter_facts.spelt(code)).code
    found = letter_facts.read(text)
    if found.letter and found.letter != wanted:
        raise LetterFactsError(f"文件写的是 {found.letter}，命令写的是 {wanted}，请改为一致")
    template = letter_facts.template_of(code, found.follows).reworded(found.wording)
    return compose(
        template,
        found.slots,
        on=found.on,
        practice=facts.practice(),
        texts=facts.remedy_texts(),
        venue=found.venue,
    )


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in Chinese what is wrong with the facts, and end with code 2."""
    try:
        yield
    except (
        CitationError,
        DocumentNumberError,
        FontPathError,
        LetterError,
        LetterFactsError,
        RemedyError,
        TypesettingError,
        UnknownLetterError,
        UnprintableTextError,
    ) as error:
        refuse(f"{error}。")


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_FILE:
            refuse(f"“{file}”超过 1 MB，不像是事实文件。")
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        refuse(f"读不了“{file}”，请检查权限（{error.strerror}）。")
    except UnicodeDecodeError:
        refuse(f"“{file}”不是 UTF-8 编码，请另存为 UTF-8。")


def _content(letter: Letter, to: Format, font_path: Path | None) -> bytes:
    return letter.text.encode() if to is Format.TXT else WRITERS[to](build(letter), font_path)


def _write(path: Path, content: bytes, *, force: bool) -> None:
    if path.exists() and not force:
        refuse(f"“{path}”已经存在，要覆盖请加 --force。")
    try:
        path.write_bytes(content)
    except OSError as error:
        refuse(f"写不了“{path}”，请检查文件夹和权限（{error.strerror}）。")


def _row(kind: LetterKind) -> str:
    return str(getattr(facts.practice(), kind.row_choice)) if kind.row_choice else kind.row or ""


def _row_label(kind: LetterKind) -> str:
    row = _row(kind)
    return facts.form("2021").request_label(row) if row else "—"


def _as_dict(kind: LetterKind) -> dict[str, object]:
    return {
        "code": kind.code,
        "title": kind.title,
        "basis": [str(provision) for provision in kind.basis],
        "remedy": str(kind.ground),
        "row": _row(kind) or None,
        "bound": kind.is_bound,
        "evidence": [str(evidence) for evidence in kind.evidence],
    }
