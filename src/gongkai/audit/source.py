"""What a reader hands on, whatever the file was: text, tables and cell sequences in reading order."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai.audit.report import Doubt

Cells = list[str]
CELL_BREAK = "\x1f"
"""Between pieces of text in one cell whose joint is unknown; white space to ``str.split``."""


class UnreadableError(ValueError):
    """The file cannot be read at all; the message is one Chinese line that says what to do."""


@dataclass(slots=True)
class Grid:
    """A table: the cells that begin in each row, from left to right.

    What a cell above covers is left out; a blank cell over several columns is given once for each.
    """

    rows: list[Cells]


@dataclass(slots=True)
class Run:
    """Cells in reading order of a table whose rows are lost; an empty text is a blank cell."""

    cells: Cells


@dataclass(slots=True)
class Line:
    """A line of a file that has no tables, only lines: a paragraph, a label, a figure or several.

    ``page`` is the page, where the file has pages; ``start`` where in its page's text it begins.
    """

    text: str
    page: int = 0
    start: int = 0


Block = str | Grid | Run | Line


@dataclass(slots=True)
class Source:
    """A file as blocks in reading order; a plain ``str`` is a whole paragraph.

    ``hints`` are titles told outside the text (the page's head, the file's properties), best first;
    ``names`` are names of organs told there. ``measure`` is how many characters fill a line, where
    paragraphs are broken into lines; 0 where they are not. ``again`` reads the file with more care,
    for when this reading leaves doubts.
    """

    blocks: list[Block]
    hints: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    measure: float = 0
    again: "Callable[[], Source] | None" = None
