"""What people bring in Word and Excel, as text to go on with: in the confined process."""

import base64
import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import mammoth
import python_calamine
from mammoth import documents, transforms

from gongkai.files.confined.encodings import decoded
from gongkai.files.confined.names import PAGE, ROWS
from gongkai.files.confined.refusals import UnfitError

LARGEST_PICTURE, LARGEST_PICTURES = 1_500_000, 3_000_000
SHOWN = ("image/png", "image/jpeg", "image/gif")
LONGEST_HEADING = 40
FIRST_LEVEL = re.compile(r"第[一二三四五六七八九十百]+[章编]|[一二三四五六七八九十]{1,3}、")
SECOND_LEVEL = re.compile(r"第[一二三四五六七八九十百]+节|[（(][一二三四五六七八九十]{1,3}[)）]")
MOST_ROWS, MOST_COLUMNS = 5000, 60
STYLES = "\n".join(
    (
        "p[style-name='Title'] => p.title:fresh",
        "p[style-name='标题'] => p.title:fresh",
        "p[style-name='Subtitle'] => p.center:fresh",
        "p[style-name='gongkai center'] => p.center:fresh",
        "p[style-name='gongkai right'] => p.right:fresh",
        "p[style-name='gongkai first'] => h2:fresh",
        "p[style-name='gongkai second'] => h3:fresh",
        *(
            f"p[style-name='{name} {level}'] => h{min(level + 1, 6)}:fresh"
            for name in ("heading", "Heading", "标题")
            for level in range(1, 7)
        ),
        "u => u",
        "strike => s",
    )
)


def page(kind: str, source: Path, target: Path) -> Mapping[str, Any]:
    """Write a Word document as HTML into the folder ``target``: its styles, tables and pictures.

    Raises:
        UnfitError: it is no Word document.
    """
    if kind != "docx":
        raise UnfitError("只能导入 Word 文档（.docx）。旧版 .doc 请先用 Word 或 WPS 另存为 .docx。")
    target.mkdir(exist_ok=True)
    pictures = _Pictures()
    with source.open("rb") as file:
        found = mammoth.convert_to_html(
            file,
            convert_image=mammoth.images.img_element(pictures.attributes),
            style_map=STYLES,
            transform_document=transforms.paragraph(_styled),
        )
    (target / PAGE).write_text(found.value, encoding="utf-8")
    return {"dropped": pictures.dropped}


def rows(kind: str, source: Path, target: Path) -> Mapping[str, Any]:
    """Write the cells of the first sheet, or of a CSV text, as JSON into the folder ``target``.

    Raises:
        UnfitError: it is neither, or there is too much in it.
    """
    if kind not in ("xlsx", "xls", "text"):
        raise UnfitError("只能导入 Excel 表格（.xlsx）或者 CSV 文本。请下载模板，填好后上传。")
    target.mkdir(exist_ok=True)
    found = _of_text(source) if kind == "text" else _of_book(source)
    if len(found) > MOST_ROWS:
        raise UnfitError(f"表格超过{MOST_ROWS}行，请分成几个文件导入。")
    cells = [[_cell(value) for value in row[:MOST_COLUMNS]] for row in found]
    (target / ROWS).write_text(json.dumps(cells, ensure_ascii=False), encoding="utf-8")
    return {"rows": len(cells)}


def _of_book(source: Path) -> list[list[Any]]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(source))
        found: list[list[Any]] = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise UnfitError("表格打不开，可能已损坏。请用原来的软件打开后另存，再上传。") from error
    return found


def _of_text(source: Path) -> list[list[Any]]:
    text = decoded(source.read_bytes())
    try:
        return list(csv.reader(io.StringIO(text or "", newline="")))
    except csv.Error as error:
        raise UnfitError(
            "CSV 读不出来：有一格过长或者引号没有成对。请用 Excel 打开后另存，再上传。"
        ) from error


def _cell(value: Any) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
    return str(value).replace("\0", "")


def _styled(paragraph: Any) -> Any:
    """A paragraph with a style by what it is, where its writer gave it none, as is usual."""
    name = paragraph.style_name or ""
    if name.lower().startswith(("heading", "title", "subtitle", "标题")) or paragraph.numbering:
        return paragraph
    text = _text(paragraph).strip()
    wanted = _level(text) or {"center": "gongkai center", "right": "gongkai right"}.get(paragraph.alignment)
    return paragraph.copy(style_name=wanted, style_id=None) if wanted and text else paragraph


def _level(text: str) -> str:
    if len(text) > LONGEST_HEADING or text.endswith(("。", "；", "，", "：")):
        return ""
    if FIRST_LEVEL.match(text):
        return "gongkai first"
    return "gongkai second" if SECOND_LEVEL.match(text) else ""


def _text(element: Any) -> str:
    if isinstance(element, documents.Text):
        return str(element.value)
    return "".join(_text(child) for child in getattr(element, "children", ()))


class _Pictures:
    """Puts pictures into the page itself; counts those that are too large or of a kind no browser shows."""

    def __init__(self) -> None:
        self.dropped = 0
        self._left = LARGEST_PICTURES

    def attributes(self, picture: Any) -> dict[str, str]:
        with picture.open() as opened:
            content = opened.read(LARGEST_PICTURE + 1)
        alt = picture.alt_text or "图片"
        if picture.content_type not in SHOWN or len(content) > min(LARGEST_PICTURE, self._left):
            self.dropped += 1
            return {"alt": alt}
        self._left -= len(content)
        return {
            "src": f"data:{picture.content_type};base64,{base64.b64encode(content).decode('ascii')}",
            "alt": alt,
        }
