"""PDF files by PDFium: text, pages that are pictures, notes, properties, files inside."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it ships no types

from gongkai.files.confined.inspection.office import NOBODY
from gongkai.files.confined.inspection.passages import Mark, Passage
from gongkai.files.confined.pages import MOST_PAGES, opened

FEW, WRONG_SHARE, MOST_SHOWN = 10, 0.2, 50
PROPERTIES = {"Author": "作者", "Keywords": "关键词", "Subject": "主题"}
LONGEST = 20_000  # bytes of a note
SPACES = re.compile(r"\s+")


def passages(source: Path) -> Iterator[Passage]:
    """All that stands in a PDF file."""
    with opened(source) as document:
        unreadable: list[int] = []
        for number in range(1, min(len(document), MOST_PAGES) + 1):
            page = document[number - 1]
            text = _text(page)
            if _is_unreadable(page, text):
                unreadable.append(number)
            if text.strip():
                yield Passage(f"第{number}页", text)
            yield from _notes(page, number)
            page.close()
        yield from _of_whole(document, unreadable)


def _of_whole(document: Any, unreadable: list[int]) -> Iterator[Passage]:
    if unreadable:
        shown = "、".join(map(str, unreadable[:MOST_SHOWN]))
        told = f"第{shown}页是扫描图像，或者文字编码无法识别，机器读不出"
        yield Passage(f"共{len(unreadable)}页", told, Mark.UNREADABLE)
    if len(document) > MOST_PAGES:
        yield Passage(f"第{MOST_PAGES}页以后", f"超过{MOST_PAGES}页的部分没有检查", Mark.UNREADABLE)
    for key, value in document.get_metadata_dict().items():
        text = value.strip()
        if key in PROPERTIES and text and not NOBODY.fullmatch(text):
            yield Passage(f"文件属性“{PROPERTIES[key]}”", text, Mark.PROPERTY)
    for number in range(1, pdfium.FPDFDoc_GetAttachmentCount(document) + 1):
        yield Passage("PDF 附件", f"第{number}个嵌入的文件", Mark.EMBEDDED)


def _text(page: Any) -> str:
    read = page.get_textpage()
    text: str = read.get_text_bounded().replace("\r\n", "\n")
    read.close()
    return text


def _is_unreadable(page: Any, text: str) -> bool:
    """Whether there is something to see and next to nothing to read."""
    bare = SPACES.sub("", text)
    if len(bare) < FEW:
        return any(True for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=4))
    wrong = sum(one == "\ufffd" or unicodedata.category(one) in ("Co", "Cc", "Cn") for one in bare)
    return wrong / len(bare) > WRONG_SHARE


def _notes(page: Any, number: int) -> Iterator[Passage]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            if value := _string(note, b"V"):
                yield Passage(f"第{number}页的表单", value)
        elif kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
            text = "\n".join(filter(None, (_string(note, b"Contents"), _string(note, b"T"))))
            if text:
                yield Passage(f"第{number}页的批注", text, Mark.COMMENT)
        pdfium.FPDFPage_CloseAnnot(note)


def _string(note: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < length < LONGEST:  # noqa: PLR2004  the end mark alone
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
