"""The auditor's verdict on reports, one with each finding, or all of a year: own ones and those below."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.audit.judge import Audit
from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.reports.finding import report_at
from gongkai.desk.reports.views import FIRST_YEAR
from gongkai.faces.verdicts import VERDICTS, by_verdict
from gongkai.law.annual.findings import Verdict
from gongkai.reports.auditing import audited, audited_of_year

VIEW = "reports.view"
YEARS = 5


@require_safe
@needs(VIEW)
def one(request: StaffRequest, pk: int) -> HttpResponse:
    """What the auditor says of a report, finding by finding."""
    report = report_at(pk)
    audit = audited(report)
    findings = [judged.finding for judged in audit.findings] if audit else []
    context = {
        "report": report,
        "audit": audit,
        "verdict": VERDICTS[audit.verdict] if audit else None,
        "groups": list(by_verdict(findings)),
        "passed": [finding for finding in findings if finding.verdict is Verdict.PASS],
    }
    return render(request, "desk/reports/audit.html", context)


@require_safe
@needs(VIEW)
def of_year(request: StaffRequest, year: int) -> HttpResponse:
    """The verdicts on all reports of a year that the person may see."""
    last = localdate().year
    if not FIRST_YEAR <= year <= last:
        raise Http404
    rows = [
        {
            "report": report,
            "verdict": VERDICTS[audit.verdict],
            "is_only_wording": audit.is_only_wording,
            "counts": [_count(audit, verdict) for verdict in (Verdict.FAIL, Verdict.UNCERTAIN)],
        }
        for report, audit in audited_of_year(year)
    ]
    context = {"year": year, "years": range(last, last - YEARS, -1), "rows": rows}
    return render(request, "desk/reports/audits.html", context)


def _count(audit: Audit, verdict: Verdict) -> int:
    return sum(judged.finding.verdict is verdict for judged in audit.findings)
