"""Published reports as the readers hand them over: real figures, narratives written from them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.books import book
from tests.real_tables import records, tables_of

from gongkai.audit.report import FormUsed, PublishedReport
from gongkai.law.annual.tables import Tables

NARRATIVES = Path(__file__).parent / "audit" / "data" / "narratives.yaml"
HEADINGS_ONLY = dict.fromkeys(range(1, 7), "")


@cache
def narratives() -> tuple[Mapping[str, Any], ...]:
    return tuple(book(NARRATIVES))


def narrative(organ: str, year: int) -> Mapping[str, Any]:
    """The narrative of that organ and year."""
    (found,) = [entry for entry in narratives() if entry["organ"] == organ and entry["year"] == year]
    return found


def report_of(told: Mapping[str, Any]) -> PublishedReport:
    """A narrative with the real tables of the same organ and year."""
    name = told.get("record", told["organ"])
    (entry,) = [
        entry
        for entry in records()
        if entry["organ"].strip("(").startswith(name) and entry["year"] == told["year"]
    ]
    tables = tables_of(entry)
    parts = {**HEADINGS_ONLY, **told["parts"]}
    title = f"{told['organ']}{told['year']}年政府信息公开工作年度报告"
    text = "\n".join(
        [title, *(f"{tables.form.headings[n - 1]}\n{body}" for n, body in sorted(parts.items()))]
    )
    return PublishedReport(
        organ=told["organ"],
        year=told["year"],
        form=_form(entry),
        tables=tables,
        parts=parts,
        text=text,
    )


def _form(entry: Mapping[str, Any]) -> FormUsed:
    if "requests" not in entry and "proactive" not in entry:
        return FormUsed.UNKNOWN
    return FormUsed("mixed" if "hybrid" in entry["form"] else entry["form"][:4])


def tables_only(entry: Mapping[str, Any]) -> PublishedReport:
    """The record's tables as a report without narrative; no name where the record has none."""
    organ = entry["organ"].split("(")[0] or None
    return PublishedReport(organ, entry["year"], _form(entry), tables_of(entry))


def html_of(report: PublishedReport) -> str:
    """The report as a plain web page in the layout of its form."""
    form, tables = report.tables.form, report.tables
    tables_of_part = {2: _proactive(tables), 3: _requests(tables), 4: _disputes(tables)}
    parts = "".join(
        f"<h2>{form.headings[number - 1]}</h2>"
        + "".join(f"<p>{line}</p>" for line in report.parts.get(number, "").splitlines())
        + tables_of_part.get(number, "")
        for number in range(1, 7)
    )
    title = f"{report.organ}{report.year}年政府信息公开工作年度报告"
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{parts}</body></html>"
    )


def _row(*cells: Any) -> str:
    return "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in cells) + "</tr>"


def _proactive(tables: Tables) -> str:
    form, rows = tables.form, []
    for item in dict.fromkeys(row.item for row in form.proactive_rows):
        own = [row for row in form.proactive_rows if row.item == item]
        rows.append(_row(item))
        rows.append(_row("信息内容", *(form.proactive_columns[column] for column in own[0].columns)))
        for row in own:
            figures = tables.proactive.get(row.key, {})
            rows.append(_row(row.label, *(figures.get(column) for column in row.columns)))
    return f"<table>{''.join(rows)}</table>"


def _requests(tables: Tables) -> str:
    form = tables.form
    rows = [
        _row(form.identity, "申请人情况"),
        _row("自然人", "法人或其他组织", "总计"),
        _row(*list(form.applicants.values())[1:-1]),
    ]
    for row in form.request_rows:
        group = form.groups.get(row.group or "")
        above = (
            [group]
            if group and form.request_rows[form.request_rows.index(row) - 1].group != row.group
            else []
        )
        mark = row.number[-1] + "." if row.group else ("" if "(" not in row.number else row.number[1:])
        label = f"{row.number}、{row.label}" if len(row.number) == 1 else f"{mark}{row.label}"
        rows.append(_row(*above, label, *tables.requests.get(row.key, (None,) * 7)))
    return f"<table>{''.join(rows)}</table>"


def _disputes(tables: Tables) -> str:
    form = tables.form
    outcomes = list(form.outcomes.values())
    figures = [
        tables.disputes.get(block.key, {}).get(column) for block in form.blocks for column in form.outcomes
    ]
    rows = [
        _row("行政复议", "行政诉讼"),
        _row(*outcomes, "未经复议直接起诉", "复议后起诉"),
        _row(*outcomes, *outcomes),
        _row(*figures),
    ]
    return f"<table>{''.join(rows)}</table>"
