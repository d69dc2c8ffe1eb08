"""Which cells a figure of the narrative may stand for; some verbs allow more than one reading."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from gongkai.law.annual.claims import RESULTS, Told
from gongkai.law.annual.forms import CARRIED_IN, CARRIED_OUT, NEW, TOTAL
from gongkai.law.annual.tables import Tables
from gongkai.law.annual.totals import block_total, group_total, has_requests, row_total

SUITS = ("suit_direct", "suit_after_reconsideration")
NATURAL_PERSONS, LEGAL_PERSONS = slice(0, 1), slice(1, 6)


class Reading(NamedTuple):
    """A value the tables give, the cells it comes from, and what to call it."""

    value: int
    cells: tuple[str, ...]
    name: str

    def plus(self, other: "Reading") -> "Reading":
        """Both together."""
        return Reading(self.value + other.value, self.cells + other.cells, f"{self.name}＋{other.name}")


def readings(tables: Tables, what: tuple[Told, ...]) -> tuple[Reading, ...]:
    """Every reading of a claim about ``what``; none where the tables lack the figures."""
    if len(what) == 1:
        return _readings_of(tables, what[0])
    firsts = [_readings_of(tables, told)[:1] for told in what]
    if not all(firsts):
        return ()
    whole = firsts[0][0]
    for (reading,) in firsts[1:]:
        whole = whole.plus(reading)
    return (whole,)


def _readings_of(tables: Tables, told: Told) -> tuple[Reading, ...]:
    return READ[told](tables, told)


def _simple(tables: Tables, told: Told) -> tuple[Reading, ...]:
    return _known((_row(tables, *SIMPLE[told]),)) if has_requests(tables) else ()


def _received(tables: Tables, told: Told) -> tuple[Reading, ...]:
    if not has_requests(tables):
        return ()
    new = _row(tables, NEW, "新收")
    carried_in = _row(tables, *SIMPLE[Told.CARRIED_IN])
    everything = new.plus(carried_in) if new and carried_in else None
    if told is Told.RECEIVED:
        return _known((new, everything))
    return _known((everything, new, _row(tables, *SIMPLE[Told.CLOSED])))


def _result(tables: Tables, told: Told) -> tuple[Reading, ...]:
    total = group_total(tables, told.value) if has_requests(tables) else None
    cells = tables.form.totals_of_group.get(told.value)
    if total is None or not cells:
        return ()
    return (Reading(total, cells, f"表三“{GROUP_NAMES[told]}”"),)


def _applicants(tables: Tables, told: Told) -> tuple[Reading, ...]:
    if not has_requests(tables):
        return ()
    columns = NATURAL_PERSONS if told is Told.NATURAL else LEGAL_PERSONS
    name = "自然人" if told is Told.NATURAL else "法人或其他组织"
    new = _columns(tables, NEW, columns, f"新收（{name}）")
    carried_in = _columns(tables, CARRIED_IN, columns, f"上年结转（{name}）")
    total = _columns(tables, TOTAL, columns, f"办理结果（{name}）")
    return _known((new, new.plus(carried_in) if new and carried_in else None, total))


def _disputes(tables: Tables, told: Told) -> tuple[Reading, ...]:
    if told is Told.RECONSIDERATION:
        return _known((_block(tables, "reconsideration", "表四行政复议总计"),))
    direct = _block(tables, SUITS[0], "表四未经复议直接起诉")
    after = _block(tables, SUITS[1], "复议后起诉")
    return _known((direct.plus(after) if direct and after else None, direct, after))


def _proactive(tables: Tables, told: Told) -> tuple[Reading, ...]:
    row, columns = PROACTIVE[told]
    for column in columns:
        figure = tables.proactive.get(row, {}).get(column)
        if figure is not None:
            cell = f"proactive.{row}.{column}"
            return (Reading(int(figure), (cell,), tables.form.cell_label(cell)),)
    return ()


def _row(tables: Tables, row: str, name: str) -> Reading | None:
    total = row_total(tables, row)
    return None if total is None else Reading(total, (f"requests.{row}.{TOTAL}",), f"表三{name}")


def _columns(tables: Tables, row: str, columns: slice, name: str) -> Reading | None:
    values = tables.requests.get(row)
    if values is None or all(value is None for value in values[:-1]):
        return None
    cells = tables.form.cells_of_request[row][columns]
    return Reading(sum(tables.filled_requests[row][columns]), cells, f"表三{name}")


def _block(tables: Tables, block: str, name: str) -> Reading | None:
    total = block_total(tables, block)
    return None if total is None else Reading(total, (f"disputes.{block}.{TOTAL}",), name)


def _known(found: Iterable[Reading | None]) -> tuple[Reading, ...]:
    return tuple(reading for reading in found if reading)


SIMPLE: Mapping[Told, tuple[str, str]] = {
    Told.CLOSED: (TOTAL, "办理结果总计"),
    Told.CARRIED_IN: (CARRIED_IN, "上年结转"),
    Told.CARRIED_OUT: (CARRIED_OUT, "结转下年度"),
}
GROUP_NAMES = {
    Told.GRANTED: "（一）予以公开",
    Told.PARTIAL: "（二）部分公开",
    Told.DENIED: "（三）不予公开",
    Told.UNAVAILABLE: "（四）无法提供",
    Told.NOT_PROCESSED: "（五）不予处理",
    Told.OTHER: "（六）其他处理",
}
PROACTIVE: Mapping[Told, tuple[str, tuple[str, ...]]] = {
    Told.NORMS: ("norms", ("issued", "made")),
    Told.NORMS_REPEALED: ("norms", ("repealed",)),
    Told.PERMITS: ("permits", ("decisions",)),
    Told.PENALTIES: ("penalties", ("decisions",)),
}
READ: Mapping[Told, Callable[[Tables, Told], tuple[Reading, ...]]] = {
    **dict.fromkeys((Told.RECEIVED, Told.HANDLED), _received),
    **dict.fromkeys(SIMPLE, _simple),
    **dict.fromkeys(RESULTS, _result),
    **dict.fromkeys((Told.NATURAL, Told.LEGAL), _applicants),
    **dict.fromkeys((Told.RECONSIDERATION, Told.SUITS), _disputes),
    **dict.fromkeys(PROACTIVE, _proactive),
}
