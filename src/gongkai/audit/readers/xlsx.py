"""Excel workbooks: the filled cells of each sheet, row by row.

Read cell by cell as stored: readers that lay a sheet out as a full rectangle need gigabytes for one
stray cell in the last row.
"""

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from gongkai.audit.figures import Noise
from gongkai.audit.labels import classify
from gongkai.audit.readers.packages import BROKEN, TOO_MUCH, part, unpack, xml
from gongkai.audit.source import Block, Cells, Grid, Source, UnreadableError

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
WIDEST = 60
MOST_ROWS = 20_000
MOST_MERGES = 20_000
LARGEST_SHEETS = 16 << 20
EXACT = 1e15
Place = tuple[int, int]


def read(data: bytes) -> Source:
    """The workbook's sheets in order.

    Raises:
        UnreadableError: the package is broken, hostile, or no workbook.
    """
    package = unpack(data)
    try:
        strings = _strings(package)
        sheets = list(_sheets(package))
        if sum(package.getinfo(path).file_size for _, path in sheets) > LARGEST_SHEETS:
            raise UnreadableError(TOO_MUCH)
        blocks = [block for _, path in sheets for block in _blocks(_rows(part(package, path), strings))]
    except KeyError as error:
        raise UnreadableError("压缩包里没有完整的工作表，请另存为 .xlsx 后再试") from error
    return Source(blocks, hints=[name for name, _ in sheets])


def _strings(package: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    root = xml(part(package, "xl/sharedStrings.xml"))
    return [_text(node) for node in root.iter(f"{X}si")]


def _text(node: etree._Element) -> str:
    """A string's runs, without its phonetic readings."""
    runs = (text for text in node.iter(f"{X}t") if next(text.iterancestors(f"{X}rPh"), None) is None)
    return "".join(text.text or "" for text in runs)


def _sheets(package: ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and path, in the workbook's order."""
    targets = {
        node.get("Id"): (node.get("Target") or "").removeprefix("/xl/")
        for node in xml(part(package, "xl/_rels/workbook.xml.rels"))
    }
    for sheet in xml(part(package, "xl/workbook.xml")).iter(f"{X}sheet"):
        if sheet.get("state") in (None, "visible"):
            yield sheet.get("name") or "", f"xl/{targets[sheet.get(R)]}"


def _rows(sheet: bytes, strings: list[str]) -> Iterator[Cells]:
    """The rows with something in them; places that a merged cell covers are left out."""
    rows: list[dict[int, str]] = []
    numbers: list[int] = []
    covered: set[Place] = set()
    if sheet.count(b"mergeCell ") > MOST_MERGES:
        raise UnreadableError(TOO_MUCH)
    try:
        for _, node in etree.iterparse(io.BytesIO(sheet), tag=(f"{X}row", f"{X}mergeCell")):
            if node.tag == f"{X}mergeCell":
                covered |= _covered(node.get("ref") or "")
            elif filled := dict(_filled(node, strings)):
                rows.append(filled)
                numbers.append(int(node.get("r") or len(numbers) + 1))
            _forget(node)
            if len(rows) > MOST_ROWS:
                raise UnreadableError(f"工作表超过{MOST_ROWS}行，不像一份年度报告，请给出报告本身")
    except (etree.XMLSyntaxError, ValueError) as error:
        raise error if isinstance(error, UnreadableError) else UnreadableError(BROKEN) from error
    width = min(WIDEST, 1 + max((max(row) for row in rows), default=0))
    for number, row in zip(numbers, rows, strict=True):
        yield [row.get(column, "") for column in range(width) if (number, column) not in covered]


def _forget(node: etree._Element) -> None:
    node.clear()
    while (before := node.getprevious()) is not None:
        before.getparent().remove(before)  # type: ignore[union-attr]  # a sibling has a parent


def _filled(row: etree._Element, strings: list[str]) -> Iterator[tuple[int, str]]:
    for at, cell in enumerate(row):
        place = _place(cell.get("r") or "")
        column = place[1] if place else at
        text = _value(cell, strings).strip()
        if text and column < WIDEST:
            yield column, text


def _value(cell: etree._Element, strings: list[str]) -> str:
    kind, value = cell.get("t"), cell.findtext(f"{X}v") or ""
    if kind == "inlineStr":
        return _text(cell)
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    return _number(value) if kind in (None, "n") else value


def _number(written: str) -> str:
    """The number as it is shown: Excel stores 59237.2449 as 59237.244899999998."""
    try:
        value = float(written)
    except ValueError:
        return written
    return str(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)


def _covered(reference: str) -> set[Place]:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if not start or not end:
        return set()
    rows, columns = (
        range(start[0], min(end[0], start[0] + WIDEST) + 1),
        range(start[1], min(end[1], WIDEST) + 1),
    )
    return {(row, column) for row in rows for column in columns} - {start}


def _place(reference: str) -> Place | None:
    """The row, counted from 1, and the column, counted from 0, of a reference as B12."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1


def _blocks(rows: Iterator[Cells]) -> Iterator[Block]:
    """Rows with one filled cell that is no label are paragraphs."""
    for row in rows:
        filled = [cell for cell in row if cell]
        if len(filled) == 1 and isinstance(classify(filled[0]), Noise):
            yield filled[0]
        elif filled:
            yield Grid([row])
