"""Writes given tables in each layout that published reports were met in, L1 to L21, and as files.

A layout takes a ``Published`` and gives a file's name and bytes. ``SURE`` layouts show every blank cell;
in ``BARE`` ones blanks have vanished, so that a row with blanks cannot be told; ``LOST`` ones have lost more.
"""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import xlsxwriter
from opencc import OpenCC

from gongkai.documents import annual_tables, docx, html, pdf
from gongkai.documents.annual_report import AnnualReport, build
from gongkai.documents.model import OfficialDocument, Paragraph, Table
from gongkai.law.annual.tables import Tables

TEXT = "本机关依法做好政府信息公开工作，全年主动公开信息530条，收到申请3件。"
FEES = "本年度未收取信息处理费。"
LABEL_WIDTH = 12
GAP = "      "
PAGE_END = "           — 5 —\n\f"
DISPUTE_COLUMNS = 15


@dataclass(frozen=True)
class Published:
    """A report to be written: its head, its tables, a sentence in parts one, five and six."""

    organ: str
    year: int
    tables: Tables

    def three(self) -> list[Table]:
        """Tables 2, 3 and 4 as the form prints them."""
        drawn = (annual_tables.proactive, annual_tables.requests, annual_tables.disputes)
        return [draw(self.tables) for draw in drawn]

    def document(self) -> OfficialDocument:
        texts = {1: TEXT, 5: TEXT, 6: FEES}
        parts = {number: (Paragraph(text),) for number, text in texts.items()}
        return build(AnnualReport(organ=self.organ, year=self.year, tables=self.tables, parts=parts))

    def lines(self, tables: list[list[str]]) -> list[str]:
        """The report's lines with those of the three tables in their places."""
        headings = self.tables.form.headings
        lines = [self.organ, f"{self.year}年政府信息公开工作年度报告", headings[0], TEXT]
        for heading, table in zip(headings[1:4], tables, strict=True):
            lines += [heading, *table]
        return [*lines, headings[4], TEXT, headings[5], FEES]


File = tuple[str, bytes]
Layout = Callable[[Published], File]
Rows = list[list[str]]


def flat(text: str) -> str:
    return text.replace("\n", "")


def begun(table: Table) -> Rows:
    """The cells that begin in each row."""
    return [[flat(cell.text) for cell in row] for row in table.rows]


def padded(table: Table) -> Rows:
    """Every place of the grid; what a cell covers besides its first place is empty."""
    return [
        [
            flat(found.cell.text) if (found.row, found.column) == (row, column) else ""
            for column, found in enumerate(places)
        ]
        for row, places in enumerate(table.grid)
    ]


def repeated(table: Table) -> Rows:
    """Every place of the grid; what a cell covers repeats its text."""
    return [[flat(found.cell.text) for found in places] for places in table.grid]


def in_lines(draw: Callable[[Table], list[str]], name: str = "report.txt") -> Layout:
    """The layout that draws each table in lines of text."""

    def write(published: Published) -> File:
        tables = [draw(table) for table in published.three()]
        return name, "\n".join(published.lines(tables)).encode()

    return write


def is_figure(text: str) -> bool:
    return re.fullmatch(r"[+-]?[\d,.]+", text) is not None


def is_body(row: list[str]) -> bool:
    return any(map(is_figure, row))


def wrapped(text: str) -> list[str]:
    return [text[at : at + LABEL_WIDTH] for at in range(0, len(text), LABEL_WIDTH)]


def pipes(table: Table) -> list[str]:
    return [" | ".join(row) for row in begun(table)]


def closed_pipes(table: Table) -> list[str]:
    first, *rest = (f"| {' | '.join(row)} |" for row in repeated(table))
    return [first, "|" + ":---:|" * (first.count("|") - 1), *rest]


def padded_pipes(table: Table) -> list[str]:
    return ["|".join(row) for row in padded(table)]


def leading_pipes(table: Table) -> list[str]:
    return [f"| {' | '.join(f'{cell:>6}' for cell in row)}" for row in begun(table)]


def cells_between_pipes(table: Table) -> list[str]:
    return [line for row in begun(table) for line in (*(f"|\n    {cell}" for cell in row), "|")]


def cells_and_lone_pipes(table: Table) -> list[str]:
    cells = [cell for row in begun(table) for cell in row]
    return [line for line in "\n|\n".join(cells).split("\n") if line]


def cells_with_pipes(table: Table) -> list[str]:
    return [f"{cell} |" if cell else "|" for row in begun(table) for cell in row]


def one_cell_a_line(table: Table) -> list[str]:
    return [line for row in begun(table) for cell in row if cell for line in (cell, "")]


