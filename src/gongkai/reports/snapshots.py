"""Figures and texts as JSON, as ``gongkai report render`` reads them, and back; with a check value."""

from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any

from gongkai import facts
from gongkai.documents import report_file
from gongkai.documents.annual_report import AnnualReport as Document
from gongkai.documents.annual_tables import printed
from gongkai.law.annual.tables import Figure, Tables
from gongkai.ledger.chain import canonical


def plain_tables(tables: Tables) -> dict[str, Any]:
    """The tables as the report's file has them."""
    return {
        "proactive": {row: _plain_row(figures) for row, figures in tables.proactive.items()},
        "requests": {row: list(values) for row, values in tables.requests.items()},
        "disputes": {block: dict(figures) for block, figures in tables.disputes.items()},
    }


def cells_as_text(tables: Tables) -> dict[str, str]:
    """Every cell as text, a blank as nothing: for telling later what changed."""
    return {cell: printed(figure) for cell, figure in tables.cells()}


def document(snapshot: Mapping[str, Any]) -> Document:
    """The report that a snapshot holds."""
    return report_file.read(dumps(snapshot["report"], ensure_ascii=False))


def tables(snapshot: Mapping[str, Any]) -> Tables:
    """The figures that a snapshot holds."""
    return tables_of(snapshot["report"]["form"], snapshot["report"]["tables"])


def tables_of(form: str, told: Mapping[str, Any]) -> Tables:
    """The figures as ``plain_tables`` wrote them, on a form of that version."""
    return Tables(
        facts.form(form),
        {
            row: {column: _exactly(figure) for column, figure in figures.items()}
            for row, figures in told["proactive"].items()
        },
        {row: tuple(values) for row, values in told["requests"].items()},
        told["disputes"],
    )


def exact(value: Decimal) -> Decimal:
    """An amount without the zeros that the database adds."""
    return value.normalize()


def check_value(data: Mapping[str, Any]) -> str:
    """The check value of some data, whatever the order of its keys."""
    return sha256(canonical(data).encode()).hexdigest()


def blank_tables(year: int) -> Tables:
    """Table 2 of that year's form without a figure; a blank is not a zero."""
    form = facts.form_of(year)
    proactive = {row.key: dict.fromkeys(row.columns) for row in form.proactive_rows}
    return Tables(form, proactive, {}, {})


def plain(figure: Figure) -> int | float | None:
    """A figure as JSON holds it."""
    if isinstance(figure, Decimal):
        return int(figure) if figure == figure.to_integral_value() else float(figure)
    return figure


def _plain_row(figures: Mapping[str, Figure]) -> dict[str, int | float | None]:
    return {column: plain(figure) for column, figure in figures.items()}


def _exactly(figure: float | None) -> Figure:
    return Decimal(str(figure)) if isinstance(figure, float) else figure
