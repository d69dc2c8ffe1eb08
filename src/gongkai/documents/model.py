"""An official document as a value, whatever it is later written as: Word, PDF or a web page.

Text is plain text; no writer ever reads markup in it. A newline in it is a line break.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from unicodedata import east_asian_width

# What XML, PDF and HTML cannot carry: controls but tab and newline, lone surrogates, non-characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
EXCERPT = 20
FIVE_PT = 10.5  # 五号
TEXT_WIDTH_MM = 156.0
DATE_INDENT = 4.0
WIDE = frozenset("WFA")
HEADING_LEVELS = range(1, 5)


class UnprintableTextError(ValueError):
    """A text holds a character that no document can carry."""


class GridError(ValueError):
    """A table's cells do not fill its grid exactly."""


def printable(text: str) -> str:
    """The text itself.

    Raises:
        UnprintableTextError: it holds a control character or half a character; the message
            names the character and the words before it.
    """
    if found := UNPRINTABLE.search(text):
        before = text[max(0, found.start() - EXCERPT) : found.start()]
        raise UnprintableTextError(
            f"“{before}”之后有不能印出的字符 U+{ord(found.group()):04X}，请删去这个字符"
        )
    return text


def written_date(day: date) -> str:
    """The day as official documents write it: no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def width(text: str, *, narrow: float = 0.5) -> float:
    """How wide the text is in characters: a Chinese one counts 1, a letter or digit ``narrow``."""
    return sum(1 if east_asian_width(each) in WIDE else narrow for each in text)


class Alignment(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Scope(StrEnum):
    """What a header cell is the header of."""

    COLUMN = "col"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; one with a ``scope`` is a header of its columns or rows."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Alignment = Alignment.CENTER
    scope: Scope | None = None

    def __post_init__(self) -> None:
        printable(self.text)
        if self.columns < 1 or self.rows < 1:
            raise GridError(f"单元格“{self.text}”的跨列数和跨行数都至少是 1")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with the place of its upper left corner in the grid, counted from 0."""

    cell: Cell
    row: int
    column: int

    @property
    def row_span(self) -> range:
        return range(self.row, self.row + self.cell.rows)

    @property
    def column_span(self) -> range:
        return range(self.column, self.column + self.cell.columns)


@dataclass(frozen=True)
class Table:
    """A table that fills its grid exactly.

    Attributes:
        rows: the cells that begin in each row, from left to right; what a cell above or to the
            left covers is left out.
        widths_mm: the width of each grid column; the text block is 156 mm wide.
        header_rows: how many leading rows are headers and are repeated on a new page.
        caption: what the table is called, always told to readers who cannot see it.
        shows_caption: whether the caption is printed above the table too.
        description: how the table is laid out, for readers who cannot see it.
        size_pt: the type size.
        row_height_mm: the least height of a row.
        on_one_page: whether the table is moved to a new page rather than broken, if it fits one.

    Raises:
        GridError: the spans overlap, leave a hole or stick out.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths_mm: tuple[float, ...]
    header_rows: int = 1
    caption: str = ""
    shows_caption: bool = True
    description: str = ""
    size_pt: float = FIVE_PT
    row_height_mm: float = 7.0
    on_one_page: bool = False

    def __post_init__(self) -> None:
        printable(self.caption)
        printable(self.description)
        if not self.rows or not self.widths_mm:
            raise GridError("表格没有行或者没有列")
        if not 0 <= self.header_rows <= len(self.rows):
            raise GridError(f"表头有{self.header_rows}行，而表格只有{len(self.rows)}行")
        self._check_headers(self.placed)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every cell in its place, in reading order.

        Raises:
            GridError: as the class.
        """
        taken: dict[tuple[int, int], Cell] = {}
        placed: list[Placed] = []
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                found = Placed(cell, row, column)
                self._take(found, taken)
                placed.append(found)
                column += cell.columns
            self._check_full(row, taken)
        return tuple(placed)

    @cached_property
    def grid(self) -> tuple[tuple[Placed, ...], ...]:
        """The cell that covers each place, by row and column."""
        covering = {
            (row, column): found
            for found in self.placed
            for row in found.row_span
            for column in found.column_span
        }
        columns = range(len(self.widths_mm))
        return tuple(tuple(covering[row, column] for column in columns) for row in range(len(self.rows)))

    def headers_of(self, found: Placed) -> tuple[Placed, ...]:
        """The header cells that say what a cell holds: of its columns, then of its rows.

        Column headers are those of the nearest run of header cells above; row headers are all
        those to the left.
        """
        above = [header for column in found.column_span for header in self._above(found.row, column)]
        left = [
            self.grid[row][column]
            for row in found.row_span
            for column in range(found.column)
            if self.grid[row][column].cell.scope is Scope.ROW
        ]
        headers = dict.fromkeys(sorted(above, key=lambda header: header.row))
        return (*headers, *dict.fromkeys(left))

    def is_header_row(self, row: int) -> bool:
        """Whether every cell in the row heads a column."""
        return all(found.cell.scope is Scope.COLUMN for found in self.grid[row])

    def _above(self, row: int, column: int) -> Iterator[Placed]:
        met = False
        for upper in reversed(range(row)):
            found = self.grid[upper][column]
            if found.cell.scope is Scope.COLUMN:
                met = True
                yield found
            elif met:
                return

    def _take(self, found: Placed, taken: dict[tuple[int, int], Cell]) -> None:
        if found.column_span.stop > len(self.widths_mm) or found.row_span.stop > len(self.rows):
            raise GridError(f"{_place(found)}超出了{len(self.rows)}行{len(self.widths_mm)}列的表格")
        for row in found.row_span:
            for column in found.column_span:
                if (row, column) in taken:
                    raise GridError(
                        f"{_place(found)}与“{taken[row, column].text}”在第{row + 1}行第{column + 1}列重叠"
                    )
                taken[row, column] = found.cell

    def _check_full(self, row: int, taken: dict[tuple[int, int], Cell]) -> None:
        for column in range(len(self.widths_mm)):
            if (row, column) not in taken:
                raise GridError(f"第{row + 1}行第{column + 1}列没有单元格")

    def _check_headers(self, placed: tuple[Placed, ...]) -> None:
        for found in placed:
            if found.row < self.header_rows < found.row_span.stop:
                raise GridError(f"{_place(found)}从表头跨到了表身")


