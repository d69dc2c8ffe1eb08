"""A document as PDF: an archive file (PDF/A-2a) and an accessible one (PDF/UA-1) in one.

Set with typst. The text goes to it as data, so nothing a user writes is ever run; it sees a
folder with nothing but the pictures, and no network. The same document and fonts always give the same bytes.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pylopdf_fonts_zh_cn import sans_path, serif_path

from gongkai import data
from gongkai.documents.model import (
    Block,
    Heading,
    OfficialDocument,
    Paragraph,
    Picture,
    PictureKind,
    Placed,
    Table,
)
from gongkai.later import Later

if TYPE_CHECKING:
    import typst
else:
    typst = Later("typst")

NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
PICTURE_FORMATS = {PictureKind.PNG: "png", PictureKind.JPEG: "jpg", PictureKind.GIF: "gif"}
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
# For each use, the names an office's fonts go by, best first; the last one is always at hand.
FAMILIES = {
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", SERIF),
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", SERIF),
    "black": ("黑体", "SimHei", "STHeiti", SANS),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", SERIF),
    "song": ("宋体", "SimSun", "STSong", SERIF),
}


class FontPathError(ValueError):
    """The folder of fonts is not there."""


class UndatedError(ValueError):
    """An archive file must be dated, and the document has no date."""


class TypesettingError(ValueError):
    """The document could not be set, as where no font has a character."""


@dataclass(frozen=True)
class FontSet:
    """The fonts at hand, and for each use the families to take, best first."""

    fonts: "typst.Fonts"
    families: dict[str, list[str]]

    @property
    def embolden(self) -> bool:
        """Whether titles are drawn fatter, because no title face is at hand."""
        return self.families["title"] == [SERIF]


def _reason(error: "typst.TypstError") -> str:
    if missing := NO_GLYPH.search(error.message):
        return f"字体里没有“{missing[1]}”这样的字，请用 --font-path 指定有这些字的字体文件夹，或者改用别的字"
    return f"排版没有成功：{error.message}"


@cache
def font_set(folder: Path | None = None) -> FontSet:
    """The fonts of the package and of the office's folder, read once in a process.

    Raises:
        FontPathError: there is no such folder.
    """
    if folder and not folder.is_dir():
        raise FontPathError(f"字体文件夹“{folder}”不存在，请检查 --font-path 或环境变量 GONGKAI_FONTS")
    folders = {serif_path().parent, sans_path().parent, *([folder] if folder else [])}
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(map(str, folders))
    )
    found = {family.casefold() for family in fonts.families()}
    return FontSet(
        fonts, {use: [name for name in names if name.casefold() in found] for use, names in FAMILIES.items()}
    )


def render(document: OfficialDocument, fonts: Path | None = None) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1; ``fonts`` is a folder with the office's own fonts.

    Raises:
        FontPathError: there is no such folder.
        UndatedError: the document has no date.
        TypesettingError: it cannot be set, as where no font has a character.
    """
    if document.properties_on is None:
        raise UndatedError("存档的 PDF 必须有日期，请写明成文日期")
    chosen = font_set(fonts)
    midnight = datetime.combine(document.properties_on, time(), UTC)
    with tempfile.TemporaryDirectory() as folder:
        program = _program(Path(folder))
        _put_pictures(document, Path(folder))
        try:
            return typst.compile(
                program,
                root=folder,
                font_paths=chosen.fonts,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"document": json.dumps(_facts(document, chosen), ensure_ascii=False)},
                pdf_standards=["a-2a", "ua-1"],
                package_path=folder,
                package_cache_path=folder,
                timestamp=midnight,
            )
        except typst.TypstError as error:
            raise TypesettingError(_reason(error)) from error


def _program(folder: Path) -> str:
    program = folder / "document.typ"
    program.write_text(data.read_text("typst/document.typ"), encoding="utf-8")
    return str(program)


def _put_pictures(document: OfficialDocument, folder: Path) -> None:
    for place, block in enumerate(document.blocks):
        if isinstance(block, Picture):
            (folder / _picture_name(place)).write_bytes(block.content)


def _picture_name(place: int) -> str:
    return f"picture-{place}"


def _facts(document: OfficialDocument, fonts: FontSet) -> dict[str, Any]:
    day = document.properties_on
    return {
        "title": document.plain_title,
        "shown": document.title,
        "organ": document.organ,
        "subject": document.subject,
        "language": document.language,
        "date": day and [day.year, day.month, day.day],
        "masthead": document.masthead,
        "number": document.number,
        "recipient": document.recipient and f"{document.recipient}：",
        "blocks": [_block(block, place) for place, block in enumerate(document.blocks)],
        "attachments": document.attachment_lines,
        "closing": [{"text": line.text, "indent": line.indent} for line in document.closing],
        "notes": document.notes,
        "pages": document.numbers_pages,
        "fonts": {**fonts.families, "embolden": fonts.embolden},
    }


def _block(block: Block, place: int) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"kind": "paragraph", "text": block.text, "indent": block.indent, "align": block.align}
        case Table():
            return _table(block)
        case Picture():
            return {
                "kind": "picture",
                "file": _picture_name(place),
                "format": PICTURE_FORMATS[block.kind],
                "width": block.width_mm,
                "height": block.height_mm,
                "description": block.description,
            }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "widths": table.widths_mm,
        "size": table.size_pt,
        "height": table.row_height_mm,
        "caption": table.caption if table.shows_caption else "",
        "whole": table.on_one_page,
        "bands": list(_bands(table)),
    }


def _bands(table: Table) -> Iterator[dict[str, Any]]:
    """Runs of rows that are headers or not; only the first run is repeated on a new page."""
    rows = [row < table.header_rows or table.is_header_row(row) for row in range(len(table.rows))]
    start = 0
    while start < len(rows):
        stop = start + 1
        while stop < len(rows) and rows[stop] == rows[start] and stop != table.header_rows:
            stop += 1
        cells = [_cell(found) for found in table.placed if start <= found.row < stop]
        yield {"header": rows[start], "repeats": start == 0, "cells": cells}
        start = stop


def _cell(found: Placed) -> dict[str, Any]:
    cell = found.cell
    return {"text": cell.text, "columns": cell.columns, "rows": cell.rows, "align": cell.align}
