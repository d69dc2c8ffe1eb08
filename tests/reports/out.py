"""Reports in any state, written as rows: whoever looks for them needs no acts, which print and audit."""

from datetime import date

from tests.database import as_owner

from gongkai.reports import snapshots
from gongkai.reports.figures import counted
from gongkai.reports.models import AnnualReport
from gongkai.reports.publishing import as_page

PERMITS = 4711  # a figure that stands in a table alone


def written(organ, words, *, state=AnnualReport.State.PUBLISHED, year=2025, **more):
    """A report that says these words in its first part."""
    with as_owner():
        report = AnnualReport(organ=organ, year=year, state=state, texts={"1": words}, **more)
        if not report.is_building:
            report.snapshot = _snapshot(report)
            report.sha256 = snapshots.check_value(report.snapshot)
        if report.is_published:
            report.html = as_page(snapshots.document(report.snapshot))
            report.published_on = date(year + 1, 1, 20)
        report.save()
        return report


def _snapshot(report):
    tables, _ = counted([report.organ_id], report.year)
    figures = snapshots.plain_tables(tables)
    figures["proactive"]["permits"]["decisions"] = PERMITS
    told = {"organ": report.organ.name, "year": report.year, "form": tables.form.version, "tables": figures}
    return {"report": {**told, "parts": {"1": [report.texts["1"]], "5": ["没有。"], "6": ["没有。"]}}}
