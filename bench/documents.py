"""The demo report as Word, against python-docx building the same report with the same cells in the same run.

Both start from the same document model and end with the bytes of a file; the two files are then
opened and compared paragraph by paragraph and cell by cell. PDF and web page are timed beside them.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import Any

import docx as python_docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongkai import data
from gongkai.documents import annual_report, docx, html, pdf, report_file
from gongkai.documents.model import Alignment, Heading, OfficialDocument, Paragraph, Table

ROUNDS = 15
LEAST_TIMES_FASTER = 5
BODY, TITLE, TABLE_FONT = "仿宋_GB2312", "方正小标宋简体", "宋体"
HEADING_FONTS = {1: "黑体", 2: "楷体_GB2312", 3: BODY, 4: BODY}
ALIGNMENTS = {
    Alignment.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Alignment.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Alignment.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Alignment.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class DifferentFilesError(AssertionError):
    """The two files do not say the same, so their speeds cannot be compared."""


def run() -> list[tuple[str, float, str]]:
    """The figures as name, value, and unit with its limit."""
    report = report_file.read(data.read_text("demo/report.json"))
    built, document = timed(lambda: annual_report.build(report))
    ours, our_file = timed(lambda: docx.render(document))
    theirs, their_file = timed(lambda: by_python_docx(document))
    if content(our_file) != content(their_file):
        raise DifferentFilesError("the two Word files differ")
    first, _ = timed(lambda: pdf.render(document), rounds=1)
    others = iter([other(document, number) for number in range(ROUNDS)])
    set_again, _ = timed(lambda: pdf.render(next(others)))
    page, _ = timed(lambda: html.render(document))
    return [
        ("由数据组成文件模型（三张表，含网格检查）", built * 1e3, "毫秒"),
        ("Word", ours * 1e3, "毫秒"),
        ("python-docx 生成同样的 Word", theirs * 1e3, "毫秒"),
        ("快于 python-docx 的倍数", theirs / ours, f"倍，至少{LEAST_TIMES_FASTER}"),
        ("快于 python-docx 的倍数（含组成模型）", theirs / (built + ours), f"倍，至少{LEAST_TIMES_FASTER}"),
        ("PDF（首次，含读字体）", first * 1e3, "毫秒"),
        ("PDF（其后，每次文字不同）", set_again * 1e3, "毫秒"),
        ("网页", page * 1e3, "毫秒"),
    ]


def other(document: OfficialDocument, number: int) -> OfficialDocument:
    """The document with every paragraph changed, so that the typesetter has nothing to remember."""
    blocks = (
        replace(block, text=f"{number}{block.text}") if isinstance(block, Paragraph) else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def by_python_docx(document: OfficialDocument) -> bytes:
    """The same report, built with python-docx in the usual way."""
    file = python_docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    write(file.add_paragraph(), document.title, TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER)
    for block in document.blocks:
        match block:
            case Heading():
                heading = file.add_paragraph(style=f"Heading {block.level}")
                write(heading, block.text, HEADING_FONTS[block.level], 16, WD_ALIGN_PARAGRAPH.JUSTIFY)
            case Paragraph():
                write(file.add_paragraph(), block.text, BODY, 16, ALIGNMENTS[block.align])
            case Table():
                add_table(file, block)
    for line in document.closing:
        write(file.add_paragraph(), line.text, BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    packed = io.BytesIO()
    file.save(packed)
    return packed.getvalue()


def add_table(file: Any, table: Table) -> None:
    """The table with its merges, widths, fonts and alignments."""
    added = file.add_table(rows=len(table.rows), cols=len(table.widths_mm), style="Table Grid")
    added.alignment = WD_TABLE_ALIGNMENT.CENTER
    flat, columns = added._cells, len(table.widths_mm)  # noqa: SLF001  its quickest way to all cells
    cells = [flat[start : start + columns] for start in range(0, len(flat), columns)]
    for row in cells:
        for cell, width in zip(row, table.widths_mm, strict=True):
            cell.width = Mm(width)
    for found in table.placed:
        cell = cells[found.row][found.column]
        if found.cell.rows > 1 or found.cell.columns > 1:
            cell = cell.merge(cells[found.row_span.stop - 1][found.column_span.stop - 1])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        write(cell.paragraphs[0], found.cell.text, TABLE_FONT, table.size_pt, ALIGNMENTS[found.cell.align])


def write(paragraph: Any, text: str, font: str, size: float, align: WD_ALIGN_PARAGRAPH) -> None:
    """The text in a paragraph, with its font for Chinese and for Latin, size and alignment."""
    run = paragraph.add_run(text)
    run.font.name = font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001  python-docx has no other way
    run.font.size = Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def content(file: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """What a Word file says: its paragraphs, and the text over every place of every table."""
    opened = python_docx.Document(io.BytesIO(file))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]
    return [paragraph.text for paragraph in opened.paragraphs if paragraph.text], tables


def timed(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """The median seconds of some rounds, and the last answer."""
    seconds = []
    for _ in range(rounds):
        start = perf_counter()
        answer = work()
        seconds.append(perf_counter() - start)
    return median(seconds), answer


def main() -> None:
    for name, value, unit in run():
        print(f"{value:12,.3f} {unit:<12} {name}")


if __name__ == "__main__":
    main()
