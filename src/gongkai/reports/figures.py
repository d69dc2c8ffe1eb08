"""The figures of an annual report: counted from the records, with what was entered by hand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.disputes import figures as disputes
from gongkai.law.annual.forms import TOTAL, Form
from gongkai.law.annual.tables import Figure, Row, Tables
from gongkai.reports import snapshots
from gongkai.reports.models import AnnualReport, OfflineFigure
from gongkai.requests import figures as requests

MONEY = frozenset({"amount_wan", "amount"})


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report says in figures.

    Attributes:
        tables: tables 2, 3 and 4.
        offline: what was entered by hand, by cell.
        without_kind: requests that cannot be counted, for nobody has entered who asked.
    """

    tables: Tables
    offline: Mapping[str, OfflineFigure]
    without_kind: int = 0


def counted(organs: Collection[int], year: int) -> tuple[Tables, int]:
    """What the records of these organs give, and how many requests cannot be counted."""
    blank, table = snapshots.blank_tables(year), requests.table_of(organs, year)
    tables = replace(blank, requests=table.rows, disputes=disputes.table_of(organs, year))
    return tables, table.without_kind


def with_offline(tables: Tables, entered: Iterable[OfflineFigure]) -> Tables:
    """The tables with what was entered by hand; totals follow."""
    proactive = {row: dict(figures) for row, figures in tables.proactive.items()}
    rows = {
        row: dict(zip(tables.form.applicants, values, strict=True)) for row, values in tables.requests.items()
    }
    blocks = {block: dict(figures) for block, figures in tables.disputes.items()}
    for one in entered:
        table, row, column = parted(one.cell)
        if table == "proactive":
            proactive[row][column] = snapshots.exact(one.value) if column in MONEY else int(one.value)
        elif table == "requests":
            rows[row][column] = (rows[row][column] or 0) + int(one.value)
        else:
            blocks[row][column] = (blocks[row][column] or 0) + int(one.value)
    return replace(
        tables,
        proactive=proactive,
        requests=_with_totals(tables.form, rows),
        disputes={block: {**figures, TOTAL: _sum(figures)} for block, figures in blocks.items()},
    )


def enterable(form: Form) -> dict[str, str]:
    """The cells that can be entered by hand, with what they are called; totals follow from the others."""
    cells = [f"proactive.{row.key}.{column}" for row in form.proactive_rows for column in row.columns]
    kinds = tuple(form.applicants)[:-1]
    rows = [row.key for row in form.request_rows if row.key != TOTAL]
    cells += [f"requests.{row}.{kind}" for row in rows for kind in kinds]
    cells += [f"disputes.{block.key}.{one}" for block in form.blocks for one in tuple(form.outcomes)[:-1]]
    return {cell: form.cell_label(cell) for cell in cells}


def parted(cell: str) -> tuple[str, str, str]:
    """Table, row and column of a cell."""
    table, rest = cell.split(".", 1)
    row, _, column = rest.rpartition(".")
    return table, row, column


def whole_or_money(cell: str, value: Decimal) -> bool:
    """Whether a cell can hold the figure: only amounts of money have decimals."""
    return parted(cell)[2] in MONEY or value == value.to_integral_value()


def frozen(report: AnnualReport) -> Tables:
    """The figures of a closed report."""
    return snapshots.tables(report.snapshot or {})


def _with_totals(form: Form, rows: Mapping[str, Mapping[str, Figure]]) -> dict[str, Row]:
    kinds = tuple(form.applicants)[:-1]
    found: dict[str, list[int]] = {
        row: [int(figures[kind] or 0) for kind in kinds] for row, figures in rows.items() if row != TOTAL
    }
    found[TOTAL] = [sum(column) for column in zip(*(found[leaf] for leaf in form.leaf_keys), strict=True)]
    return {row.key: (*found[row.key], sum(found[row.key])) for row in form.request_rows}


def _sum(figures: Mapping[str, int | None]) -> int:
    return sum(figure or 0 for column, figure in figures.items() if column != TOTAL)
