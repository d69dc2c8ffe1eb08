"""The rows as met, settled into the three tables; what stays open becomes a doubt."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import TypeVar, cast

from gongkai.audit import versions
from gongkai.audit.alignment import Aligned, adds_up, align, align_from_label, count, name_by_place, quantity
from gongkai.audit.damage import blanked, is_deduplicated
from gongkai.audit.doubts import ASK, Doubts
from gongkai.audit.figures import Amount, Noise
from gongkai.audit.folding import fold
from gongkai.audit.gathering import Entry, Gatherer
from gongkai.audit.labels import DISPUTES, PROACTIVE, REQUESTS, Token
from gongkai.audit.report import Doubt, FormUsed
from gongkai.law.annual.forms import Form
from gongkai.law.annual.tables import Figure, Row, Tables

T = TypeVar("T")
Cells = tuple[Token, ...]
COUNTS = frozenset({int, type(None)})
QUANTITIES = frozenset({*COUNTS, Decimal})


def settle(met: Gatherer) -> tuple[FormUsed, Tables, list[Doubt]]:
    """The tables, the form they follow, and what could not be made out."""
    entries: Mapping[str, Sequence[Entry]] = met.entries
    used, form = versions.find(
        ((entry.key, entry.header) for entry in entries[PROACTIVE] if entry.key),
        {entry.key for entry in entries[REQUESTS] if entry.key},
    )
    doubts = Doubts(form)
    if is_deduplicated(met):
        entries = blanked(entries, doubts, used)
    proactive = _proactive(_weighed(entries[PROACTIVE]), form, doubts)
    requests = _requests(_weighed(entries[REQUESTS]), form, doubts)
    disputes = _disputes(entries[DISPUTES], form, doubts, is_met=DISPUTES in met.met)
    return used, Tables(form, proactive, requests, disputes), list(doubts.told())


def _weighed(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The rows without bare lines that only repeat, or stand beside, a row of a drawn table."""
    bare = [entry for entry in entries if not entry.firm]
    if not bare or len(bare) == len(entries):
        return entries
    firm = {entry.key for entry in entries if entry.firm}
    return [entry for entry in entries if entry.firm or (entry.key and entry.key not in firm)]


def _proactive(entries: Sequence[Entry], form: Form, doubts: Doubts) -> dict[str, Mapping[str, Figure]]:
    result: dict[str, Mapping[str, Figure]] = {}
    own: dict[str | None, list[Entry]] = {}
    for entry in entries:
        own.setdefault(entry.key, []).append(entry)
    for row in form.proactive_rows:
        if row.key not in own:
            continue
        name = f"{PROACTIVE}.{row.key}"
        cells = _only(name, align_from_label(own[row.key], len(row.columns)), doubts)
        if _is_of(QUANTITIES, cells):
            result[row.key] = dict(zip(row.columns, cast("Sequence[Figure]", cells), strict=True))
        else:
            _tell_units(name, row.columns, cells, doubts)
            result[row.key] = _read(name, row.columns, cells, quantity, doubts)
    _tell_absent(PROACTIVE, [row.key for row in form.proactive_rows], result, doubts)
    return result


def _requests(entries: Sequence[Entry], form: Form, doubts: Doubts) -> dict[str, Row]:
    order = list(form.rows_by_key)
    columns = tuple(form.applicants)
    rows = _plain(entries, order, len(columns)) or _settled(entries, order, len(columns), doubts)
    _tell_absent(REQUESTS, order, rows, doubts)
    met = {key: rows[key] for key in order if key in rows}
    told = [cells for cells in met.values() if cells is not None]
    if len(told) == len(met) and COUNTS.issuperset(map(type, chain.from_iterable(told))):
        return cast("dict[str, Row]", met)
    return {
        key: tuple(_read(f"{REQUESTS}.{key}", columns, cells, _count, doubts).values())
        for key, cells in met.items()
    }


def _plain(entries: Sequence[Entry], order: Iterable[str], width: int) -> dict[str, Cells | None] | None:
    """The rows, if there is nothing to settle: each is named, met once, and has a cell for each column."""
    rows = {entry.key: tuple(entry.cells) for entry in entries if entry.key and len(entry.cells) == width}
    return {**rows} if len(rows) == len(entries) and rows.keys() <= set(order) else None


def _settled(
    entries: Sequence[Entry], order: Sequence[str], width: int, doubts: Doubts
) -> dict[str, Cells | None]:
    """The rows of table 3 by key, as far as their figures can be told."""
    aligned = _trusted(align(entries, width), entries)
    named = name_by_place(aligned, order)
    if sum(map(_has_figures, aligned)) > sum(map(_has_figures, named)):
        doubts.add("READ-EXTRA", REQUESTS)
    return _merged(named, REQUESTS, doubts)


def _has_figures(row: Aligned) -> bool:
    return row.cells is not None and _is_filled(row.cells)


