"""PDF files: lines of text page by page, and where those leave doubts, tables by their ruling lines."""

import ctypes
import io
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from gongkai.audit.folding import is_traditional, simplified, squeeze
from gongkai.audit.readers.packages import BROKEN
from gongkai.audit.readers.pages import full_width, without_numbers
from gongkai.audit.readers.ruled import Mark, RuledTable, Stroke, places, tables
from gongkai.audit.readers.swelling import TOO_LARGE, check
from gongkai.audit.source import Block, Grid, Line, Source, UnreadableError
from gongkai.later import Later

if TYPE_CHECKING:
    import pdfplumber
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # as above
else:
    pdfplumber, pypdfium2, pdfium = Later("pdfplumber"), Later("pypdfium2"), Later("pypdfium2.raw")

MOST_PAGES = 300
THIN = 3.0
LEAST_TEXT = 20
MOST_TEXT, MOST_OBJECTS = 500_000, 500_000
# What the careful readings of tables go through in a few seconds; a report has a tenth of that.
MOST_CHARACTERS, MOST_LINES, MOST_LINES_ON_PAGE, MOST_CELLS_ON_PAGE = 100_000, 20_000, 3_000, 10_000
# How many times as wide as the page a piece of text may be: more is text beyond its edge, without end.
WIDEST_TEXT = 4
PASSWORD = "文件加了密码，请去掉密码另存后再试"  # noqa: S105  a message, not a password
SCANNED = "是扫描件，没有文字层，请先做文字识别，或者取得文字版"
Page = Any


def read(data: bytes) -> Source:
    """The file's lines; ``again`` reads the tables by their ruling lines.

    Raises:
        UnreadableError: the file is broken, locked, too long, or only pictures of pages.
    """
    check(data)
    pages = _pages(data)
    characters = sum(len(line.text) for page in pages for line in page)
    if characters < LEAST_TEXT:
        raise UnreadableError(SCANNED)
    lines = list(without_numbers(pages))
    again = partial(_ruled, data) if characters <= MOST_CHARACTERS else None
    return Source(list(lines), measure=full_width(lines), again=again)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise UnreadableError(PASSWORD if locked else BROKEN) from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableError(f"文件有{len(document)}页，超过{MOST_PAGES}页，请只给出年度报告的部分")
        yield document
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(BROKEN) from error
    finally:
        document.close()


def lines(data: bytes) -> list[str]:
    """Every line as it stands on the pages, what they repeat at their edges included.

    Raises:
        UnreadableError: as ``read``.
    """
    return [line.text for page in _pages(data) for line in page]


def _pages(data: bytes) -> list[list[Line]]:
    """Each page's lines.

    Raises:
        UnreadableError: there is more on them than in any report.
    """
    texts, drawn = list[str](), 0
    with _opened(data) as document:
        for page in document:
            texts.append(page.get_textpage().get_text_range())
            drawn += pdfium.FPDFPage_CountObjects(page)
            if drawn > MOST_OBJECTS or sum(map(len, texts)) > MOST_TEXT:
                raise UnreadableError(TOO_LARGE)
    if any(map(is_traditional, texts)):
        texts = [simplified(text) for text in texts]
    return [_lines(number, text) for number, text in enumerate(texts)]


def _lines(number: int, text: str) -> list[Line]:
    return [Line(line, page=number) for line in text.splitlines()]


def _ruled(data: bytes) -> Source:
    """The file with its tables by their ruling lines, read with PDFium; ``again`` reads them otherwise."""
    pages: list[list[Block]] = []
    left, modest = MOST_LINES, set[int]()
    with _opened(data) as document:
        for number, page in enumerate(document):
            upright, level = _strokes(page)
            if _is_modest(page, upright, level) and len(upright) + len(level) <= left:
                left -= len(upright) + len(level)
                modest.add(number)
            pages.append(list(_page(number, page, tables(upright, level) if number in modest else [])))
    return _joined(pages, again=partial(_plumbed, data, modest))


