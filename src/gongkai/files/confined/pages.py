"""PDF files by PDFium: whether they open, their text, and pictures of their first pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # as above

from gongkai.files.confined.refusals import UnfitError

MOST_PAGES = 3000
MOST_CHARACTERS = 2_000_000
SHOWN_PAGES = 5
WIDEST = 1200  # pixels
LARGEST_SIDE = 4000


def check(kind: str, source: Path, target: Path) -> Mapping[str, Any]:  # noqa: ARG001  as the other verbs
    """How many pages the file has.

    Raises:
        UnfitError: it is broken or locked, or has none.
    """
    with opened(source) as document:
        if not len(document):
            raise UnfitError("这个 PDF 一页也没有，没有保存。请重新导出后再上传。")
        return {"pages": len(document)}


def text(source: Path) -> str:
    """The text of all pages, as far as bounds allow."""
    told: list[str] = []
    left = MOST_CHARACTERS
    with opened(source) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            page_text = page.get_textpage()
            told.append(page_text.get_text_bounded()[:left].replace("\r\n", "\n"))
            left -= len(told[-1])
            page_text.close()
            page.close()
            if left <= 0:
                break
    return "\n".join(told)


def draw(source: Path, folder: Path) -> tuple[int, int]:
    """Draw the first pages as ``page-1.png`` and so on; how many were drawn, and how many there are."""
    with opened(source) as document:
        shown = min(len(document), SHOWN_PAGES)
        for number in range(shown):
            page = document[number]
            width, height = page.get_size()
            scale = min(WIDEST / max(width, 1), LARGEST_SIDE / max(height, 1))
            page.render(scale=scale).to_pil().save(folder / f"page-{number + 1}.png", "PNG")
            page.close()
        return shown, len(document)


@contextmanager
def opened(source: Path) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise UnfitError("文件加了密码，无法检查，没有保存。请去掉密码后再上传。") from error
        raise UnfitError("文件不完整或已损坏。请重新取得完整的文件后再上传。") from error
    try:
        yield document
    finally:
        document.close()
