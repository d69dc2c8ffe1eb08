"""Files that are broken or built to harm: each a name and bytes, and the word its refusal must contain.

Where the word is empty, the file may be read, but nothing may be made of it.
"""

import io
import struct
import zipfile
import zlib
from base64 import a85encode
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pikepdf
import xlsxwriter
from tests.database import once

from gongkai import data
from gongkai.documents import docx, report_file
from gongkai.documents.annual_report import build

DOCUMENT = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MEGABYTE = 1 << 20
PART_TWO, PART_THREE = "二、主动公开政府信息情况\n".encode(), "三、收到和处理政府信息公开申请情况\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def sample() -> bytes:
    """A good report, as Word."""
    return docx.render(build(report_file.read(data.read_text("demo/report.json"))))


def word(body: bytes, head: bytes = b"") -> bytes:
    content = b'<?xml version="1.0"?>' + head + f'<w:document xmlns:w="{W}"><w:body>'.encode()
    return package({DOCUMENT: content + body + b"</w:body></w:document>"})


def zip_bomb(megabytes: int = 300) -> bytes:
    return word(b"<w:p/>" + b" " * (megabytes * MEGABYTE))


def lying_zip_bomb() -> bytes:
    """A part that says it is a hundred bytes long and inflates to 60 MB."""
    file = bytearray(zip_bomb(60))
    at = file.rindex(b"PK\x01\x02")
    file[at + 24 : at + 28] = struct.pack("<I", 100)
    file[22:26] = struct.pack("<I", 100)
    return bytes(file)


def nested_zip() -> bytes:
    inner = package({"0": b"\0" * (20 * MEGABYTE)})
    return package({str(number): inner for number in range(200)})


def many_parts() -> bytes:
    return package({f"word/{number}": b"" for number in range(6000)} | {DOCUMENT: b"<a/>"})


def entity_bomb() -> bytes:
    entities = b'<!ENTITY a0 "boom">' + b"".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 10)
    )
    return word(b"<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", b"<!DOCTYPE x [" + entities + b"]>")


def entity_bomb_in_utf16() -> bytes:
    text = zipfile.ZipFile(io.BytesIO(entity_bomb())).read(DOCUMENT).decode()
    return package({DOCUMENT: text.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")})


def outside_entity() -> bytes:
    head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return word(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", head)


def late_document_type() -> bytes:
    return package({DOCUMENT: b"<!--" + b"x" * 5000 + b'--><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'})


def deep_word() -> bytes:
    return word(b"<w:tbl><w:tr><w:tc>" * 20_000 + b"</w:tc></w:tr></w:tbl>" * 20_000)


def wide_word() -> bytes:
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p/></w:tc>'
    return word(b"<w:tbl>" + (b"<w:tr>" + cell * 50 + b"</w:tr>") * 200 + b"</w:tbl>")


def empty_paragraphs(count: int) -> bytes:
    return word(b"<w:p/>" * count)


def encrypted_pdf() -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    return file.getvalue()


def pages(count: int) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page()
        document.save(file)
    return file.getvalue()


def drawing(content: bytes, *filters: pikepdf.Name, count: int = 1, repeated: int = 1) -> bytes:
    """Pages that share one content, said to be packed with those filters; some times over on each page."""
    file = io.BytesIO()
    with pikepdf.new() as document:
        helvetica = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        fonts = pikepdf.Dictionary(F=document.make_indirect(helvetica))
        stream = document.make_indirect(pikepdf.Stream(document, b""))
        stream.write(content, filter=pikepdf.Array(filters))
        for _ in range(count):
            page = document.add_blank_page().obj
            page.Resources = pikepdf.Dictionary(Font=fonts)
            page.Contents = pikepdf.Array([stream] * repeated)
        document.save(file, compress_streams=False)
    return file.getvalue()


FLATE, HEX, BASE_85 = pikepdf.Name.FlateDecode, pikepdf.Name.ASCIIHexDecode, pikepdf.Name.ASCII85Decode
LZW, RUN_LENGTH = pikepdf.Name.LZWDecode, pikepdf.Name.RunLengthDecode
STROKE, WRITTEN = b"0 0 m 9 9 l S\n", b"BT /F 9 Tf 9 9 Td (%b) Tj ET\n"


@cache
def strokes(times: int) -> bytes:
    """A deflated drawing of that many strokes."""
    return zlib.compress(STROKE * times, 9)


def written(text: bytes) -> bytes:
    return zlib.compress(WRITTEN % text, 9)


def ruled(lines: int) -> bytes:
    """A deflated drawing of a table with that many lines either way, and some text in it."""
    level = b"".join(b"0 %d m 900 %d l S\n" % (at * 4, at * 4) for at in range(lines))
    upright = b"".join(b"%d 0 m %d 900 l S\n" % (at * 4, at * 4) for at in range(lines))
    return zlib.compress(WRITTEN % (b"report " * 9) + level + upright, 9)


def parts_of(made: bytes) -> dict[str, bytes]:
    inside = zipfile.ZipFile(io.BytesIO(made))
    return {name: inside.read(name) for name in inside.namelist()}


@cache
def stray_cell() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "规章")
        sheet.write(1_048_575, 16_383, 1)
    return file.getvalue()


def empty_rows() -> bytes:
    parts = parts_of(stray_cell())
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 400_000))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<sheetData>", b"<sheetData>" + rows)
    return package(parts)


