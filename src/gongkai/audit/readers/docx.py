"""Word documents: the paragraphs and tables of word/document.xml, as they read on paper.

Deleted text is left out; of a drawing given in two ways, the first; text boxes count as paragraphs.
"""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from gongkai.audit.readers.packages import part, unpack, xml
from gongkai.audit.source import Block, Grid, Source, UnreadableError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE, ROW, CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
TEXT, TAB, BREAK, DELETED, MOVED = f"{W}t", f"{W}tab", f"{W}br", f"{W}del", f"{W}moveFrom"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
BOX = f"{W}txbxContent"
LEFT_OUT = (DELETED, MOVED, FALLBACK)
PRINTED = (TEXT, TAB, BREAK)
SPAN, MERGE, VALUE = f"{W}gridSpan", f"{W}vMerge", f"{W}val"
BETWEEN = {PARAGRAPH: "\n", BREAK: "\n", TAB: " "}
WIDEST = 50


def read(data: bytes) -> Source:
    """The document's blocks.

    Raises:
        UnreadableError: the package is broken, hostile, or no Word document.
    """
    package = unpack(data)
    try:
        body = xml(part(package, "word/document.xml")).find(f"{W}body")
    except KeyError as error:
        raise UnreadableError("压缩包里没有 Word 正文，请另存为 .docx 后再试") from error
    try:
        hints = [node.text or "" for node in xml(part(package, "docProps/core.xml")).iter(TITLE)]
    except (KeyError, UnreadableError):
        hints = []
    return Source([] if body is None else _body(body), hints=hints)


def _body(body: etree._Element) -> list[Block]:
    boxes: dict[etree._Element, list[etree._Element]] = {}
    for node in list(body.iter(*LEFT_OUT, BOX)):
        parent = node.getparent()
        if parent is None:
            continue
        parent.remove(node)
        if node.tag == BOX and (holder := next(parent.iterancestors(PARAGRAPH), None)) is not None:
            boxes.setdefault(holder, []).append(node)
    return list(_blocks(body, boxes))


def _blocks(
    parent: etree._Element, boxes: Mapping[etree._Element, Sequence[etree._Element]]
) -> Iterator[Block]:
    for node in parent:
        if node.tag == PARAGRAPH:
            yield _text(node)
            for box in boxes.get(node, ()):
                yield from _blocks(box, boxes)
        elif node.tag == TABLE:
            yield from _table(node, boxes)
        else:
            yield from _blocks(node, boxes)


def _table(
    table: etree._Element, boxes: Mapping[etree._Element, Sequence[etree._Element]]
) -> Iterator[Block]:
    """A table as a grid; one that holds tables only lays them out, so its cells are read one by one."""
    if next(table.iterdescendants(TABLE), None) is None:
        yield _grid(table)
        return
    for cell in _own_cells(table):
        yield from _blocks(cell, boxes)


def _own_cells(parent: etree._Element) -> Iterator[etree._Element]:
    """The cells inside, but not those of tables inside them: each is met once, however deep tables nest."""
    for node in parent:
        if node.tag == CELL:
            yield node
        elif node.tag != TABLE:
            yield from _own_cells(node)


def _grid(table: etree._Element) -> Grid:
    """The table's cells, in one walk over it: asking each cell by itself takes twice as long."""
    covered, columns = _merges(table)
    rows: list[list[str]] = [[]]
    pieces: list[str] = []
    cell = None
    for node in table.iter(ROW, CELL, PARAGRAPH, *PRINTED):
        tag = node.tag
        if tag == TEXT:
            pieces.append(node.text or "")
        elif tag in BETWEEN:
            pieces.append(BETWEEN[tag])
        else:
            if cell is not None and cell not in covered:
                rows[-1] += _cells(pieces, columns.get(cell, 1))
            pieces, cell = [], node if tag == CELL else None
            if tag == ROW:
                rows.append([])
    if cell is not None and cell not in covered:
        rows[-1] += _cells(pieces, columns.get(cell, 1))
    return Grid(rows[1:])


def _cells(pieces: list[str], columns: int) -> list[str]:
    text = "".join(pieces).strip()
    if "\n" in text:
        text = "\n".join(filter(None, map(str.strip, text.split("\n"))))
    return [text] if text else [""] * columns


def _merges(table: etree._Element) -> tuple[set[etree._Element], dict[etree._Element, int]]:
    """The cells that a cell above covers, and how many columns the wide ones cover, within reason."""
    covered: set[etree._Element] = set()
    columns: dict[etree._Element, int] = {}
    for node in table.iter(SPAN, MERGE):
        cell = next(node.iterancestors(CELL), None)
        written = node.get(VALUE) or ""
        if cell is None:
            continue
        if node.tag == MERGE and written != "restart":
            covered.add(cell)
        elif node.tag == SPAN and written.isdecimal() and len(written) < WIDEST:
            columns[cell] = max(1, min(int(written), WIDEST))
    return covered, columns


def _text(paragraph: etree._Element) -> str:
    pieces = [
        (node.text or "") if node.tag == TEXT else "\n" if node.tag == BREAK else " "
        for node in paragraph.iter(*PRINTED)
    ]
    return "".join(pieces).strip()
