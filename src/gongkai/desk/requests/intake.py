"""Taking requests in at the desk: entering what came on paper, registering, splitting, giving out."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from gongkai.desk.editing import Sheet, edited, seen, sent
from gongkai.desk.http import StaffRequest, accepted, needs, working_organ
from gongkai.desk.requests.finding import case_at, insist
from gongkai.desk.requests.forms import AssignForm, EnterForm, RegisterForm, SplitForm
from gongkai.files.models import File
from gongkai.files.receiving import receive
from gongkai.law import events as law
from gongkai.organs.models import Organ, User
from gongkai.requests import codes, queries
from gongkai.requests.actions import handling, intake
from gongkai.requests.models import InfoRequest

FORM = require_http_methods(["GET", "HEAD", "POST"])
HANDLE = "requests.handle"


@FORM
@needs(HANDLE)
def enter(request: StaffRequest) -> HttpResponse:
    """Enter a request that did not come by the website."""
    on, organ = localdate(), working_organ(request)
    form = EnterForm(sent(request), request.FILES or None, today=on)
    made: list[intake.Submission] = []

    def keep() -> None:
        made.append(_taken_in(organ, form, on, request.user))

    if accepted(form, keep):
        submission = made[0]
        code = codes.printed(submission.code)
        messages.success(
            request, f"已登记为{submission.request.serial}，查询码 {code}（请写在回执上交给申请人）。"
        )
        return redirect("desk:request", pk=submission.request.pk)
    status = 422 if form.is_bound else 200
    return render(request, "desk/requests/enter.html", {"form": form}, status=status)


def _taken_in(organ: Organ, form: EnterForm, on: date, by: User) -> intake.Submission:
    enclosed = [partial(_kept, organ, upload, on, by) for upload in form.cleaned_data["uploads"]]
    if not form.is_correction:
        return intake.submit(organ, form.asked, form.arrival, enclosed, at=now(), by=by)
    return intake.ask_correction(
        organ,
        form.asked,
        enclosed,
        evidence=form.cleaned_data["evidence"],
        channel=form.arrival.channel,
        on=form.arrival.submitted_on,
        at=now(),
        by=by,
    )


def _kept(organ: Organ, upload: Any, on: date, by: User) -> File:
    file, _ = receive(organ, upload.name, upload.chunks(), on=on, at=now(), by=by)
    return file


@FORM
@needs(HANDLE)
def register(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter a request in the register."""
    about = _about(request, pk)
    known = queries.applicant_of(about)
    asked = next(
        (one for one in queries.events(about, with_words=True) if isinstance(one, law.Submitted)), None
    )
    initial = {"applicant_kind": known.get("kind", ""), "items": [asked.content] if asked else []}
    form = RegisterForm(sent(request), initial=initial)
    return edited(
        request,
        form,
        lambda: intake.register(
            about,
            law.Applicant(form.cleaned_data["applicant_kind"]),
            form.cleaned_data["items"],
            on=localdate(),
            by=request.user,
            expected=seen(request),
        ),
        sheet=_sheet(about, "登记", "登记后即为正式受理，答复期限自收到申请之日的次日起算。", "登记"),
        told=f"{about.serial}已登记。",
        then=lambda: _page(about),
    )


@FORM
@needs(HANDLE)
def split(request: StaffRequest, pk: int) -> HttpResponse:
    """Make several requests of one letter."""
    about = _about(request, pk)
    items = next(
        (one.items for one in queries.events(about, with_words=True) if isinstance(one, law.Registered)), ()
    )
    form = SplitForm(sent(request), items)
    hint = "第1项留在本件；另立的各件收到申请之日不变，各自编号、各自答复、各自统计。拆分后不能恢复。"
    made: list[InfoRequest] = []

    def act() -> None:
        made.extend(
            intake.split(
                about, form.shares, on=localdate(), at=now(), by=request.user, expected=seen(request)
            )
        )

    def then() -> str:
        messages.info(request, _codes_of(made))
        return _page(about)

    return edited(
        request,
        form,
        act,
        sheet=_sheet(about, "拆分为多件", hint, "拆分", is_final=True),
        told="已拆分，各件已分别编号。",
        then=then,
    )


def _codes_of(parts: Sequence[InfoRequest]) -> str:
    """The query codes of new parts, for whoever gives them to the applicant; a mail tells them too."""
    known = [(part.serial, codes.printed(queries.applicant_of(part)["code"])) for part in parts]
    told = "；".join(f"{serial} 查询码 {code}" for serial, code in known)
    return f"{told}。申请人留有电子邮箱的，已发邮件告知；没有的，请写在回执上交给申请人。"


@FORM
@needs(HANDLE)
def assign(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a request to a unit and a person."""
    about = _about(request, pk)
    initial = {"unit": about.unit_id, "handler": about.handler_id}
    form = AssignForm(sent(request), about.organ, today=localdate(), initial=initial)
    return edited(
        request,
        form,
        lambda: intake_assign(request, about, form),
        sheet=_sheet(about, "分办", "由承办机构检索、提出意见；答复期限不变。", "分办"),
        told="已分办。",
        then=lambda: _page(about),
    )


def intake_assign(request: StaffRequest, about: InfoRequest, form: AssignForm) -> None:
    """The act behind the form."""
    given = form.cleaned_data
    handling.assign(
        about, given["unit"], given["handler"], on=localdate(), by=request.user, expected=seen(request)
    )


def _about(request: StaffRequest, pk: int) -> InfoRequest:
    about = case_at(request, pk)
    insist(request, HANDLE, about)
    return about


def _page(about: InfoRequest) -> str:
    return reverse("desk:request", args=[about.pk])


def _sheet(about: InfoRequest, title: str, hint: str, label: str, *, is_final: bool = False) -> Sheet:
    return Sheet(
        title=f"{title}（{about.serial}）",
        hint=hint,
        label=label,
        back=_page(about),
        about=about,
        is_final=is_final,
        compares=False,
    )