def wide_merge() -> bytes:
    parts = parts_of(stray_cell())
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    parts[sheet] = parts[sheet].replace(b"</worksheet>", merged)
    return package(parts)


def many_merges() -> bytes:
    merged = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % number for number in range(1, 150_000))
    sheet = b"<worksheet><sheetData/><mergeCells>" + merged + b"</mergeCells></worksheet>"
    parts = parts_of(stray_cell())
    return package({**parts, "xl/worksheets/sheet1.xml": sheet})


def many_sheets() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for _ in range(50):
            book.add_worksheet().write(0, 0, "规章")
    parts = parts_of(file.getvalue())
    sheets = (name for name in parts if name.startswith("xl/worksheets/"))
    return package({**parts, **dict.fromkeys(sheets, b"<a>" + b"<row/>" * 900000 + b"</a>")})


def tables_in_tables() -> bytes:
    begin, end = b"<w:tbl><w:tr><w:tc>" * 60, b"</w:tc></w:tr></w:tbl>" * 60
    return word(begin + b"<w:tbl><w:tr>" + b"<w:tc/>" * 500_000 + b"</w:tr></w:tbl>" + end)


def open_fonts(fonts: int, paragraphs: int) -> bytes:
    """Each paragraph begins with all the fonts that the first one left open."""
    opened = b"".join(b"<font color=%d>" % number for number in range(fonts))
    return b"<html><p>" + opened + b"</p>" + b"<p>1</p>" * paragraphs


