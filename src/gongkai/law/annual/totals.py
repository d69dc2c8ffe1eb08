"""Totals of rows, groups and blocks as the rules read them: a blank is 0, but nothing stays unknown."""

from gongkai.law.annual.forms import TOTAL
from gongkai.law.annual.tables import Tables

BLANK = frozenset({None})


def row_total(tables: Tables, row: str) -> int | None:
    """总计 of a row of table 3; None where the row was not found."""
    values = tables.filled_requests.get(row)
    return None if values is None else values[-1]


def group_rows(tables: Tables, group: str) -> tuple[str, ...]:
    """The rows of a result group, or the one row of that name, as the form has it."""
    return tables.form.rows_of_group.get(group, ())


def group_total(tables: Tables, group: str) -> int | None:
    """总计 of a result group; None where one of its rows was not found."""
    total = 0
    for row in group_rows(tables, group):
        values = tables.filled_requests.get(row)
        if values is None:
            return None
        total += values[-1]
    return total


def block_total(tables: Tables, block: str) -> int | None:
    """总计 of a block of table 4; None where the block was not found or is wholly blank."""
    figures = tables.disputes.get(block)
    if not figures or all(figure is None for figure in figures.values()):
        return None
    total = figures.get(TOTAL)
    return sum(figure or 0 for figure in figures.values()) if total is None else total


def has_proactive(tables: Tables) -> bool:
    """Whether table 2 has a figure at all."""
    return any(figure is not None for figures in tables.proactive.values() for figure in figures.values())


def has_requests(tables: Tables) -> bool:
    """Whether table 3 has a figure at all."""
    return not tables.request_figures <= BLANK


def has_disputes(tables: Tables) -> bool:
    """Whether table 4 has a figure at all."""
    return any(figure is not None for figures in tables.disputes.values() for figure in figures.values())
