"""Tables of HTML as tables that fill their grid exactly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.documents.body.words import text_of
from gongkai.documents.fitting import SIZES_PT, size_and_widths
from gongkai.documents.model import TEXT_WIDTH_MM, Alignment, Cell, Scope, Table, width

UNBROKEN = re.compile(r"[!-~]+")
LONGEST_UNBROKEN = 16  # characters; what is longer may break
NARROWEST, WIDEST = 2.0, 24.0  # what a column's text counts for when the width is shared out, in characters
ROW_MM = 8.0
TRIED_PT = (12.0, 10.5, *SIZES_PT)
ALIGNED = {"center": Alignment.CENTER, "right": Alignment.RIGHT}


@dataclass(slots=True)
class Spot:
    """A cell of the HTML with its place in the grid."""

    node: etree._Element | None
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def table(node: etree._Element) -> Table | None:
    """The table, its spans set right and its holes filled; None where it has no cell.

    Where no row is marked as a header the first one is taken for it, so that every reader can be told what
    a figure is.
    """
    rows = [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]
    spots = _without_idle_columns(list(_placed(rows)))
    if not spots:
        return None
    rows_there, wide = len(rows), max(spot.column + spot.columns for spot in spots)
    spots = sorted([*spots, *_holes(spots, rows_there, wide)], key=lambda spot: (spot.row, spot.column))
    heads = _header_rows(rows, spots)
    placed = [(spot, _cell(spot, is_head=spot.row < heads)) for spot in spots]
    widths, texts = _widths(placed, wide), _unbroken(placed, wide)
    size, fitting = size_and_widths(widths, texts, TRIED_PT)
    return Table(
        tuple(tuple(cell for spot, cell in placed if spot.row == row) for row in range(rows_there)),
        fitting,
        header_rows=heads,
        caption=_caption(node),
        size_pt=size,
        row_height_mm=ROW_MM,
    )


def _placed(rows: list[etree._Element]) -> Iterator[Spot]:
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for node in row.iterchildren("td", "th"):
            while (at, column) in taken:
                column += 1
            wanted = range(column, column + _span(node, "colspan"))
            columns = next((place - column for place in wanted if (at, place) in taken), len(wanted))
            spot = Spot(node, at, column, min(_span(node, "rowspan"), len(rows) - at), columns)
            taken |= set(_covered(spot))
            column += columns
            yield spot


def _span(node: etree._Element, name: str) -> int:
    text = node.get(name, "1")
    return max(1, int(text)) if text.isdecimal() else 1


def _covered(spot: Spot) -> Iterator[tuple[int, int]]:
    for row in range(spot.row, spot.row + spot.rows):
        for column in range(spot.column, spot.column + spot.columns):
            yield row, column


def _without_idle_columns(spots: list[Spot]) -> list[Spot]:
    """The same cells without the columns in which none begins, as wide spans leave them."""
    begun = sorted({spot.column for spot in spots})
    place = {column: number for number, column in enumerate(begun)}
    for spot in spots:
        end = spot.column + spot.columns
        spot.columns = sum(spot.column <= column < end for column in begun)
        spot.column = place[spot.column]
    return spots


def _holes(spots: list[Spot], rows: int, columns: int) -> Iterator[Spot]:
    taken = {place for spot in spots for place in _covered(spot)}
    for row in range(rows):
        yield from (Spot(None, row, column) for column in range(columns) if (row, column) not in taken)


def _header_rows(rows: list[etree._Element], spots: list[Spot]) -> int:
    """How many leading rows head the columns: those marked so, with what their cells reach down to."""
    heads = max(1, next((at for at, row in enumerate(rows) if not _is_head(row)), 0))
    while (reached := max(spot.row + spot.rows for spot in spots if spot.row < heads)) > heads:
        heads = reached
    return heads if heads < len(rows) else 0


def _is_head(row: etree._Element) -> bool:
    parent = row.getparent()
    return (parent is not None and parent.tag == "thead") or all(cell.tag == "th" for cell in row)


def _cell(spot: Spot, *, is_head: bool) -> Cell:
    node = spot.node
    if node is None:
        return Cell(scope=Scope.COLUMN if is_head else None)
    scope = Scope.COLUMN if is_head else Scope.ROW if node.tag == "th" else None
    usual = Alignment.CENTER if is_head else Alignment.LEFT
    return Cell(text_of(node), spot.columns, spot.rows, ALIGNED.get(node.get("class", ""), usual), scope)


def _widths(placed: list[tuple[Spot, Cell]], columns: int) -> list[float]:
    """Widths in proportion to the longest line of each column, within bounds."""
    wide = [NARROWEST] * columns
    for spot, cell in placed:
        longest = max(width(line) for line in cell.text.split("\n")) / cell.columns
        for column in range(spot.column, spot.column + cell.columns):
            wide[column] = max(wide[column], min(longest, WIDEST))
    return [TEXT_WIDTH_MM * each / sum(wide) for each in wide]


def _unbroken(placed: list[tuple[Spot, Cell]], columns: int) -> list[list[str]]:
    """For each column what must not be broken: words and figures in letters and digits."""
    texts: list[list[str]] = [[""] for _ in range(columns)]
    for spot, cell in placed:
        if cell.columns == 1:
            texts[spot.column] += [run for run in UNBROKEN.findall(cell.text) if len(run) <= LONGEST_UNBROKEN]
    return texts


def _caption(node: etree._Element) -> str:
    caption = node.find("caption")
    return "" if caption is None else text_of(caption).replace("\n", " ")
