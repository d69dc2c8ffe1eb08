"""Dealing with what readers reported: the list, a report, its answer."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.channels import queries
from gongkai.channels.actions import errors
from gongkai.channels.figures import errors_of_year
from gongkai.channels.models import ErrorReport
from gongkai.channels.rules import HANDLE_ERRORS, VIEW_ERRORS
from gongkai.desk.editing import Sheet, edited, seen, sent
from gongkai.desk.errors.forms import AnswerForm, CloseForm
from gongkai.desk.errors.tables import ErrorFilter, ErrorTable
from gongkai.desk.http import StaffRequest, needs, working_organ
from gongkai.desk.listing import listing

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs(VIEW_ERRORS)
def listed(request: StaffRequest) -> HttpResponse:
    """What readers reported, with the figures of the year."""
    everything = queries.error_reports()
    chosen = ErrorFilter(request.GET or QueryDict(""), queryset=everything, request=request)
    year = localdate().year
    context = {
        "filter": chosen,
        "any": everything.exists(),
        "year": year,
        "figures": errors_of_year(working_organ(request).pk, year),
    }
    return listing(
        request,
        ErrorTable(chosen.qs),
        template="desk/errors/list.html",
        name="网站纠错留言",
        context=context,
    )


@require_safe
@needs(VIEW_ERRORS)
def report(request: StaffRequest, pk: int) -> HttpResponse:
    """A report, and what came of it; the reader's address is for who answers."""
    found = _at(pk)
    context = {
        "report": found,
        "on": localdate(),
        "may_handle": request.user.has_perm(HANDLE_ERRORS, found),
    }
    return render(request, "desk/errors/report.html", context)


@FORM
@needs(HANDLE_ERRORS)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what came of it."""
    found = _handled(request, pk)
    form = AnswerForm(sent(request))
    return edited(
        request,
        form,
        lambda: errors.answer(
            found,
            form.cleaned_data["text"],
            is_right=form.cleaned_data["is_right"],
            on=localdate(),
            by=request.user,
            expected=seen(request),
        ),
        sheet=Sheet(
            title="答复纠错留言",
            hint=_hint(found),
            label="答复",
            back=_page(found),
            about=found,
            compares=False,
        ),
        told="已答复。" + ("处理结果会发到留言人的邮箱。" if found.email else ""),
        then=lambda: _page(found),
    )


@FORM
@needs(HANDLE_ERRORS)
def close(request: StaffRequest, pk: int) -> HttpResponse:
    """End what needs no answer."""
    found = _handled(request, pk)
    form = CloseForm(sent(request))
    return edited(
        request,
        form,
        lambda: errors.close(
            found, form.cleaned_data["reason"], on=localdate(), by=request.user, expected=seen(request)
        ),
        sheet=Sheet(
            title="关闭纠错留言",
            hint="只用于重复的留言、广告、与本页无关的内容；关闭后不发邮件，不能重新打开。",
            label="确认关闭",
            back=_page(found),
            about=found,
            is_final=True,
            compares=False,
        ),
        told="已关闭。",
        then=lambda: _page(found),
    )


def _hint(found: ErrorReport) -> str:
    to = "处理结果会发到留言人的邮箱。" if found.email else "留言人没有留下邮箱，处理结果只留在系统里。"
    return f"{found.get_kind_display()}。{to}"


def _at(pk: int) -> ErrorReport:
    return get_object_or_404(queries.error_reports(), pk=pk)


def _handled(request: StaffRequest, pk: int) -> ErrorReport:
    found = _at(pk)
    if not request.user.has_perm(HANDLE_ERRORS, found):
        raise PermissionDenied(HANDLE_ERRORS)
    return found


def _page(found: ErrorReport) -> str:
    return resolve_url("desk:error", found.pk)