def laid_out(table: Table) -> list[str]:
    """As pdftotext -layout: labels wrapped, figures on a line of their own, a page ending in the middle."""
    lines: list[str] = []
    for row in begun(table):
        figures = [cell for cell in row if is_figure(cell)]
        words = [piece for cell in row if cell and not is_figure(cell) for piece in wrapped(cell)]
        lines += [*words, GAP + GAP.join(figures)] if figures else words
    return [*lines[: len(lines) // 2], PAGE_END, *lines[len(lines) // 2 :]]


def raw(table: Table) -> list[str]:
    """As pdftotext -raw: a row a line, the words of the headings glued and broken anywhere."""
    rows = begun(table)
    words = "".join("".join(row) for row in rows if not is_body(row))
    lines = [" ".join(cell for cell in row if cell) for row in rows]
    if len(table.widths_mm) < LABEL_WIDTH - 2:
        return lines
    body = [line for row, line in zip(rows, lines, strict=True) if is_body(row)]
    return [words[:9] + " " + " ".join(words[9:15]) + words[15:21], *wrapped(words[21:]), *body]


def cut_tables(table: Table) -> list[str]:
    """As PDF turned to Markdown: a table for each row, labels outside or in halves, a page number between."""
    lines: list[str] = []
    for number, row in enumerate(begun(table)):
        if not is_body(row) or len(table.widths_mm) < LABEL_WIDTH - 2:
            lines.append(" | ".join(row) if len(row) > 1 else f"{row[0]} |")
            continue
        blank = next(at for at, cell in enumerate(row) if is_figure(cell) or not cell)
        label, figures = "".join(row[:blank]), row[blank:]
        half = len(label) // 2 if number % 2 else len(label)
        lines += [label[:half], "", f"| {' | '.join(figures)} |", "|" + "---|" * len(figures), label[half:]]
        lines += ["第 5 页"] if number == LABEL_WIDTH else []
    return lines


def torn_remarks(table: Table) -> list[str]:
    """Remarks in cells: one inside its cell, one torn out into a line before the row."""
    lines = pipes(table)
    remarked = [line.replace("规章 | 22", "规章 | 22（其中修订16件）") for line in lines]
    at = next((at for at, line in enumerate(lines) if line.startswith("行政规范性文件")), 0)
    return [*remarked[:at], "55（含自然失效29件）", *remarked[at:]] if at else lines


def recognised(table: Table) -> list[str]:
    """As OCR in Markdown: each group of rows a table with invented headings, empty tables between."""
    lines: list[str] = []
    width = len(table.widths_mm)
    for number, row in enumerate(repeated(table)):
        if number % 7 == 0:
            heads = ["项目", *(f"数据{column}" for column in range(1, width - 1)), "总计"]
            heads = ["本年新收件数", "上年结转件数", *heads[2:]] if number == 14 and width == 10 else heads
            lines += ["", f"| {' | '.join(heads)} |", "|" + " --- |" * width, ""]
        lines.append(f"| {' | '.join(row)} |")
    return lines


def flip_book(table: Table) -> list[str]:
    """As a flip-book's text: headings written downwards, one character a line, the rest a cell a line."""
    lines: list[str] = []
    for row in begun(table):
        for cell in row:
            lines += [cell] if is_body(row) or len(row) < len("一二三四") else list(cell)
    return [line for line in lines if line]


def misprinted(table: Table) -> list[str]:
    lines = "\n".join(pipes(table))
    for right, wrong in MISPRINTS:
        lines = lines.replace(right, wrong)
    return lines.split("\n")


MISPRINTS = (
    ("现行有效件数", "现在行有效件数"),
    ("本年增/减", "本年增/ "),
    ("第二十条第（一）项", "第二十条（一）项"),
    ("第二十条第（五）项", "第二十条 第（五）项"),
    ("本年制发件数", "本年 制发件数"),
    ("（单位:万元）", "（单位:0万元）"),
    ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
    ("（六）其他处理", "（六）其他"),
    ("1.属于", "1、属于"),
    ("3.危及", "3．危及"),
    ("5.要求行政机关", "5 .要求行政 机关"),
    ("一、本年新收", "一 、本 年 新收"),
    ("行政规范性文件", "规范性文件"),
)


def odd_values(table: Table) -> list[str]:
    """The same figures in the ways they are met: grouped by commas, 0.00, units, full-width, remarks."""
    rows = []
    for row in begun(table):
        figures = [at for at, cell in enumerate(row) if is_figure(cell) or not cell]
        rows.append([odd(cell, at) if at in figures else cell for at, cell in enumerate(row)])
    return [" | ".join(row) for row in rows]


def odd(cell: str, at: int) -> str:
    if not cell:
        return "-/"[at % 2]
    ways = ("{}", "  {}", "{}（件）", "{:,}", "+{}")
    if cell == "0":
        return ("0.00", "０", "0", "0件")[at % 4]
    value = Decimal(cell) if "." in cell else int(cell)
    return ways[at % 5].format(value) if value > 0 else cell


def with_sentences(table: Table) -> list[str]:
    return [
        "该部分以表格形式报告。表格如下:",
        "2023年，本机关制发规范性文件 3 件，收到申请 5 件，予以公开 2 件。",
        *pipes(table),
        "注：以上数据为2023年1月1日至12月31日的数据。",
    ]


def deduplicated(published: Published) -> File:
    name, data = in_lines(one_cell_a_line)(published)
    return name, "\n".join(dict.fromkeys(data.decode().split("\n"))).encode()


def traditional(published: Published) -> File:
    name, data = in_lines(pipes)(published)
    words = OpenCC("s2t").convert(data.decode())
    return name, words.replace("文件", "檔案").encode()


def as_page(published: Published, draw: Callable[[Table], str], title: str = "") -> str:
    headings = published.tables.form.headings
    pieces = [f"<p>{published.organ}</p><p>{published.year}年政府信息公开工作年度报告</p>"]
    pieces += [f"<p>{headings[0]}</p><p>{TEXT}</p>"]
    for heading, table in zip(headings[1:4], published.three(), strict=True):
        pieces.append(f"<p>{heading}</p>{draw(table)}")
    pieces.append(f"<p>{headings[4]}</p><p>{TEXT}</p><p>{headings[5]}</p><p>{FEES}</p>")
    return f"<html><head><title>{title}</title></head><body><div>{''.join(pieces)}</div></body></html>"


def cms_table(table: Table) -> str:
    """Labels split over spans, blanks as &nbsp; or <o:p>, figures in paragraphs of their own."""
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            text = escape(flat(cell.text))
            inner = f"<p><span>{text[:3]}</span><span lang=EN-US>{text[3:]}</span></p>"
            if is_figure(cell.text):
                inner = f"\n <p align=center>\n <span>{text[:1]}</span><span>{text[1:]}</span>\n</p>\n"
            inner = inner if text else "<p>&nbsp;<o:p></o:p></p>"
            cells.append(f'<td colspan="{cell.columns}" rowspan="{cell.rows}">{inner}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<table>{''.join(rows)}</table>"


def cms_page(published: Published) -> File:
    return "report.html", as_page(published, cms_table).encode()


def gb_page(published: Published) -> File:
    page = as_page(published, cms_table).replace("<head>", '<head><meta charset="gb2312">')
    return "report.htm", page.encode("gb18030")


def page_in_script(published: Published) -> File:
    inner = re.sub("</?(html|head|title|body)>", "", as_page(published, cms_table))
    quoted = json.dumps(inner, ensure_ascii=False).replace("</", "<\\/")
    script = f"<script>var content = {quoted};</script>"
    return "report.html", f"<!DOCTYPE html><html><body><div id=c></div>{script}</body></html>".encode()


def workbook(published: Published) -> File:
    """One sheet, cells merged as on paper."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("年报")
    at = 0
    for piece in sheet_pieces(published):
        if isinstance(piece, str):
            sheet.write(at, 0, piece)
            at += 1
            continue
        for found in piece.placed:
            row, column = at + found.row, found.column
            text = flat(found.cell.text)
            value = float(text) if is_figure(text) else text
            if found.cell.rows * found.cell.columns > 1:
                sheet.merge_range(
                    row, column, row + found.cell.rows - 1, column + found.cell.columns - 1, value
                )
            else:
                sheet.write(row, column, value)
        at += len(piece.rows)
    book.close()
    return "report.xlsx", file.getvalue()


def sheet_pieces(published: Published) -> list[str | Table]:
    headings = published.tables.form.headings
    pieces: list[str | Table] = [
        f"{published.organ}{published.year}年政府信息公开工作年度报告",
        headings[0],
        TEXT,
    ]
    for heading, table in zip(headings[1:4], published.three(), strict=True):
        pieces += [heading, table]
    return [*pieces, headings[4], TEXT, headings[5], FEES]


SURE: dict[str, Layout] = {
    "L1 pipes": in_lines(pipes),
    "L1 closed pipes": in_lines(closed_pipes, "report.md"),
    "L2 padded pipes": in_lines(padded_pipes),
    "L3 leading pipes": in_lines(leading_pipes),
    "L4 cells between pipes": in_lines(cells_between_pipes),
    "L5 cells and lone pipes": in_lines(cells_and_lone_pipes),
    "L6 cells with pipes": in_lines(cells_with_pipes),
    "L11 cut tables": in_lines(cut_tables, "report.md"),
    "L13 recognised": in_lines(recognised, "report.md"),
    "L15 page of a content system": cms_page,
    "L15 page in GB18030": gb_page,
    "L16 page in a script": page_in_script,
    "L17 traditional": traditional,
    "L19 misprints": in_lines(misprinted),
    "L20 odd values": in_lines(odd_values),
    "L21 sentences": in_lines(with_sentences),
    "word": lambda published: ("report.docx", docx.render(published.document())),
    "page": lambda published: ("report.html", html.render(published.document())),
    "pdf": lambda published: ("report.pdf", pdf.render(published.document())),
    "workbook": workbook,
}
BARE: dict[str, Layout] = {
    "L7 one cell a line": in_lines(one_cell_a_line),
    "L9 laid out": in_lines(laid_out),
    "L10 raw": in_lines(raw),
    "L14 flip-book": in_lines(flip_book),
}
LOST: dict[str, Layout] = {
    "L8 repeated lines removed": deduplicated,
    "L12 torn remarks": in_lines(torn_remarks),
}
LAYOUTS = {**SURE, **BARE, **LOST}
