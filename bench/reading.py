"""Auditing generated reports, against merely opening and parsing the same files in the same run.

Bare is what any reader of the file must do: open, parse, and take out the text of every cell and
paragraph (html, docx) or page (pdf), with the parser that the auditor uses. What the parser alone
needs is printed beside it. Web pages are audited twice: ours, which has nothing but the report, and
the same report as content systems publish it (``bench.pages``). No two files name the same organ, so
that hardly a paragraph is met twice. Everything runs in one process; the figures are CPU time, of
each file the quickest of some rounds over all of them.
"""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pypdfium2
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from bench import pages
from gongkai import data
from gongkai.audit import sniffing
from gongkai.audit.judge import judge
from gongkai.audit.reading import read
from gongkai.audit.source import Source
from gongkai.documents import docx, html, pdf, report_file
from gongkai.documents.annual_report import build
from gongkai.documents.model import OfficialDocument
from gongkai.law.annual.findings import Verdict

REPORTS = 2000
KILOBYTE = 1000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORGANS_FROM = "丁"
ROUNDS = 5


@dataclass(frozen=True)
class Kind:
    """A kind of file: how it is written, what its parser alone does, and what any reader must do.

    ``most`` is how many times that reader's time the audit may take.
    """

    name: str
    suffix: str
    write: Callable[[OfficialDocument], bytes]
    parse: Callable[[Path], object]
    bare: Callable[[Path], object]
    most: float


class FailedReportError(AssertionError):
    """A generated report was not read as meant, so its time says nothing."""


def run(reports: int = REPORTS) -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    return [figure for kind in KINDS for figure in compared(kind, reports // len(KINDS))]


def compared(kind: Kind, reports: int) -> list[tuple[str, float, str]]:
    """The figures of one kind of file."""
    with TemporaryDirectory() as folder:
        files = generated(Path(folder), kind, reports)
        size = sum(file.stat().st_size for file in files) / len(files) / KILOBYTE
        parsed, bare, taken, audited = timed((kind.parse, kind.bare, take, audit), files)
    each = 1000 / len(files)
    return [
        (f"{kind.name} 文件大小", size, f"KB，平均（{len(files)}份）"),
        (f"{kind.name} 仅解析", parsed * each, "毫秒一份"),
        (f"{kind.name} 打开、解析并取出文字", bare * each, "毫秒一份"),
        (f"{kind.name} 读成段落和表格", taken * each, "毫秒一份，审计的第一步"),
        (f"{kind.name} 审计", audited * each, "毫秒一份"),
        (f"{kind.name} 第一步与打开解析之比", taken / bare, "倍"),
        (f"{kind.name} 审计与打开解析之比", audited / bare, f"倍，目标不超过{kind.most}"),
    ]


def generated(folder: Path, kind: Kind, count: int) -> list[Path]:
    """That many sample reports, each of another organ with another amount of fees, written to files."""
    text = data.read_text("demo/report.json")
    files = []
    for number in range(count):
        sample = json.loads(text.replace("示例市", f"示{chr(ord(ORGANS_FROM) + number)}市"))
        sample["tables"]["proactive"]["fees"]["amount_wan"] = float(Decimal(number) / 100)
        path = folder / f"{number}.{kind.suffix}"
        path.write_bytes(kind.write(build(report_file.read(json.dumps(sample)))))
        files.append(path)
    return files


def timed(works: Sequence[Callable[[Path], object]], files: Sequence[Path]) -> list[float]:
    """Seconds of CPU of each work for all files: each file's quickest of some rounds.

    A round goes through all files with one work after another, so that a slow minute slows them all.
    """
    quickest = [[float("inf")] * len(files) for _ in works]
    for _ in range(ROUNDS):
        for work, seconds in zip(works, quickest, strict=True):
            for at, file in enumerate(files):
                started = process_time()
                work(file)
                seconds[at] = min(seconds[at], process_time() - started)
    return list(map(sum, quickest))


def take(file: Path) -> Source:
    """What the auditor does first: look whether the file is harmless, take out paragraphs and grids."""
    contents = sniffing.contents(file)
    return sniffing.reader(file.name, contents)(contents)


def audit(file: Path) -> None:
    found = judge(read(file))
    if found.verdict is not Verdict.PASS:
        raise FailedReportError(file.name)


def parse_html(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def bare_html(file: Path) -> list[str]:
    return [node.text() for node in parse_html(file).css("td,th,p,h1,h2,h3")]


def bare_page(file: Path) -> list[str]:
    """As ``bare_html``, of a page whose cells hold paragraphs: no text is read out twice."""
    return [node.text() for node in parse_html(file).css("td,th,h1,:not(td)>p")]


def parse_docx(file: Path) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
        return etree.fromstring(package.read("word/document.xml"))


def bare_docx(file: Path) -> list[str]:
    paragraphs = parse_docx(file).iter(f"{W}p")
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in paragraphs]


def parse_pdf(file: Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(file.read_bytes())


def bare_pdf(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in parse_pdf(file)]


KINDS = (
    Kind("html（本系统）", "html", html.render, parse_html, bare_html, most=2.0),
    Kind("html（内容管理系统）", "html", pages.render, parse_html, bare_page, most=2.0),
    Kind("docx", "docx", docx.render, parse_docx, bare_docx, most=2.0),
    Kind("pdf", "pdf", lambda document: pdf.render(document, None), parse_pdf, bare_pdf, most=1.5),
)
