"""Which figure stands in which column, decided only where the source leaves no choice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.audit.figures import Amount, Noise
from gongkai.audit.gathering import Entry
from gongkai.audit.labels import Label, Token
from gongkai.law.annual.tables import Figure


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row's cells, one for each column, still as printed.

    ``cells`` is None where they cannot be told; ``is_empty`` where nothing stood after the label.
    """

    key: str | None
    cells: tuple[Token, ...] | None
    is_empty: bool = False


def align(entries: Sequence[Entry], width: int) -> list[Aligned]:
    """Each row's ``width`` cells, where the row itself or its table's other rows show their place."""
    offsets = _offsets(entries, width)
    return [Aligned(entry.key, _cells(entry, width, offsets), is_empty=not entry.cells) for entry in entries]


def align_from_label(entries: Sequence[Entry], width: int) -> list[Aligned]:
    """As ``align``, for table 2: figures begin right after the label, and the last one spans what is left.

    What is left is then blank, or repeats the last figure.
    """
    return [
        Aligned(entry.key, _cells_from_label(entry, width), is_empty=not entry.cells) for entry in entries
    ]


def _cells_from_label(entry: Entry, width: int) -> tuple[Token, ...] | None:
    cells = entry.cells
    if len(cells) == width:
        return tuple(cells)
    if not entry.firm or not cells:
        return None
    if all(token is None for token in cells):
        return (None,) * width
    rest = set(map(repr, cells[width:]))
    is_told = len(cells) > width and rest in ({"None"}, {repr(cells[width - 1])})
    return tuple(cells[:width]) if is_told else None


def _offsets(entries: Iterable[Entry], width: int) -> dict[int, int]:
    """Where figures begin in rows of each length longer than ``width``: the one place that suits all."""
    possible: dict[int, set[int]] = {}
    for entry in entries:
        length = len(entry.cells)
        if not entry.firm or length <= width:
            continue
        if filled := [at for at, token in enumerate(entry.cells) if token is not None]:
            starts = set(range(max(0, filled[-1] - width + 1), min(filled[0], length - width) + 1))
            possible[length] = possible.get(length, starts) & starts
    return {length: starts.pop() for length, starts in possible.items() if len(starts) == 1}


def _cells(entry: Entry, width: int, offsets: dict[int, int]) -> tuple[Token, ...] | None:
    cells = entry.cells
    if len(cells) == width:
        return tuple(cells)
    filled = [token for token in cells if token is not None]
    if len(filled) == width and _contiguous(cells, width):
        return tuple(filled)
    return _firm_cells(cells, filled, width, offsets.get(len(cells))) if entry.firm and cells else None


def _firm_cells(
    cells: Sequence[Token], filled: Sequence[Token], width: int, start: int | None
) -> tuple[Token, ...] | None:
    """The cells of a row whose blanks are visible, but which has more or fewer cells than columns."""
    if not filled:
        return (None,) * width
    return None if start is None else tuple(cells[start : start + width])


def _contiguous(cells: Sequence[Token], width: int) -> bool:
    filled = [at for at, token in enumerate(cells) if token is not None]
    return filled[-1] - filled[0] + 1 == width


def name_by_place(rows: Sequence[Aligned], order: Sequence[str]) -> list[Aligned]:
    """Name rows without a label by their place between two named ones, where it leaves no choice.

    Rows that cannot be named, and rows the form does not have, are left out.
    """
    places = {key: at for at, key in enumerate(order)}
    missing = set(order) - {row.key for row in rows if not row.is_empty}
    result: list[Aligned] = []
    waiting: list[Aligned] = []
    before = 0
    for row in rows:
        if row.key is None:
            waiting.append(row)
        elif row.key in places and not row.is_empty:
            at = places[row.key]
            result += _between(waiting, order[before:at], missing)
            result.append(row)
            waiting, before = [], at
    result += _between(waiting, order[before:], missing)
    found = {row.key for row in result}
    return result + [row for row in rows if row.is_empty and row.key in missing - found]


def _between(waiting: Sequence[Aligned], keys: Sequence[str], missing: Collection[str]) -> list[Aligned]:
    """The rows waiting for a name, if they are as many as the missing ones among those keys."""
    if not waiting:
        return []
    keys = [key for key in keys if key in missing]
    if len(waiting) != len(keys):
        return []
    return [Aligned(key, row.cells) for key, row in zip(keys, waiting, strict=True)]


def count(token: Token) -> int | Noise | None:
    """The cell as a number of cases; ``Noise`` where it is none."""
    if token is None or isinstance(token, int):
        return token
    if isinstance(token, Decimal) and token == token.to_integral_value():
        return int(token)
    return token if isinstance(token, Noise) else Noise(str(token))


def quantity(token: Token, column: str) -> Figure | Noise:
    """The cell of table 2 as a number; money in 万元 where the column says so."""
    if isinstance(token, Amount):
        return token.in_wan if column == "amount_wan" else token.value
    return Noise(str(token)) if isinstance(token, Label) else token


def adds_up(cells: Sequence[Token]) -> bool:
    """Whether the last of the cells is the sum of the others, all of them being there."""
    figures = [cell for cell in cells if isinstance(cell, int)]
    return len(figures) == len(cells) and sum(figures[:-1]) == figures[-1]
