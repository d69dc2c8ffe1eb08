"""Entering disputes, and what comes of them."""

from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from gongkai.desk.disputes.finding import HANDLE, handled_dispute
from gongkai.desk.disputes.forms import AmendForm, AnswerForm, ConcludeForm, NotifyForm, OrderForm
from gongkai.desk.editing import Sheet, edited, seen, sent
from gongkai.desk.http import StaffRequest, needs, working_organ
from gongkai.disputes import actions
from gongkai.disputes.models import Dispute
from gongkai.law.annual.counting import DisputeOutcome

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@needs(HANDLE)
def enter(request: StaffRequest) -> HttpResponse:
    """Enter a dispute from the papers that came in."""
    organ = working_organ(request)
    given = request.GET.get("serial", "")
    form = NotifyForm(sent(request), organ=organ, initial={"serial": given, "notified_on": localdate()})
    made: list[Dispute] = []

    def act() -> None:
        about = form.cleaned_data["serial"]
        made.append(actions.notify(organ, about, form.notification(), on=localdate(), by=request.user))

    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title="登记复议诉讼",
            hint="按收到的申请书、起诉状副本和通知书填写。登记后自动计算答复答辩期限，并计入年度报告表四。",
            label="登记",
            back=resolve_url("desk:disputes"),
            compares=False,
        ),
        told="已登记，请在期限内提交答复或者答辩。",
        then=lambda: _page(made[0]),
    )


@FORM
@needs(HANDLE)
def amend(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct what was entered."""
    dispute = handled_dispute(request, pk)
    form = AmendForm(sent(request), initial={name: getattr(dispute, name) for name in AmendForm.base_fields})
    return edited(
        request,
        form,
        lambda: actions.amend(
            dispute, form.cleaned_data, on=localdate(), by=request.user, expected=seen(request)
        ),
        sheet=Sheet(title="更正登记", hint=str(dispute), label="保存", back=_page(dispute), about=dispute),
        told="已更正。",
        then=lambda: _page(dispute),
    )


@FORM
@needs(HANDLE)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """The answer was handed in."""
    dispute = handled_dispute(request, pk)
    form = AnswerForm(sent(request), initial={"answered_on": localdate()})
    return edited(
        request,
        form,
        lambda: actions.answer(dispute, **form.cleaned_data, on=localdate(), by=request.user),
        sheet=Sheet(
            title=f"登记提交{dispute.answer_word}",
            hint=f"{dispute}，期限到{dispute.limit_on:%Y-%m-%d}为止。",
            label="登记",
            back=_page(dispute),
            compares=False,
        ),
        told="已登记。",
        then=lambda: _page(dispute),
    )


@FORM
@needs(HANDLE)
def conclude(request: StaffRequest, pk: int) -> HttpResponse:
    """The dispute ended."""
    dispute = handled_dispute(request, pk)
    form = ConcludeForm(sent(request), initial={"concluded_on": localdate()})

    def act() -> None:
        given = form.cleaned_data
        actions.conclude(
            dispute,
            DisputeOutcome(given["outcome"]),
            concluded_on=given["concluded_on"],
            decision=given["decision"],
            on=localdate(),
            by=request.user,
        )

    return edited(
        request,
        form,
        act,
        sheet=Sheet(
            title="登记审理结果",
            hint=f"{dispute}。登记后不能撤销，请核对决定书或者裁判文书。",
            label="确认登记",
            back=_page(dispute),
            is_final=True,
            compares=False,
        ),
        told="审理结果已登记，已计入年度报告表四。",
        then=lambda: _page(dispute),
    )


@FORM
@needs(HANDLE)
def order(request: StaffRequest, pk: int) -> HttpResponse:
    """A new reply was ordered."""
    dispute = handled_dispute(request, pk)
    form = OrderForm(sent(request), initial={"received_on": dispute.concluded_on})
    return edited(
        request,
        form,
        lambda: actions.order_re_reply(dispute, **form.cleaned_data, on=localdate(), by=request.user),
        sheet=Sheet(
            title="登记责令重新答复",
            hint="登记后，原申请重新办理，期限以决定书或者裁判文书为准；年度报告中原来的办理结果不变。",
            label="登记",
            back=_page(dispute),
            compares=False,
        ),
        told="已登记，原申请须在期限内重新答复。",
        then=lambda: _page(dispute),
    )


def _page(dispute: Dispute) -> str:
    return resolve_url("desk:dispute", dispute.pk)
