"""An audit as plain values, for JSON."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai import facts
from gongkai.audit.judge import Audit, Judged
from gongkai.law.annual.findings import Finding, Verdict
from gongkai.law.annual.tables import Figure, Tables


def values(audit: Audit) -> dict[str, Any]:
    """What was read and found; a figure that is unknown is null."""
    report = audit.report
    return {
        "organ": report.organ,
        "year": report.year,
        "form": report.form.value,
        "tables": _tables(report.tables),
        "findings": [_finding(judged) for judged in audit.findings],
        "verdict": audit.verdict.value,
    }


def finding_of(told: Mapping[str, Any]) -> Finding:
    """A finding as it was before it was told as values."""
    return Finding(
        rule=told["rule"],
        verdict=Verdict(told["verdict"]),
        cells=tuple(told["cells"]),
        message=told["message"],
        expected=told["expected"],
        found=told["found"],
    )


def _tables(tables: Tables) -> dict[str, Any]:
    """Every row, block and column of the form of 2021, and of the form used; what is unknown is null."""
    forms = (facts.form("2021"), tables.form)
    columns: dict[str, dict[str, None]] = {}
    for row in (row for form in forms for row in form.proactive_rows):
        columns.setdefault(row.key, {}).update(dict.fromkeys(row.columns))
    blank = (None,) * len(tables.form.applicants)
    return {
        "proactive": {
            row: {column: _number(tables.proactive.get(row, {}).get(column)) for column in names}
            for row, names in columns.items()
        },
        "requests": {
            row.key: [_number(value) for value in tables.requests.get(row.key, blank)]
            for form in forms
            for row in form.request_rows
        },
        "disputes": {
            block.key: {
                column: _number(tables.disputes.get(block.key, {}).get(column))
                for column in tables.form.outcomes
            }
            for block in tables.form.blocks
        },
    }


def _finding(judged: Judged) -> dict[str, Any]:
    found = judged.finding
    return {
        "rule": found.rule,
        "verdict": found.verdict.value,
        "cells": list(found.cells),
        "expected": _number(found.expected),
        "found": _number(found.found),
        "message": found.message,
        "fingerprint": judged.fingerprint,
    }


def _number(figure: Figure | str) -> int | float | str | None:
    """A figure as JSON has numbers; whole ones without a point."""
    if isinstance(figure, Decimal):
        return int(figure) if figure == figure.to_integral_value() else float(figure)
    return figure
