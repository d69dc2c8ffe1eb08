"""Auditing generated reports, against merely opening and parsing the same files in the same run.

Bare is what any reader of the file must do: open, parse, and take out the text of every cell and
paragraph (html, docx) or page (pdf), with the parser that the auditor uses. What the parser alone
needs is printed beside it. Everything runs in one process; the figures are CPU time.
"""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import pypdfium2
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from gongkai import data
from gongkai.audit.judge import judge
from gongkai.audit.reading import read
from gongkai.documents import docx, html, pdf, report_file
from gongkai.documents.annual_report import build
from gongkai.law.annual.findings import Verdict

REPORTS = 2000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST = {"html": 2.0, "docx": 2.0, "pdf": 1.5}
WRITERS = {"html": html.render, "docx": docx.render, "pdf": lambda document: pdf.render(document, None)}


class FailedReportError(AssertionError):
    """A generated report was not read as meant, so its time says nothing."""


def run(reports: int = REPORTS) -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    figures = []
    with TemporaryDirectory() as folder:
        for kind, writer in WRITERS.items():
            files = generated(Path(folder), kind, writer, reports // len(WRITERS))
            parsed = timed(PARSERS[kind], files)
            bare = timed(BARE[kind], files)
            audited = timed(audit, files)
            each = 1000 / len(files)
            figures += [
                (f"{kind} 仅解析", parsed * each, f"毫秒一份（{len(files)}份）"),
                (f"{kind} 打开、解析并取出文字", bare * each, "毫秒一份"),
                (f"{kind} 审计", audited * each, "毫秒一份"),
                (f"{kind} 审计与打开解析之比", audited / bare, f"倍，目标不超过{MOST[kind]}"),
            ]
    return figures


def generated(folder: Path, kind: str, writer: Callable[[Any], bytes], count: int) -> list[Path]:
    """That many sample reports, each with another amount of fees, written to files."""
    sample = json.loads(data.read_text("demo/report.json"))
    files = []
    for number in range(count):
        sample["tables"]["proactive"]["fees"]["amount_wan"] = float(Decimal(number) / 100)
        path = folder / f"{number}.{kind}"
        path.write_bytes(writer(build(report_file.read(json.dumps(sample)))))
        files.append(path)
    return files


def timed(work: Callable[[Path], object], files: Sequence[Path]) -> float:
    """Seconds of CPU for all files."""
    work(files[0])
    started = process_time()
    for file in files:
        work(file)
    return process_time() - started


def audit(file: Path) -> None:
    found = judge(read(file))
    if found.verdict is not Verdict.PASS:
        raise FailedReportError(file.name)


def parse_html(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def bare_html(file: Path) -> list[str]:
    tree = parse_html(file)
    return [node.text() for node in tree.css("td,th,p,h1,h2,h3")]


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


PARSERS: dict[str, Callable[[Path], object]] = {"html": parse_html, "docx": parse_docx, "pdf": parse_pdf}
BARE: dict[str, Callable[[Path], object]] = {"html": bare_html, "docx": bare_docx, "pdf": bare_pdf}
