"""A document as Word (.docx) on the page of GB/T 9704-2012.

The parts that never change are files in ``data/docx``; only the body and the properties are
written here. The same document always gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import count, pairwise

from gongkai import data
from gongkai.documents.model import (
    Alignment,
    Cell,
    ClosingLine,
    Heading,
    OfficialDocument,
    Paragraph,
    Picture,
    Placed,
    Table,
)

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_CHARACTER = 315
EMU_PER_MM = 36_000
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
FIXED_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package.rels",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer-odd.xml": "footer-odd.xml",
    "word/footer-even.xml": "footer-even.xml",
}
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
PICTURE_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:pic="{PICTURE}"'
)
# A4; 37 mm above, 28 mm left, a text block of 156 by 225 mm. The styles make 22 lines of it (28.95 pt)
# with 28 characters each (16 pt less 0.25): a character grid would do so in Word but not elsewhere.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417"'
    ' w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/>'
)
FOOTERS = '<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
CORE = (
    XML + "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
JUSTIFICATION = {
    Alignment.LEFT: "left",
    Alignment.CENTER: "center",
    Alignment.RIGHT: "right",
    Alignment.JUSTIFY: "both",
}
LABEL_INSET = '<w:ind w:left="30"/>'
BLANK_LINE = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>'
KEPT = "<w:keepNext/><w:keepLines/>"
KEPT_BLANK_LINE = BLANK_LINE.replace("</w:pPr>", f"{KEPT}</w:pPr>")


def render(document: OfficialDocument) -> bytes:
    """The document as a .docx file."""
    parts = {name: _fixed(source) for name, source in FIXED_PARTS.items()}
    parts["docProps/core.xml"] = _core(document).encode()
    parts["word/document.xml"] = _body(document).encode()
    if document.pictures:
        parts |= _pictures(document, parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return packed.getvalue()


def _pictures(document: OfficialDocument, parts: dict[str, bytes]) -> dict[str, bytes]:
    """The files of the pictures, and the parts that tell of them."""
    links, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
    placed = list(enumerate(document.pictures, 1))
    related = "".join(
        f'<Relationship Id="picture{number}" Type="{PICTURE_LINK}" Target="{_picture_name(number, each)}"/>'
        for number, each in placed
    )
    kinds = sorted({each.kind for _, each in placed})
    known = "".join(f'<Default Extension="{kind}" ContentType="image/{kind}"/>' for kind in kinds)
    return {
        links: parts[links].replace(b"</Relationships>", f"{related}</Relationships>".encode()),
        types: parts[types].replace(b"</Types>", f"{known}</Types>".encode()),
        **{f"word/{_picture_name(number, each)}": each.content for number, each in placed},
    }


def _picture_name(number: int, picture: Picture) -> str:
    return f"media/picture{number}.{picture.kind}"


@cache
def _fixed(source: str) -> bytes:
    return data.read_text(f"docx/{source}").encode()


def _core(document: OfficialDocument) -> str:
    told = [
        ("dc:title", "", document.plain_title),
        ("dc:subject", "", document.subject),
        ("dc:creator", "", document.organ),
        ("dc:language", "", document.language),
    ]
    if document.properties_on:
        moment = f"{document.properties_on.isoformat()}T00:00:00Z"
        told += [
            (f"dcterms:{name}", ' xsi:type="dcterms:W3CDTF"', moment) for name in ("created", "modified")
        ]
    elements = [f"<{name}{kind}>{escape(text)}</{name}>" for name, kind, text in told if text]
    return f"{CORE}{''.join(elements)}</cp:coreProperties>"


def _body(document: OfficialDocument) -> str:
    footers = FOOTERS if document.numbers_pages else ""
    parts = [*_head(document), *_blocks(document), *_foot(document)]
    return (
        f"{XML}<w:document {NAMESPACES}><w:body>{''.join(parts)}"
        f"<w:sectPr>{footers}{PAGE}</w:sectPr></w:body></w:document>"
    )


def _head(document: OfficialDocument) -> Iterator[str]:
    if document.masthead:
        yield _paragraph(document.masthead, "Masthead")
        yield BLANK_LINE
        yield _paragraph(document.number, "RuledNumber")
        yield BLANK_LINE
    yield _paragraph(document.title, "Title")
    if document.number and not document.masthead:
        yield _paragraph(document.number, "DocumentNumber")
    yield BLANK_LINE
    if document.recipient:
        yield _paragraph(f"{document.recipient}：", "BodyText")


def _blocks(document: OfficialDocument) -> Iterator[str]:
    """The blocks. No signature stands on a page without some of the text: the last paragraph goes with it."""
    pictures = count(1)
    for place, block in enumerate(document.blocks, 1):
        if isinstance(block, Picture):
            yield _picture(block, next(pictures))
            continue
        ends = place == len(document.blocks)
        is_kept = ends and bool(document.closing) and isinstance(block, Paragraph)
        yield _block(block, KEPT if is_kept else "")


def _foot(document: OfficialDocument) -> Iterator[str]:
    kept, blank = (KEPT, KEPT_BLANK_LINE) if document.closing else ("", BLANK_LINE)
    if document.attachments:
        yield blank
        for line in document.attachment_lines:
            yield _paragraph(line, "BodyText", kept + _indent(2))
    if document.closing:
        yield blank
        for closing in document.closing[:-1]:
            yield _closing(closing, KEPT)
        yield _closing(document.closing[-1])
    for note in document.notes:
        yield _paragraph(note, "BodyText", _indent(2))


def _block(block: Heading | Paragraph | Table, kept: str = "") -> str:
    match block:
        case Heading():
            return _paragraph(block.text, f"Heading{block.level}")
        case Paragraph():
            aligned = f'<w:jc w:val="{JUSTIFICATION[block.align]}"/>'
            return _paragraph(block.text, "BodyText", kept + _indent(block.indent) + aligned)
        case Table():
            return _table(block)


def _picture(picture: Picture, number: int) -> str:
    size = f'cx="{round(picture.width_mm * EMU_PER_MM)}" cy="{round(picture.height_mm * EMU_PER_MM)}"'
    told = f'id="{number}" name="picture{number}" descr="{escape(picture.description)}"'
    return (
        '<w:p><w:pPr><w:pStyle w:val="Picture"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {told}/>'
        f'<a:graphic><a:graphicData uri="{PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def _closing(line: ClosingLine, kept: str = "") -> str:
    right = (
        f'<w:ind w:rightChars="{round(line.indent * 100)}"'
        f' w:right="{round(line.indent * TWIPS_PER_CHARACTER)}"/>'
    )
    return _paragraph(line.text, "Closing", kept + right)


def _indent(characters: int) -> str:
    twips = characters * TWIPS_PER_CHARACTER
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{twips}"/>' if characters else ""


def _paragraph(text: str, style: str, properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{run}</w:rPr>{_text(text)}</w:r></w:p>'
    )


def _text(text: str) -> str:
    escaped = escape(text)
    if "\n" in escaped or "\t" in escaped:
        between = '</w:t><w:br/><w:t xml:space="preserve">'
        escaped = escaped.replace("\n", between).replace("\t", between.replace("w:br", "w:tab"))
    return f'<w:t xml:space="preserve">{escaped}</w:t>'


def _table(table: Table) -> str:
    widths = _twips(table.widths_mm)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    shown = _paragraph(table.caption, "Caption") if table.caption and table.shows_caption else ""
    told = f'<w:tblCaption w:val="{escape(table.caption)}"/>' if table.caption else ""
    described = f'<w:tblDescription w:val="{escape(table.description)}"/>' if table.description else ""
    rows = "".join(_row(table, row, widths) for row in range(len(table.rows)))
    return (
        f'{shown}<w:tbl><w:tblPr><w:tblStyle w:val="OfficialTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="00A0" w:firstRow="1" w:firstColumn="1"/>{told}{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>" + _paragraph("", "AfterTable")
    )


def _twips(widths_mm: tuple[float, ...]) -> list[int]:
    """Column widths whose sum is not off by their roundings."""
    edges = [0]
    covered = 0.0
    for width in widths_mm:
        covered += width
        edges.append(round(covered * TWIPS_PER_MM))
    return [right - left for left, right in pairwise(edges)]


def _row(table: Table, row: int, widths: list[int]) -> str:
    height = f'<w:trHeight w:val="{round(table.row_height_mm * TWIPS_PER_MM)}"/>'
    header = "<w:tblHeader/>" if row < table.header_rows else ""
    stays = table.on_one_page and row + 1 < len(table.rows)
    run = f'<w:sz w:val="{round(table.size_pt * 2)}"/><w:szCs w:val="{round(table.size_pt * 2)}"/>'
    cells = []
    column = 0
    while column < len(widths):
        found = table.grid[row][column]
        cells.append(_cell(found, row, widths, "<w:keepNext/>" * stays, run))
        column = found.column_span.stop
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(found: Placed, row: int, widths: list[int], stays: str, run: str) -> str:
    cell = found.cell
    width = sum(widths[found.column : found.column_span.stop])
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    down = _merge(cell, begins=row == found.row)
    text = cell.text if row == found.row else ""
    inset = LABEL_INSET if cell.align is Alignment.LEFT else ""
    properties = f'{stays}{inset}<w:jc w:val="{JUSTIFICATION[cell.align]}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(text, 'TableText', properties, run)}</w:tc>"
    )


def _merge(cell: Cell, *, begins: bool) -> str:
    if cell.rows == 1:
        return ""
    return '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
