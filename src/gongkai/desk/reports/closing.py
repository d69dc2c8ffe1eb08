"""Closing a year, correcting what was closed, and publishing."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from gongkai.desk.editing import Sheet, edited, sent
from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.reports.finding import insisted
from gongkai.desk.reports.forms import RestateForm
from gongkai.law.annual.findings import Finding
from gongkai.ledger.actions import RefusedError
from gongkai.reports import actions
from gongkai.reports.closing import reasons
from gongkai.reports.models import AnnualReport
from gongkai.reports.publishing import NotPublishableError
from gongkai.reports.queries import year_before

FORM = require_http_methods(["GET", "HEAD", "POST"])
TOPICS = {
    "year": "统计期",
    "requests": "申请登记",
    "figures": "数据和勾稽关系",
    "units": "下级机关",
    "texts": "文字",
}


@FORM
@needs("reports.close")
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything that is in the way of closing the year, or the button that closes it."""
    found = insisted(request, pk, "reports.close")
    if request.method == "POST":
        try:
            actions.close(found, on=localdate(), by=request.user)
        except RefusedError as error:
            messages.warning(request, str(error))
            return redirect("desk:report-close", pk=pk)
        messages.success(request, "已结账，数据和文字已经固定。请核对后发布。")
        return redirect("desk:report", pk=pk)
    told = reasons(found, localdate()) if found.is_building else []
    context = {
        "report": found,
        "topics": [
            (name, [reason for reason in told if reason.about == about])
            for about, name in TOPICS.items()
            if any(reason.about == about for reason in told)
        ],
        "count": len(told),
        "before": year_before(found),
    }
    return render(request, "desk/reports/close.html", context)


@FORM
@needs("reports.publish")
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Publish a closed report; where the audit refuses, everything it found."""
    found = insisted(request, pk, "reports.publish")
    findings: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            actions.publish(found, on=localdate(), at=now(), by=request.user)
        except NotPublishableError as error:
            findings = error.findings
            found.refresh_from_db()
        except RefusedError as error:
            messages.warning(request, str(error))
            return redirect("desk:report", pk=pk)
        else:
            messages.success(request, "年度报告已发布，Word、PDF 和网页文件已经生成。")
            return redirect("desk:report", pk=pk)
    context = {"report": found, "findings": findings}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if findings else HTTPStatus.OK
    return render(request, "desk/reports/publish.html", context, status=status)


@FORM
@needs("reports.write")
def restate(request: StaffRequest, pk: int) -> HttpResponse:
    """Build a closed report anew."""
    found = insisted(request, pk, "reports.write")
    form = RestateForm(sent(request))
    made: list[AnnualReport] = []

    def act() -> None:
        made.append(actions.restate(found, form.cleaned_data["why"], on=localdate(), by=request.user))

    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title=f"更正{found}",
            hint="另出一版，重新统计；原来的版本保留不变，并列出两版的差异。",
            label="开始更正",
            back=resolve_url("desk:report", pk),
            compares=False,
        ),
        told="新的版本已开始编制，请核对数据和文字后结账。",
        then=lambda: resolve_url("desk:report-differences", made[0].pk),
    )
