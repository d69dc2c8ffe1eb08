"""Web pages as saved: innermost tables are grids, everything else is paragraphs."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.audit.readers.decoding import decode
from gongkai.audit.source import CELL_BREAK, Block, Grid, Source

BREAK = "\x1e"
TABLE = "\x1d"
WIDEST = 50
HIDDEN = ["script", "style", "noscript", "template"]
BLOCKS = (
    "p,div,br,li,h1,h2,h3,h4,h5,h6,tr,td,th,section,article,header,footer,center,blockquote,dt,dd,pre,caption"
)
BREAKING = frozenset({"p", "div", "br", "li"})


def read(data: bytes) -> Source:
    text, doubts = decode(data)
    tree = LexborHTMLParser(text.replace(BREAK, " ").replace(TABLE, " "))
    body = tree.body
    if body is None:
        return Source([], doubts=doubts)
    hints = [node.text() for node in tree.css("title")]
    body.strip_tags(HIDDEN)
    return Source(_blocks(body), hints=hints, doubts=doubts)


def _blocks(body: LexborNode) -> list[Block]:
    grids = []
    for table in body.css("table:not(:has(table))"):
        grids.append(Grid([_row(row) for row in table.css("tr")]))
        table.insert_before(BREAK + TABLE + BREAK)
        table.decompose()
    for node in body.css(BLOCKS):
        node.insert_before(BREAK)
        node.insert_after(BREAK)
    blocks: list[Block] = []
    waiting = iter(grids)
    for piece in body.text().split(BREAK):
        if piece == TABLE:
            blocks.append(next(waiting))
        elif not piece.isspace() and piece:
            blocks.append(piece)
    return blocks


def _row(row: LexborNode) -> list[str]:
    cells: list[str] = []
    for cell in row.iter():
        text = cell.text(separator=CELL_BREAK).strip()
        if not text:
            cells += [""] * _columns(cell)
        elif CELL_BREAK in text:
            cells.append(_joined(cell, text))
        else:
            cells.append(text)
    return cells


def _joined(cell: LexborNode, text: str) -> str:
    """A cell of several pieces; those with figures are joined by a line break where one is seen."""
    if not re.search(r"\d", text):
        return text.replace(CELL_BREAK, "")
    for node in cell.css(",".join(BREAKING)):
        node.insert_before(BREAK)
        node.insert_after(BREAK)
    pieces = [piece.strip() for piece in cell.text().split(BREAK)]
    return "\n".join(piece for piece in pieces if piece)


def _columns(cell: LexborNode) -> int:
    """How many columns a blank cell covers, within reason."""
    written = cell.attributes.get("colspan") or ""
    return max(1, min(int(written), WIDEST)) if written.isdecimal() and len(written) < WIDEST else 1