def _is_modest(page: Page, upright: list[Stroke], level: list[Stroke]) -> bool:
    """Whether the page has no more lines and text than a report's may, so that going through them ends."""
    if len(upright) + len(level) > MOST_LINES_ON_PAGE:
        return False
    if len(places(upright)) * len(places(level)) > MOST_CELLS_ON_PAGE:
        return False
    widest = page.get_width() * WIDEST_TEXT
    bounds = (text.get_bounds() for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    return all(right - left <= widest for left, _, right, _ in bounds)


def _joined(pages: list[list[Block]], again: Any = None) -> Source:
    lines = [[block for block in page if isinstance(block, Line)] for page in pages]
    kept = list(without_numbers(lines))
    known = {id(line) for line in kept}
    blocks = [block for page in pages for block in page if not isinstance(block, Line) or id(block) in known]
    return Source(blocks, measure=full_width(kept), again=again)


def _page(number: int, page: Page, found: list[RuledTable]) -> Iterator[Block]:
    """The page's lines and grids, in the order of their first characters."""
    text = page.get_textpage()
    if not found:
        yield from _lines(number, text.get_text_range())
        return
    marks = _marks(text)
    seen: set[int] = set()
    for at, own in groupby(marks, key=lambda mark: _table_of(mark, found)):
        if at is None:
            yield from _lines(number, "".join(mark.text for mark in own))
        elif at not in seen:
            seen.add(at)
            inside = [mark for mark in marks if not mark.text.isspace() and found[at].holds(mark)]
            yield Grid(list(map(_plain, found[at].rows(inside))))


def _table_of(mark: Mark, found: list[RuledTable]) -> int | None:
    return next((at for at, table in enumerate(found) if table.holds(mark)), None)


def _strokes(page: Page) -> tuple[list[Stroke], list[Stroke]]:
    """The page's upright and level lines; thin boxes are lines, and boxes have four."""
    upright, level = [], []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        is_narrow, is_low = right - left < THIN, top - bottom < THIN
        if not is_narrow:
            level += [Stroke(y, left, right) for y in ((bottom,) if is_low else (bottom, top))]
        if not is_low:
            upright += [Stroke(x, bottom, top) for x in ((left,) if is_narrow else (left, right))]
    return upright, level


def _marks(text: Any) -> list[Mark]:
    """The page's characters in reading order; those without a box of their own stand where the last did."""
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, *_ = sides
    across, baseline = ctypes.c_double(), ctypes.c_double()
    marks: list[Mark] = []
    for at in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, at))
        if character.isspace() and marks:
            marks.append(Mark(character, marks[-1].x, marks[-1].y))
        elif pdfium.FPDFText_GetCharBox(text, at, *sides):
            pdfium.FPDFText_GetCharOrigin(text, at, across, baseline)
            marks.append(Mark(character, (left.value + right.value) / 2, baseline.value))
    return marks


def _plumbed(data: bytes, modest: Collection[int]) -> Source:
    """The file with its tables as pdfplumber finds them: slower, but it knows more kinds of lines.

    It is asked only about the ``modest`` pages, those it can go through in time.
    """
    pages: list[list[Block]] = []
    with pdfplumber.open(io.BytesIO(data)) as file:
        for number, (page, lines) in enumerate(zip(file.pages, _pages(data), strict=True)):
            drawn = page.extract_tables() if number in modest else []
            grids = [Grid(list(map(_plain, table))) for table in drawn]
            inside = squeeze("".join(cell for grid in grids for row in grid.rows for cell in row))
            pages.append([*(line for line in lines if squeeze(line.text) not in inside), *grids])
            page.close()
    return _joined(pages)


def _plain(row: Iterable[str | None]) -> list[str]:
    """The row's cells, without the places that a cell covers besides its first."""
    return [simplified(cell) for cell in row if cell is not None]