def spans() -> bytes:
    row = '<tr><td colspan="100000" rowspan="100000"></td></tr>'
    return f"<html><body><table>{row * 2000}</table></body></html>".encode()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("a.docx", zip_bomb, "解压"),
    "lying zip bomb": ("a.docx", lying_zip_bomb, "损坏"),
    "nested zip": ("a.docx", nested_zip, "压缩包"),
    "many parts": ("a.docx", many_parts, "过多"),
    "entity bomb": ("a.docx", entity_bomb, "实体"),
    "entity bomb in utf-16": ("a.docx", entity_bomb_in_utf16, "损坏"),
    "outside entity": ("a.docx", outside_entity, "实体"),
    "late document type": ("a.docx", late_document_type, "实体"),
    "deep word": ("a.docx", deep_word, "损坏"),
    "wide word": ("a.docx", wide_word, ""),
    "tables in Word's tables": ("a.docx", tables_in_tables, ""),
    "a paragraph of boxes": (
        "a.docx",
        lambda: word(b"<w:p>" + b"<w:txbxContent><w:p/></w:txbxContent>" * 140_000 + b"</w:p>"),
        "",
    ),
    "elements without end": ("a.docx", lambda: word(b"<a/>" * 1_900_000), "过多"),
    "empty paragraphs": ("a.docx", lambda: empty_paragraphs(1_300_000), "过多"),
    "some empty paragraphs": ("a.docx", lambda: empty_paragraphs(550_000), ""),
    "truncated word": ("a.docx", lambda: word(b"<w:p/>" * 9999)[:-500], "损坏"),
    "a report cut short": ("a.docx", lambda: sample()[:5000], "损坏"),
    "broken xml": ("a.docx", lambda: word(b"<w:p>"), "损坏"),
    "encrypted word": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le") * 3, "密码"),
    "old word": ("a.doc", lambda: OLE + b"\0" * 999, "旧版"),
    "an archive": ("a.zip", lambda: package({"a.txt": b"a"}), "解压"),
    "an archive named as Word": ("a.docx", lambda: package({"other": b"x"}), "解压"),
    "encrypted pdf": ("a.pdf", encrypted_pdf, "密码"),
    "scanned pdf": ("a.pdf", lambda: pages(3), "扫描件"),
    "5,000 pages": ("a.pdf", lambda: pages(5000), "页"),
    "truncated pdf": ("a.pdf", lambda: pages(9)[:300], "损坏"),
    "the start of a pdf": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<", "损坏"),
    "pdf bomb": ("a.pdf", lambda: drawing(strokes(3_000_000), FLATE), "过大"),
    "pdf bomb in a bomb": (
        "a.pdf",
        lambda: drawing(zlib.compress(strokes(20_000_000), 9), FLATE, FLATE),
        "过大",
    ),
    "pdf bomb in hex": ("a.pdf", lambda: drawing(strokes(3_000_000).hex().encode(), HEX, FLATE), "过大"),
    "pdf bomb in base 85": (
        "a.pdf",
        lambda: drawing(a85encode(strokes(3_000_000)) + b"~>", BASE_85, FLATE),
        "过大",
    ),
    "pdf bomb of runs": ("a.pdf", lambda: drawing(b"\x81 " * 3_000_000, RUN_LENGTH), "过大"),
    "pdf bomb of codes": ("a.pdf", lambda: drawing(b"\x80\x08" * 99_000, LZW), "过大"),
    "strokes without end": ("a.pdf", lambda: drawing(strokes(1_000_000), FLATE), "过大"),
    "some strokes": (
        "a.pdf",
        lambda: drawing(zlib.compress(WRITTEN % (b"report " * 9) + STROKE * 71_000), FLATE),
        "",
    ),
    "a page of figures": ("a.pdf", lambda: drawing(written(b"1 " * 5_000_000), FLATE), ""),
    "some figures": ("a.pdf", lambda: drawing(written(b"1 " * 200_000), FLATE), ""),
    "ruled paper": ("a.pdf", lambda: drawing(ruled(1400), FLATE), ""),
    "pages that share": (
        "a.pdf",
        lambda: drawing(zlib.compress((WRITTEN % b"1 2 3") * 300_000, 9), FLATE, count=300),
        "过大",
    ),
    "a page that repeats": (
        "a.pdf",
        lambda: drawing(zlib.compress((WRITTEN % b"1 2 3") * 100_000, 9), FLATE, repeated=1000),
        "过大",
    ),
    "stray cell": ("a.xlsx", stray_cell, ""),
    "empty rows": ("a.xlsx", empty_rows, ""),
    "many merges": ("a.xlsx", many_merges, "过多"),
    "many sheets": ("a.xlsx", many_sheets, "过多"),
    "wide merge": ("a.xlsx", wide_merge, ""),
    "a line of 100 MB": ("a.txt", lambda: b"0" * (100 * MEGABYTE), "MB"),
    "a line of 49 MB": ("a.txt", lambda: "信".encode() * (16 * MEGABYTE), "MB"),
    "a line of 9 MB": ("a.txt", lambda: "信".encode() * (3 * MEGABYTE), ""),
    "figures without end": (
        "a.txt",
        lambda: "三、收到和处理政府信息公开申请情况\n".encode() + b"0 " * 4_500_000,
        "",
    ),
    "few enough lines": ("a.txt", lambda: PART_TWO + "规章\n0\n".encode() * 24_000, ""),
    "lines without end": (
        "a.txt",
        lambda: "二、主动公开政府信息情况\n".encode() + "规章\n0\n".encode() * 900_000,
        "",
    ),
    "bars without end": ("a.md", lambda: b"| 1 | 2\n\n|\n" * 800_000, "行"),
    "deep page": ("a.html", lambda: b"<html>" + b"<div>" * 1_500_000, "异常"),
    "deep page with quotes": ("a.html", lambda: b"<html>" + b'<i a=">">' * 900_000, "异常"),
    "attributes without end": (
        "a.html",
        lambda: b"<html><p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">",
        "异常",
    ),
    "an open quote": ("a.html", lambda: b"<html>" + b'<p a="' * 1_000_000, "异常"),
    "tables in tables": ("a.html", lambda: b"<html>" + b"<table><tr><td>" * 8000, ""),
    "open fonts": ("a.html", lambda: open_fonts(4000, 20_000), "异常"),
    "open fonts on a short page": ("a.html", lambda: open_fonts(2500, 8000), "异常"),
    "texts deep inside": (
        "a.html",
        lambda: b"<html>" + b"<p>0" + b"<i>" * 4900 + b"0<b>0</b>" * 90_000,
        "",
    ),
    "broken texts deep inside": (
        "a.html",
        lambda: b"<html>" + b"<p>0" + b"<i>" * 4900 + b"0<b>0</b><br>" * 60_000,
        "",
    ),
    "cells without end": ("a.html", lambda: b"<html><table>" + b"<tr><td>0<td>1" * 600_000, "异常"),
    "spans": ("a.html", spans, ""),
    "a script without end": ("a.html", lambda: b"<html><script>" + b"<td" * 1_000_000, ""),
    "nothing": ("a.txt", lambda: b"", "空"),
    "only NUL": ("a.txt", lambda: b"\0" * 5000, "空"),
    "NUL between": ("a.txt", lambda: "规\0章\0\n0\0".encode() * 99, ""),
    "half characters": ("a.txt", lambda: "规章\ud800\n0".encode("utf-16-le", "surrogatepass") * 99, ""),
    "half characters in a script": (
        "a.html",
        lambda: b'<html><script>x="<table><tr><td>\\ud800</td></tr></table>"</script>',
        "",
    ),
    "a picture": ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 999, "图片"),
    "noise": ("a.docx", lambda: bytes(range(256)) * 400, ""),
}


def files_of(kinds: Iterable[str] = HOSTILE) -> dict[str, Path]:
    """The files of those kinds, written once in a run: making them takes seconds."""
    folder = once("hostile", _write_all)
    return {kind: folder / f"{kind} {HOSTILE[kind][0]}" for kind in kinds}


def _write_all(folder: Path) -> None:
    for kind, (name, make, _) in HOSTILE.items():
        (folder / f"{kind} {name}").write_bytes(make())
