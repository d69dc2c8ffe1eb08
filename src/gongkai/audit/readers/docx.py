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
SPAN, MERGE, VALUE = f"{W}tcPr/{W}gridSpan", f"{W}tcPr/{W}vMerge", f"{W}val"
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
    if table.find(f".//{TABLE}") is None:
        yield Grid([_row(row) for row in table.iter(ROW)])
        return
    for cell in table.iter(CELL):
        if next(cell.iterancestors(TABLE)) is table:
            yield from _blocks(cell, boxes)


def _row(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(CELL):
        merge = cell.find(MERGE)
        if merge is not None and merge.get(VALUE) != "restart":
            continue
        text = "\n".join(filter(None, map(_text, cell.iter(PARAGRAPH))))
        cells += [text] if text else [""] * _columns(cell)
    return cells


def _text(paragraph: etree._Element) -> str:
    pieces = [
        (node.text or "") if node.tag == TEXT else "\n" if node.tag == BREAK else " "
        for node in paragraph.iter(*PRINTED)
    ]
    return "".join(pieces).strip()


def _columns(cell: etree._Element) -> int:
    """How many columns a blank cell covers, within reason."""
    span = cell.find(SPAN)
    written = "" if span is None else span.get(VALUE) or ""
    return max(1, min(int(written), WIDEST)) if written.isdecimal() and len(written) < WIDEST else 1
