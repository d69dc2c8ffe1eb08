"""The figures of real published reports, as the tables the rules work on."""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from gongkai import facts
from gongkai.law.annual.forms import Form
from gongkai.law.annual.tables import Tables

RECORDS = Path(__file__).parent / "audit" / "data" / "real-tables.jsonl"
ROWS_2019 = {
    "regulations": "rules",
    "normative": "norms",
    "permits": "permits",
    "other_services": "other_services",
    "penalties": "penalties",
    "coercions": "coercions",
    "fees": "fees",
    "procurement": "procurement",
}


@cache
def records() -> tuple[Mapping[str, Any], ...]:
    return tuple(
        json.loads(line, parse_float=Decimal) for line in RECORDS.read_text(encoding="utf-8").splitlines()
    )


def record(organ: str, year: int) -> Mapping[str, Any]:
    """The one record whose organ contains that name, of that year."""
    (found,) = [entry for entry in records() if organ in entry["organ"] and entry["year"] == year]
    return found


def mixed_form() -> Form:
    """The 2019 columns for documents, the 2021 form for all the rest."""
    new, old = facts.form("2021"), facts.form("2019")
    rows = tuple(
        old.proactive_by_key[row.key] if row.key in {"rules", "norms"} else row for row in new.proactive_rows
    )
    return replace(
        new,
        version="mixed",
        proactive_rows=rows,
        proactive_columns={**old.proactive_columns, **new.proactive_columns},
    )


def tables_of(entry: Mapping[str, Any]) -> Tables:
    """The record's tables; what the record does not have is absent."""
    form = _form_of(entry)
    proactive: dict[str, dict[str, Any]] = {}
    for key, figures in entry.get("proactive", {}).items():
        row = ROWS_2019.get(key.removesuffix("_2019"), key) if key.endswith("_2019") else key
        if row in form.proactive_by_key and figures is not None and not isinstance(figures, str):
            proactive[row] = _columns(form, row, figures)
    return Tables(
        form=form,
        proactive=proactive,
        requests={row: tuple(values) for row, values in entry.get("requests", {}).items()},
        disputes=entry.get("disputes", {}),
    )


def _form_of(entry: Mapping[str, Any]) -> Form:
    if "hybrid" in entry["form"]:
        return mixed_form()
    return facts.form(entry["form"][:4])


def _columns(form: Form, row: str, figures: Any) -> dict[str, Any]:
    columns = form.proactive_by_key[row].columns
    if isinstance(figures, list):
        figures = dict(zip(columns, figures, strict=True))
    return {column: _figure(figures.get(column)) for column in columns}


def _figure(value: Any) -> Any:
    """What a reader makes of the cell: +19 is 19, 251000元 is 251000, - is blank."""
    if not isinstance(value, str):
        return value
    digits = value.removesuffix("元").removeprefix("+")
    return int(digits) if digits.isdigit() else None
