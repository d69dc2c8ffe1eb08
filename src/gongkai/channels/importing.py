"""A table of earlier totals: read cell by cell, each mistake told with its place."""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.files.cells import CellError, CellMistakeError, letters

MOST_ROWS = 4000
LARGEST = 10**12
HEADERS = ("时段", "访问量", "独立用户")
HINTS = (
    "一天、一个月或者一年，如 2023-05-01、2023-05、2023；各行的时段不能重叠",
    "这一时段的页面访问次数，整数",
    "这一时段的独立用户数，整数，不大于访问量",
)
SPAN = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
FIRST_YEAR = 1998  # the first sites of government


@dataclass(frozen=True, slots=True)
class Total:
    """A row that can be taken in; ``number`` is its place in the sheet."""

    number: int
    since_on: date
    until_on: date
    views: int
    visitors: int

    @property
    def words(self) -> str:
        """The span as people write it."""
        if self.since_on == self.until_on:
            return f"{self.since_on:%Y-%m-%d}"
        is_month = (self.since_on.year, self.since_on.month) == (self.until_on.year, self.until_on.month)
        return f"{self.since_on:%Y-%m}" if is_month else f"{self.since_on:%Y}年"


@dataclass(slots=True)
class Table:
    """What a sheet gave: rows and mistakes. It is taken in only where there is no mistake."""

    rows: list[Total] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def read(cells: Sequence[Sequence[str]], *, on: date) -> Table:
    """Read a sheet: a row of titles, then a row for each span; empty rows are passed over.

    Args:
        cells: as they stand there.
        on: today; what is not over yet cannot be brought in.
    """
    table = Table()
    head = [cell.strip() for cell in cells[0]] if cells else []
    for place, title in enumerate(HEADERS):
        if head[place : place + 1] != [title]:
            told = head[place] if place < len(head) else ""
            table.errors.append(
                CellError(f"{letters(place)}1", title, told, f"第1行这一列的列名应为“{title}”")
            )
    filled = [(number, row) for number, row in enumerate(cells[1:], 2) if any(cell.strip() for cell in row)]
    if not filled and not table.errors:
        table.errors.append(CellError("A2", HEADERS[0], "", "表里没有数据，请从第2行起填写"))
    if len(filled) > MOST_ROWS:
        table.errors.append(CellError(f"A{MOST_ROWS + 2}", "", "", f"一次最多导入{MOST_ROWS}行，请分几次"))
    if not table.errors:
        for number, row in filled:
            _take(number, [*row, "", "", ""], table, on)
        _refuse_overlaps(table)
    return table


def span(text: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year.

    Raises:
        CellMistakeError: it is none of these.

    >>> span("2023-02")
    (datetime.date(2023, 2, 1), datetime.date(2023, 2, 28))
    """
    found = SPAN.fullmatch(text.strip().partition(" ")[0])
    if not found:
        raise CellMistakeError("请写成 2023-05-01、2023-05 或者 2023 的样子")
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or year < FIRST_YEAR:
        raise CellMistakeError(f"年份不对，应在{FIRST_YEAR}年以后")
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise CellMistakeError("没有这一天，请核对") from error
    if month is None:
        return first, date(year, 12, 31)
    return first, first if day else first.replace(day=calendar.monthrange(year, month)[1])


def figure(text: str) -> int:
    """A count.

    Raises:
        CellMistakeError: it is no whole number.
    """
    plain = text.strip().replace(",", "").replace("，", "")
    if not (plain.isascii() and plain.isdigit()):
        raise CellMistakeError("请填写整数，如 1234；没有数据的整行删去，不要填 0")
    if len(plain) > len(str(LARGEST)) or int(plain) > LARGEST:
        raise CellMistakeError("这个数太大，请核对")
    return int(plain)


def _take(number: int, row: Sequence[str], table: Table, on: date) -> None:
    found: list[Any] = []
    readers: tuple[Callable[[str], Any], ...] = (span, figure, figure)
    for place, reader in enumerate(readers):
        try:
            found.append(reader(row[place]))
        except CellMistakeError as error:
            table.errors.append(_error(number, place, row[place], str(error)))
    match found:
        case [(since, until), int(views), int(visitors)]:
            total = Total(number, since, until, views, visitors)
            table.errors.extend(_mistakes(total, row, on))
            table.rows.append(total)


def _mistakes(total: Total, row: Sequence[str], on: date) -> list[CellError]:
    found = []
    if total.until_on >= on:
        found.append(_error(total.number, 0, row[0], "这一时段还没有结束，结束以后再导入"))
    if total.visitors > total.views:
        found.append(_error(total.number, 2, row[2], "独立用户不能多于访问量，请核对两列是否填反"))
    return found


def _refuse_overlaps(table: Table) -> None:
    ordered = sorted(table.rows, key=lambda one: (one.since_on, one.until_on))
    last: Total | None = None
    for one in ordered:
        if last is not None and one.since_on <= last.until_on:
            message = f"与第{last.number}行（{last.words}）的时段重叠，会重复计算，请删去其中一行"
            table.errors.append(_error(one.number, 0, one.words, message))
        last = one if last is None or one.until_on > last.until_on else last


def _error(number: int, place: int, value: str, message: str) -> CellError:
    return CellError(f"{letters(place)}{number}", HEADERS[place], value, message)
