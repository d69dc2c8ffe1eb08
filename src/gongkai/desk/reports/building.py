"""Building a report: beginning it, taking its figures, writing its texts, entering what no record gives."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from gongkai import facts
from gongkai.desk.editing import Sheet, acted, edited, seen, sent
from gongkai.desk.http import StaffRequest, accepted, needs, working_organ
from gongkai.desk.reports.finding import insisted
from gongkai.desk.reports.forms import BeginForm, OfflineForm, TextsForm
from gongkai.desk.reports.views import parts_of
from gongkai.ledger.queries import version
from gongkai.reports import actions
from gongkai.reports import texts as binding
from gongkai.reports.models import AnnualReport
from gongkai.reports.queries import figures_of

FORM = require_http_methods(["GET", "HEAD", "POST"])
WRITE = "reports.write"


@FORM
@needs(WRITE)
def begin(request: StaffRequest) -> HttpResponse:
    """Begin the report of a year."""
    organ = working_organ(request)
    if not request.user.has_perm(WRITE, organ):
        raise PermissionDenied(WRITE)
    form = BeginForm(sent(request), initial={"year": localdate().year - 1})
    made: list[AnnualReport] = []

    def act() -> None:
        made.append(actions.begin(organ, **form.cleaned_data, on=localdate(), by=request.user))

    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title="编制年度报告",
            hint="表三、表四由登记的申请和案件自动统计，三部分文字有初稿；其余数据在报告页面补录。",
            label="开始编制",
            back=resolve_url("desk:reports"),
            compares=False,
        ),
        told="年度报告已开始编制。",
        then=lambda: resolve_url("desk:report", made[0].pk),
    )


@require_POST
@needs(WRITE)
def build(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the figures as they are now."""
    found = insisted(request, pk, WRITE)
    return acted(
        request,
        lambda: actions.build(found, on=localdate(), by=request.user),
        told="已重新统计。从现在起有变化的数据会标出。",
        then=resolve_url("desk:report", pk),
    )


@FORM
@needs(WRITE)
def texts(request: StaffRequest, pk: int) -> HttpResponse:
    """Write the three parts, with the figures they are bound to shown beside."""
    found = insisted(request, pk, WRITE)
    form = TextsForm(sent(request), texts=found.texts)

    def act() -> None:
        actions.write_texts(found, form.texts(), on=localdate(), by=request.user, expected=seen(request))

    if request.method == "POST" and accepted(form, act):
        messages.success(request, "文字已保存。")
        return redirect("desk:report-texts", pk=pk)
    if form.is_bound:
        found.refresh_from_db()  # the refused act had changed it in memory
    figures = figures_of(found)
    known = binding.values(figures.tables, organ=found.organ.name, year=found.year)
    labels = binding.labels(figures.tables, known)
    context = {
        "report": found,
        "form": form,
        "version": version(found),
        "parts": parts_of(found, figures),
        "names": [(f"{{{name}}}", labels.get(name, ""), value) for name, value in known.items()],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/reports/texts.html", context, status=status)


@FORM
@needs(WRITE)
def offline(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter a figure that no record gives."""
    found = insisted(request, pk, WRITE)
    chosen = request.GET.get("cell", "")
    known = found.offline.filter(cell=chosen).first()
    initial = {"cell": chosen}
    if known:
        initial |= {"value": str(known.value.normalize()), "reason": known.reason}
    form = OfflineForm(sent(request), form_of_year=facts.form_of(found.year), initial=initial)

    def act() -> None:
        given = form.cleaned_data
        actions.enter_figure(
            found, given["cell"], given["value"], given["reason"], on=localdate(), by=request.user
        )

    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title="补录数据",
            hint="系统里没有登记的数据，须写明原因才能补录；报告页面会标出哪些数据是补录的。",
            label="保存",
            back=resolve_url("desk:report", pk),
            compares=False,
        ),
        told="补录数据已保存。",
        then=lambda: resolve_url("desk:report", pk),
    )


@require_POST
@needs(WRITE)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take out a figure that had been entered."""
    found = insisted(request, pk, WRITE)
    cell = request.POST.get("cell", "")
    return acted(
        request,
        lambda: actions.withdraw_figure(found, cell, on=localdate(), by=request.user),
        told="补录数据已撤销。",
        then=resolve_url("desk:report", pk),
    )
