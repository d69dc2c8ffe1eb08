"""Excel files: cells, hidden rows, columns and sheets, comments, data kept behind tables."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from posixpath import join, normpath

from lxml import etree

from gongkai.files.confined.inspection.office import base, numbered, opened, paragraphs, words
from gongkai.files.confined.inspection.passages import Mark, Passage

BOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
COMMENTS = re.compile(r"xl/(?:comments\d*|comments/comment\d*|threadedComments/threadedComment\d*)\.xml")
DRAWINGS = re.compile(r"xl/drawings/drawing\d+\.xml")
CACHED = re.compile(r"xl/(?:pivotCache/pivotCache\w+\d+|externalLinks/externalLink\d+)\.xml")
CELL = re.compile(r"([A-Z]{1,3})(\d+)")
LAYOUT = re.compile(r'&(?:"[^"]*"|[A-Za-z]|\d{1,3})')  # where in the line, in which font
ON = {"1", "true"}
MOST_SHOWN = 200


def passages(package: zipfile.ZipFile) -> Iterator[Passage]:
    """All that stands in an Excel file."""
    strings = _strings(package)
    targets = _targets(package)
    for sheet in opened(package, BOOK).iter("{*}sheet"):
        name, state = sheet.get("name", ""), sheet.get("state", "visible")
        if state != "visible":
            yield Passage(f"工作表“{name}”", f"工作表“{name}”被隐藏", Mark.HIDDEN_SHEET)
        part = targets.get(sheet.get(RELATION, ""))
        if part in package.namelist():
            yield from _of_sheet(opened(package, str(part)), name, strings)
    for part in numbered(package.namelist(), COMMENTS):
        for node in opened(package, part).iter("{*}comment", "{*}threadedComment"):
            yield Passage(f"单元格{node.get('ref', '')}的批注", words(node), Mark.COMMENT)
    for part in numbered(package.namelist(), DRAWINGS):
        yield from (Passage("文本框", text) for text in paragraphs(opened(package, part)))
    yield from _cached(package)


def _of_sheet(root: etree._Element, name: str, strings: list[str]) -> Iterator[Passage]:
    columns = _hidden_columns(root)
    rows: list[str] = []
    hidden_cells = False
    for row in root.iter("{*}row"):
        is_hidden = row.get("hidden") in ON or row.get("ht") == "0"
        filled = [(ref, text) for ref, text in _cells(row, strings) if text.strip()]
        if is_hidden and filled:
            rows.append(row.get("r", ""))
        for ref, text in filled:
            hidden_cells = hidden_cells or any(_column(ref) in span for span in columns)
            yield Passage(f"工作表“{name}”{ref}", text)
    if rows:
        shown = "、".join(rows[:MOST_SHOWN])
        yield Passage(f"工作表“{name}”", f"第{shown}行被隐藏", Mark.HIDDEN_ROWS)
    if hidden_cells:
        spans = "、".join(f"{_letters(span.start)}至{_letters(span.stop - 1)}" for span in columns)
        yield Passage(f"工作表“{name}”", f"{spans}列被隐藏", Mark.HIDDEN_COLUMNS)
    for node in root.iter("{*}headerFooter"):
        if text := LAYOUT.sub(" ", words(node)).strip():
            yield Passage(f"工作表“{name}”的页眉页脚", text)


def _cells(row: etree._Element, strings: list[str]) -> Iterator[tuple[str, str]]:
    for cell in row.iter("{*}c"):
        yield cell.get("r", ""), _value(cell, strings)


def _value(cell: etree._Element, strings: list[str]) -> str:
    value = cell.findtext("{*}v") or ""
    match cell.get("t"):
        case "s":
            return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
        case "inlineStr":
            return words(cell)
        case "str" | "e" | "b":
            return value
    return _number(value)


def _number(value: str) -> str:
    """A number as people read it: 13800138000 and not 1.3800138E10."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return f"{number:f}" if "E" in value.upper() and abs(number.adjusted()) < MOST_SHOWN else value


def _hidden_columns(root: etree._Element) -> list[range]:
    return [
        range(int(node.get("min", "1")), int(node.get("max", "1")) + 1)
        for node in root.iter("{*}col")
        if node.get("hidden") in ON or node.get("width") == "0"
    ]


def _column(ref: str) -> int:
    found = CELL.fullmatch(ref)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _strings(package: zipfile.ZipFile) -> list[str]:
    if STRINGS not in package.namelist():
        return []
    found = []
    for item in opened(package, STRINGS).iter("{*}si"):
        # Readings beside the characters are not part of the text.
        pieces = [node.text or "" for node in item.iter("{*}t") if _tag(node.getparent()) != "rPh"]
        found.append("".join(pieces))
    return found


def _tag(node: etree._Element | None) -> str:
    return "" if node is None else etree.QName(node).localname


def _targets(package: zipfile.ZipFile) -> Mapping[str, str]:
    if RELATIONS not in package.namelist():
        return {}
    return {
        node.get("Id", ""): _inside(node.get("Target", ""))
        for node in opened(package, RELATIONS).iter("{*}*")
    }


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _cached(package: zipfile.ZipFile) -> Iterator[Passage]:
    """Data that tables and links keep a copy of, whatever the sheet shows."""
    for part in numbered(package.namelist(), CACHED):
        root = opened(package, part)
        values = [node.get("v", "") for node in root.iter("{*}s", "{*}n") if node.get("v")]
        values += [node.text or "" for node in root.iter("{*}v") if node.text]
        if values:
            yield Passage(f"缓存的源数据（{base(part)}）", "\n".join(values), Mark.CACHED_DATA)