def _place(found: Placed) -> str:
    return f"第{found.row + 1}行第{found.column + 1}列的单元格“{found.cell.text}”"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its number as printed (一、总体情况). Level 1 is the highest, 4 the lowest."""

    text: str
    level: int = 1

    def __post_init__(self) -> None:
        printable(self.text)
        if self.level not in HEADING_LEVELS:
            raise ValueError(f"标题“{self.text}”的层次是{self.level}，公文的标题只有一至四层")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``indent`` is that of the first line, in characters."""

    text: str
    align: Alignment = Alignment.JUSTIFY
    indent: int = 2

    def __post_init__(self) -> None:
        printable(self.text)


class PictureKind(StrEnum):
    """In which format a picture is kept."""

    PNG = "png"
    JPEG = "jpeg"
    GIF = "gif"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a line of its own.

    Attributes:
        content: the file.
        kind: in which format.
        width_mm: as printed; the text block is 156 mm wide.
        height_mm: as printed.
        description: what it shows, for readers who cannot see it.
    """

    content: bytes
    kind: PictureKind
    width_mm: float
    height_mm: float
    description: str = "图片"

    def __post_init__(self) -> None:
        printable(self.description)
        if not self.description or not 0 < self.width_mm <= TEXT_WIDTH_MM or self.height_mm <= 0:
            raise ValueError(f"图片“{self.description}”没有说明，或者宽高不合适")


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """A line of the signature; ``indent`` is its distance from the right edge, in characters."""

    text: str
    indent: float


@dataclass(frozen=True, kw_only=True)
class OfficialDocument:
    """A document of an organ, in the order of GB/T 9704.

    Attributes:
        title: the title 标题; a newline breaks the line.
        blocks: the body 正文.
        organ: who issues it; told in the file's properties.
        masthead: the red head 发文机关标志, if the document carries one.
        number: the document number 发文字号.
        recipient: the main recipient 主送机关, without the colon.
        attachments: names of the attachments 附件说明, without numbers.
        signature: the organ that signs 署名.
        signed_on: the date of the document 成文日期.
        notes: lines below the date 附注, as （联系人：……）.
        dated: the day told in the file's properties where the document is not signed.
        numbers_pages: whether pages carry their number.
        subject: one sentence on the content, told in the file's properties.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    organ: str = ""
    masthead: str = ""
    number: str = ""
    recipient: str = ""
    attachments: tuple[str, ...] = ()
    signature: str = ""
    signed_on: date | None = None
    notes: tuple[str, ...] = ()
    dated: date | None = None
    numbers_pages: bool = True
    subject: str = ""
    language: str = "zh-CN"

    def __post_init__(self) -> None:
        lines = (self.title, self.organ, self.masthead, self.number, self.recipient, self.signature)
        for text in (*lines, *self.attachments, *self.notes, self.subject):
            printable(text)
        if not self.title.strip():
            raise ValueError("文件没有标题")

    @property
    def plain_title(self) -> str:
        """The title on one line."""
        return "".join(self.title.split("\n"))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    @property
    def attachment_lines(self) -> tuple[str, ...]:
        """The attachments as printed: one unnumbered, several with 1. 2. 3."""
        if len(self.attachments) == 1:
            return (f"附件：{self.attachments[0]}",)
        numbered = enumerate(self.attachments, 1)
        return tuple(f"{'附件：' if number == 1 else '　　　'}{number}.{name}" for number, name in numbered)

    @property
    def properties_on(self) -> date | None:
        """The day told in the file's properties."""
        return self.signed_on or self.dated

    @property
    def closing(self) -> tuple[ClosingLine, ...]:
        """Who signs, centred over the date, which stands four characters from the right edge."""
        day = "" if self.signed_on is None else written_date(self.signed_on)
        over = (width(self.signature) - width(day)) / 2
        lines = (
            ClosingLine(self.signature, max(0.0, DATE_INDENT - over) if day else DATE_INDENT),
            ClosingLine(day, max(DATE_INDENT, over)),
        )
        return tuple(line for line in lines if line.text)