def _is_filled(cells: Cells) -> bool:
    return cells.count(None) < len(cells)


def _trusted(rows: list[Aligned], entries: Sequence[Entry]) -> list[Aligned]:
    """Rows of bare lines, without those that may hold a stray figure in place of a blank.

    Where some rows have too few or too many figures, one with as many as there are columns may
    have both a blank that vanished and a page number: it is believed only if it adds up.
    """
    bare = [not entry.firm for entry in entries]
    if not any(
        is_bare and row.cells is None and not row.is_empty for is_bare, row in zip(bare, rows, strict=True)
    ):
        return rows
    return [
        replace(row, cells=None) if is_bare and row.cells and not adds_up(row.cells) else row
        for is_bare, row in zip(bare, rows, strict=True)
    ]


def _disputes(
    entries: Sequence[Entry], form: Form, doubts: Doubts, *, is_met: bool
) -> dict[str, Mapping[str, int | None]]:
    outcomes = tuple(form.outcomes)
    width = len(form.blocks) * len(outcomes)
    if not entries and not is_met:
        doubts.add("READ-TABLE", DISPUTES)
        return {}
    rows = align([*_whole(entries, form), *entries], width)
    cells = _only(DISPUTES, rows, doubts) or (None,) * width
    result: dict[str, Mapping[str, int | None]] = {}
    for at, block in enumerate(form.blocks):
        own = cells[at * len(outcomes) : (at + 1) * len(outcomes)]
        result[block.key] = _read_counts(f"{DISPUTES}.{block.key}", outcomes, own, doubts)
    return result


def _whole(entries: Sequence[Entry], form: Form) -> list[Entry]:
    """The cells of a table cut into several rows as one row; not if its rows are the outcomes."""
    if not entries[1:]:
        return []
    outcomes = {fold(outcome) for outcome in form.outcomes.values()}
    if any(entry.header in outcomes for entry in entries):
        return []
    return [Entry(None, [cell for entry in entries for cell in entry.cells], firm=False)]


def _merged(rows: Iterable[Aligned], table: str, doubts: Doubts) -> dict[str, Cells | None]:
    """One row for each key; None where it cannot be told which figures are its own."""
    found: dict[str, list[Aligned]] = {}
    for row in rows:
        if row.key is not None:
            found.setdefault(row.key, []).append(row)
    return {key: _only(f"{table}.{key}", readings, doubts) for key, readings in found.items()}


def _only(name: str, rows: Sequence[Aligned], doubts: Doubts) -> Cells | None:
    """The one reading of a row met once or more; a blank reading gives way to a filled one."""
    if len(rows) == 1 and rows[0].cells is not None:
        return rows[0].cells
    readings = {row.cells for row in rows if row.cells is not None}
    filled = {cells for cells in readings if _is_filled(cells)} or readings
    if len(filled) == 1:
        return filled.pop()
    doubts.add("READ-TWICE" if filled else "READ-ALIGN", name)
    return None


def _read(
    row: str,
    columns: Sequence[str],
    cells: Cells | None,
    convert: Callable[[Token, str], T | Noise | None],
    doubts: Doubts,
) -> dict[str, T | None]:
    """The row's figures by column; a cell that is no figure is doubted and left unknown."""
    values: dict[str, T | None] = {}
    for column, token in zip(columns, cells or (None,) * len(columns), strict=True):
        value = convert(token, column)
        if isinstance(value, Noise):
            doubts.add("READ-CELL", f"{row}.{column}", f"写作“{value.text}”，不是数字，未读取{ASK}")
            value = None
        values[column] = value
    return values


def _read_counts(
    row: str, columns: Sequence[str], cells: Cells | None, doubts: Doubts
) -> dict[str, int | None]:
    """As ``_read``, for numbers of cases."""
    if _is_of(COUNTS, cells):
        return dict(zip(columns, cast("Sequence[int | None]", cells), strict=True))
    return _read(row, columns, cells, _count, doubts)


def _is_of(kinds: frozenset[type], cells: Cells | None) -> bool:
    """Whether the cells are known and need no reading, as nearly all are: figures and blanks alone."""
    return cells is not None and kinds.issuperset(map(type, cells))


def _count(token: Token, _: str) -> int | Noise | None:
    return count(token)


def _tell_units(row: str, columns: Sequence[str], cells: Cells | None, doubts: Doubts) -> None:
    for column, token in zip(columns, cells or (), strict=False):
        if isinstance(token, Amount) and (column, token.unit) != ("amount_wan", "万元"):
            doubts.add("READ-UNIT", f"{row}.{column}", f"写作“{token.value}{token.unit}”，请核对单位")


def _tell_absent(table: str, order: Iterable[str], found: Mapping[str, object], doubts: Doubts) -> None:
    if not found:
        doubts.add("READ-TABLE", table)
        return
    for key in order:
        if key not in found:
            doubts.add("READ-ROW", f"{table}.{key}")
