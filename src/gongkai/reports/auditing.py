"""What the auditor says of a report of this system, as it stands, for its staff and those above them."""

from gongkai.audit.judge import Audit, Judged, judge
from gongkai.audit.values import finding_of
from gongkai.law.annual.findings import Verdict
from gongkai.reports import snapshots
from gongkai.reports.models import AnnualReport
from gongkai.reports.publishing import as_published
from gongkai.reports.queries import year_before


def audited(report: AnnualReport, *, before: AnnualReport | None = None) -> Audit | None:
    """The audit of a closed report, against the year before; none while it is being built.

    Of a report that was taken over from a file it is the audit of that file.

    Args:
        report: with its snapshot.
        before: the closed report of the year before, where the caller knows it; else it is looked for.
    """
    if report.snapshot is None:
        return None
    if report.is_imported:
        return _as_it_came(report)
    earlier = before or year_before(report)
    previous = as_published(snapshots.document(earlier.snapshot or {})) if earlier else None
    return judge(as_published(snapshots.document(report.snapshot)), previous=previous)


def _as_it_came(report: AnnualReport) -> Audit:
    snapshot = report.snapshot or {}
    told, document = snapshot["audit"], as_published(snapshots.document(snapshot))
    findings = (Judged(document.organ, document.year, finding_of(one)) for one in told["findings"])
    return Audit(document, tuple(findings), Verdict(told["verdict"]))


def audited_of_year(year: int) -> list[tuple[AnnualReport, Audit]]:
    """The newest closed reports of a year that the reader may see, each with its audit."""
    found, before = _newest(year), _newest(year - 1)
    audits = ((report, audited(report, before=before.get(key))) for key, report in found.items())
    return [(report, audit) for report, audit in audits if audit]


def _newest(year: int) -> dict[tuple[int, bool], AnnualReport]:
    rows = AnnualReport.objects.filter(year=year).exclude(state=AnnualReport.State.BUILDING)
    rows = rows.select_related("organ").defer("html").order_by("organ__region_code", "organ", "version")
    return {(row.organ_id, row.is_consolidated): row for row in rows}
