"""The rows as met, settled into the three tables; what stays open becomes a doubt."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from gongkai.audit import versions
from gongkai.audit.alignment import Aligned, align, count, name_by_place, quantity
from gongkai.audit.doubts import ASK, Doubts
from gongkai.audit.figures import Amount, Noise
from gongkai.audit.gathering import GROUP, Entry, Gatherer
from gongkai.audit.labels import DISPUTES, PROACTIVE, REQUESTS, Token
from gongkai.audit.report import Doubt, FormUsed
from gongkai.law.annual.forms import Form
from gongkai.law.annual.tables import Figure, Tables

T = TypeVar("T")
Cells = tuple[Token, ...]


def settle(met: Gatherer) -> tuple[FormUsed, Tables, list[Doubt]]:
    """The tables, the form they follow, and what could not be made out."""
    entries = met.entries
    used, form = versions.find(
        ((entry.key, entry.header) for entry in entries[PROACTIVE] if entry.key),
        {entry.key for entry in entries[REQUESTS] if entry.key},
    )
    doubts = Doubts(form)
    proactive = _proactive(entries[PROACTIVE], form, doubts)
    requests = _requests(entries[REQUESTS], form, doubts)
    tables = Tables(form, proactive, requests, _disputes(met, form, doubts))
    return used, tables, list(doubts.told())


def _proactive(entries: Sequence[Entry], form: Form, doubts: Doubts) -> dict[str, Mapping[str, Figure]]:
    result: dict[str, Mapping[str, Figure]] = {}
    for row in form.proactive_rows:
        name = f"{PROACTIVE}.{row.key}"
        own = [entry for entry in entries if entry.key == row.key]
        merged = _merged(align(own, len(row.columns)), PROACTIVE, doubts)
        if row.key in merged:
            cells = merged[row.key]
            _tell_units(name, row.columns, cells, doubts)
            result[row.key] = _read(name, row.columns, cells, quantity, doubts)
    _tell_absent(PROACTIVE, [row.key for row in form.proactive_rows], result, doubts)
    return result


def _requests(entries: Sequence[Entry], form: Form, doubts: Doubts) -> dict[str, tuple[int | None, ...]]:
    order = [row.key for row in form.request_rows]
    aligned = align(entries, len(form.applicants))
    named = name_by_place(aligned, order)
    rows = _merged(named, REQUESTS, doubts)
    if any(row.key in (None, GROUP) or row.key not in order for row in aligned if row.cells) and len(
        [row for row in named if row.cells]
    ) < len([row for row in aligned if row.cells]):
        doubts.add("READ-EXTRA", REQUESTS)
    _tell_absent(REQUESTS, order, rows, doubts)
    columns = tuple(form.applicants)
    return {
        key: tuple(_read(f"{REQUESTS}.{key}", columns, rows[key], _count, doubts).values())
        for key in order
        if key in rows
    }


def _disputes(met: Gatherer, form: Form, doubts: Doubts) -> dict[str, Mapping[str, int | None]]:
    outcomes = tuple(form.outcomes)
    width = len(form.blocks) * len(outcomes)
    entries = met.entries[DISPUTES]
    if not entries and DISPUTES not in met.met:
        doubts.add("READ-TABLE", DISPUTES)
        return {}
    rows = [Aligned(DISPUTES, row.cells) for row in align([_whole(entries), *entries], width)]
    cells = _only(DISPUTES, rows, doubts) or (None,) * width
    result: dict[str, Mapping[str, int | None]] = {}
    for at, block in enumerate(form.blocks):
        own = cells[at * len(outcomes) : (at + 1) * len(outcomes)]
        result[block.key] = _read(f"{DISPUTES}.{block.key}", outcomes, own, _count, doubts)
    return result


def _whole(entries: Sequence[Entry]) -> Entry:
    """All the cells of a table cut into several rows, as one row."""
    return Entry(None, [cell for entry in entries for cell in entry.cells], firm=False)


def _merged(rows: Iterable[Aligned], table: str, doubts: Doubts) -> dict[str, Cells | None]:
    """One row for each key; None where it cannot be told which figures are its own."""
    found: dict[str, list[Aligned]] = {}
    for row in rows:
        if row.key is not None:
            found.setdefault(row.key, []).append(row)
    return {key: _only(f"{table}.{key}", readings, doubts) for key, readings in found.items()}


def _only(name: str, rows: Iterable[Aligned], doubts: Doubts) -> Cells | None:
    """The one reading of a row met once or more; a blank reading gives way to a filled one."""
    readings = {row.cells for row in rows if row.cells is not None}
    filled = {cells for cells in readings if any(cell is not None for cell in cells)} or readings
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
