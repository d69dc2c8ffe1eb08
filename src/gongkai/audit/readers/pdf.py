"""PDF files: their lines, page by page."""

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from gongkai.audit.readers.pages import without_numbers
from gongkai.audit.source import Line, Source, UnreadableError

MOST_PAGES = 300


def read(data: bytes) -> Source:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("文件不完整或已损坏") from error
    pages = [
        [Line(line, page=number) for line in page.get_textpage().get_text_range().splitlines()]
        for number, page in enumerate(document)
    ]
    return Source(list(without_numbers(pages)))
