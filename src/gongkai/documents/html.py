"""A document as one web page that stands alone: no script, no outside file, readable by everyone.

Every figure names its headers, so that a screen reader can tell them; wide tables scroll in a
region of their own that can be reached by keyboard; on paper the page is that of GB/T 9704.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from html import escape

from gongkai import data
from gongkai.documents.model import (
    Alignment,
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Picture,
    Placed,
    Table,
)

WIDE_FROM_COLUMNS = 7
CLASSES = {Alignment.LEFT: "left", Alignment.CENTER: "center", Alignment.RIGHT: "right"}


def render(document: OfficialDocument) -> bytes:
    """The document as a web page in UTF-8."""
    body = "\n".join((*_head(document), *_blocks(document), *_foot(document)))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n{_meta(document)}'
        f"<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


@cache
def _style() -> str:
    return data.read_text("html/document.css")


def _meta(document: OfficialDocument) -> str:
    told = {"author": document.organ, "description": document.subject}
    named = "".join(f'<meta name="{name}" content="{escape(text)}">\n' for name, text in told.items() if text)
    return (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.plain_title)}</title>\n{named}"
    )


def _head(document: OfficialDocument) -> Iterator[str]:
    if document.masthead:
        yield f'<p class="masthead">{_lines(document.masthead)}</p>'
        yield f'<p class="ruled">{_lines(document.number)}</p>'
    yield f"<h1>{_lines(document.title)}</h1>"
    if document.number and not document.masthead:
        yield f'<p class="center">{_lines(document.number)}</p>'
    if document.recipient:
        yield f"<p>{_lines(document.recipient)}：</p>"


def _foot(document: OfficialDocument) -> Iterator[str]:
    for line in document.attachment_lines:
        yield f'<p class="i2">{_lines(line)}</p>'
    if document.closing:
        lines = "\n".join(
            f'<p style="padding-right: {line.indent:g}em">{_lines(line.text)}</p>'
            for line in document.closing
        )
        yield f'<div class="closing">\n{lines}\n</div>'
    for note in document.notes:
        yield f'<p class="i2">{_lines(note)}</p>'


def _blocks(document: OfficialDocument) -> Iterator[str]:
    number = 0
    for block in document.blocks:
        number += isinstance(block, Table)
        yield _block(block, f"t{number}")


def _block(block: Block, name: str) -> str:
    match block:
        case Heading():
            return f"<h{block.level + 1}>{_lines(block.text)}</h{block.level + 1}>"
        case Paragraph():
            return f"<p{_paragraph_look(block)}>{_lines(block.text)}</p>"
        case Table():
            return _table(block, name)
        case Picture():
            return _picture(block)


def _picture(picture: Picture) -> str:
    address = f"data:image/{picture.kind};base64,{b64encode(picture.content).decode()}"
    size = f'style="width: {picture.width_mm:g}mm; max-width: 100%"'
    return f'<p class="center"><img src="{address}" alt="{escape(picture.description)}" {size}></p>'


def _paragraph_look(paragraph: Paragraph) -> str:
    look = CLASSES.get(paragraph.align, "")
    if paragraph.indent == 2:  # noqa: PLR2004  the two characters by which every paragraph begins
        return f' class="{f"i2 {look}".strip()}"'
    indent = f' style="text-indent: {paragraph.indent}em"' if paragraph.indent else ""
    return (f' class="{look}"' if look else "") + indent


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _table(table: Table, name: str) -> str:
    wide = ' class="wide"' if len(table.widths_mm) >= WIDE_FROM_COLUMNS else ""
    unseen = "" if table.shows_caption else ' class="unseen"'
    labelled = f' aria-labelledby="{name}"' if table.caption else ' aria-label="表格"'
    told = f'<caption{unseen} id="{name}">{escape(table.caption)}</caption>\n' if table.caption else ""
    total = sum(table.widths_mm)
    columns = "".join(f'<col style="width: {width / total:.2%}">' for width in table.widths_mm)
    rows = [_row(table, row, name) for row in range(len(table.rows))]
    head, body = rows[: table.header_rows], rows[table.header_rows :]
    return (
        f'<div class="table" role="region"{labelled} tabindex="0">\n<table{wide}>\n{told}'
        f"<colgroup>{columns}</colgroup>\n{_group('thead', head)}{_group('tbody', body)}</table>\n</div>"
    )


def _group(kind: str, rows: list[str]) -> str:
    return f"<{kind}>\n{''.join(rows)}</{kind}>\n" if rows else ""


def _row(table: Table, row: int, name: str) -> str:
    cells = "".join(_cell(table, found, name) for found in table.placed if found.row == row)
    return f"<tr>{cells}</tr>\n"


def _cell(table: Table, found: Placed, name: str) -> str:
    cell = found.cell
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    looks = [CLASSES[cell.align]] if cell.align in {Alignment.LEFT, Alignment.RIGHT} else []
    looks += ["whole"] if "\n" in cell.text else []
    look = f' class="{" ".join(looks)}"' if looks else ""
    text = escape(cell.text).replace("\n", "<wbr>")
    if cell.scope is None:
        headers = " ".join(_id(name, header) for header in table.headers_of(found))
        told = f' headers="{headers}"' if headers else ""
        return f"<td{spans}{look}{told}>{text}</td>"
    return f'<th id="{_id(name, found)}" scope="{cell.scope}"{spans}{look}>{text}</th>'


def _id(name: str, found: Placed) -> str:
    return f"{name}-{found.row + 1}-{found.column + 1}"
