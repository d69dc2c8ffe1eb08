"""Tables found by their ruling lines: which cell of the drawn grid each character stands in."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from gongkai.audit.source import Cells

NEAR = 3.0
"""Points within which two lines, or the ends of two, are the same."""
LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line: ``at`` is its place across, ``start`` and ``end`` how far it runs, in points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A character: the middle of it across, and its base line, in points from the lower left corner."""

    text: str
    x: float
    y: float


class RuledTable:
    """The drawn grid of one table; cells without a line between them are one cell."""

    def __init__(self, upright: Sequence[Stroke], level: Sequence[Stroke]) -> None:
        self.xs = places(upright)
        self.ys = places(level)[::-1]
        columns, rows = len(self.xs) - 1, len(self.ys) - 1
        self._leader = list(range(columns * rows))
        self._columns = columns
        for row, (top, bottom) in enumerate(pairwise(self.ys)):
            for column, (left, right) in enumerate(pairwise(self.xs)):
                here = row * columns + column
                if column + 1 < columns and not _is_drawn(upright, right, (top + bottom) / 2):
                    self._join(here, here + 1)
                if row + 1 < rows and not _is_drawn(level, bottom, (left + right) / 2):
                    self._join(here, here + columns)

    def holds(self, mark: Mark) -> bool:
        return self.xs[0] <= mark.x <= self.xs[-1] and self.ys[-1] <= mark.y <= self.ys[0]

    def rows(self, marks: Iterable[Mark]) -> Iterator[Cells]:
        """The cells that begin in each row, with the characters in them in the order given."""
        written: dict[int, list[Mark]] = {}
        for mark in marks:
            written.setdefault(self._cell(mark), []).append(mark)
        for _, own in groupby(self._beginnings(), key=lambda cell: cell // self._columns):
            yield [text for cell in own for text in self._texts(cell, written.get(cell, []))]

    def _beginnings(self) -> Iterator[int]:
        return (cell for cell in range(len(self._leader)) if self._find(cell) == cell)

    def _texts(self, cell: int, marks: Sequence[Mark]) -> list[str]:
        """The cell's text; a blank cell is given once for each column it covers."""
        text = "".join(_lines(marks)).strip()
        covered = self._span(cell)
        return [text] if text else [""] * covered

    def _span(self, cell: int) -> int:
        """How many columns the cell covers."""
        end = (cell // self._columns + 1) * self._columns
        return len(list(takewhile(lambda other: self._find(other) == cell, range(cell, end))))

    def _cell(self, mark: Mark) -> int:
        column = min(max(bisect_right(self.xs, mark.x) - 1, 0), self._columns - 1)
        row = sum(mark.y < y for y in self.ys[1:-1])
        return self._find(row * self._columns + column)

    def _find(self, cell: int) -> int:
        while self._leader[cell] != cell:
            cell = self._leader[cell]
        return cell

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self._find(one), self._find(other)))
        self._leader[second] = first


def tables(upright: Sequence[Stroke], level: Sequence[Stroke]) -> list[RuledTable]:
    """The page's tables from top to bottom; lines that cross or enclose nothing are no table."""
    found = []
    for top, bottom in _bands(upright):
        own_upright = [line for line in upright if bottom - NEAR <= line.start and line.end <= top + NEAR]
        own_level = [line for line in level if bottom - NEAR <= line.at <= top + NEAR]
        if len(places(own_upright)) >= LEAST_LINES and len(places(own_level)) >= LEAST_LINES - 1:
            found.append(RuledTable(own_upright, own_level))
    return found


def _bands(upright: Sequence[Stroke]) -> list[tuple[float, float]]:
    """The heights over which upright lines run without a gap, from top to bottom."""
    bands: list[tuple[float, float]] = []
    for stroke in sorted(upright, key=lambda stroke: -stroke.end):
        if bands and stroke.end >= bands[-1][1] - NEAR:
            bands[-1] = (bands[-1][0], min(bands[-1][1], stroke.start))
        else:
            bands.append((stroke.end, stroke.start))
    return bands


def places(strokes: Iterable[Stroke]) -> list[float]:
    """The different places of the lines, in order."""
    places: list[float] = []
    for at in sorted(stroke.at for stroke in strokes):
        if not places or at - places[-1] > NEAR:
            places.append(at)
    return places


def _is_drawn(strokes: Sequence[Stroke], at: float, across: float) -> bool:
    return any(abs(stroke.at - at) <= NEAR and stroke.start <= across <= stroke.end for stroke in strokes)


def _lines(marks: Sequence[Mark]) -> Iterator[str]:
    """The characters, with a line break where the next one stands on another line."""
    before = None
    for mark in marks:
        if before is not None and abs(mark.y - before.y) > NEAR:
            yield "\n"
        yield mark.text
        before = mark
