"""三审三校, the secrecy review, and what the gate found."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from gongkai.catalogue.actions import inspecting, reviewing
from gongkai.catalogue.choices import Conclusion, State
from gongkai.catalogue.models import Finding, Item
from gongkai.catalogue.queries.desk import findings, remarks, versions
from gongkai.catalogue.rules import DRAFT, JUSTIFY, STAGE_PERMISSIONS
from gongkai.catalogue.wordings import compared
from gongkai.desk.catalogue.drafting import FORM
from gongkai.desk.catalogue.finding import allowed_item, item_at, page_of
from gongkai.desk.catalogue.forms import ReasonForm, ReviewForm, SecrecyForm
from gongkai.desk.catalogue.showing import opinions
from gongkai.desk.catalogue.views import VIEW, body_of
from gongkai.desk.editing import Sheet, acted, edited, sent
from gongkai.desk.http import StaffRequest, accepted, needs


@FORM
@needs(VIEW)
def review(request: StaffRequest, pk: int) -> HttpResponse:
    """Pass a version at the stage where it stands, or send it back."""
    item = item_at(pk)
    stage = request.POST.get("stage", item.state)
    _insist_on_stage(request, item, stage)
    form = ReviewForm(sent(request))

    def act() -> None:
        given = form.cleaned_data
        if given["verdict"] == "passed":
            reviewing.pass_review(
                item,
                stage,
                text=given["text"],
                proofread=given["proofread"],
                on=localdate(),
                at=now(),
                by=request.user,
            )
        else:
            reviewing.reject(item, stage, text=given["text"], on=localdate(), at=now(), by=request.user)

    if request.method == "POST" and accepted(form, act):
        messages.success(request, f"已办理，条目现在是“{item.get_state_display()}”。")
        return redirect(page_of(item))
    return _page(request, item, form, f"{_stage_name(stage)}并校对")


@FORM
@needs(STAGE_PERMISSIONS[State.SECRECY])
def secrecy(request: StaffRequest, pk: int) -> HttpResponse:
    """Conclude the secrecy review of one item."""
    item = allowed_item(request, pk, STAGE_PERMISSIONS[State.SECRECY])
    form = SecrecyForm(sent(request))

    def act() -> None:
        given = form.cleaned_data
        reviewing.examine_secrecy(
            item,
            Conclusion(given["conclusion"]),
            text=given["text"],
            review_on=given["review_on"],
            on=localdate(),
            at=now(),
            by=request.user,
        )

    if request.method == "POST" and accepted(form, act):
        messages.success(request, f"保密审查已记录，条目现在是“{item.get_state_display()}”。")
        return redirect(page_of(item))
    return _page(request, item, form, "保密审查")


@require_POST
@needs(VIEW)
def inspect(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the gate look once more."""
    item = item_at(pk)
    if not any(request.user.has_perm(one, item) for one in (DRAFT, JUSTIFY)):
        raise PermissionDenied(JUSTIFY)
    return acted(
        request,
        lambda: inspecting.inspect(item, on=localdate(), by=request.user),
        told="已重新检查，结果见下方。",
        then=page_of(item),
    )


@FORM
@needs(JUSTIFY)
def justify(request: StaffRequest, pk: int, finding: int) -> HttpResponse:
    """Answer for it that something the gate found may stay."""
    item = allowed_item(request, pk, JUSTIFY)
    found = get_object_or_404(Finding.objects.select_related("item"), pk=finding, item=item)
    form = ReasonForm(sent(request))
    sheet = Sheet(
        title=f"说明保留的理由：{found.get_kind_display()}",
        hint=f"{found.place}：{'；'.join(found.told)}",
        label="确认可以公开",
        back=page_of(item),
    )
    return edited(
        request,
        form,
        lambda: inspecting.justify(
            found, reason=form.cleaned_data["reason"], on=localdate(), by=request.user
        ),
        sheet=sheet,
        told="已记录理由。",
        then=lambda: page_of(item),
    )


def _insist_on_stage(request: StaffRequest, item: Item, stage: str) -> None:
    permission = STAGE_PERMISSIONS.get(stage, "")
    if not permission or not request.user.has_perm(permission, item):
        raise PermissionDenied(permission or "catalogue.review")


def _stage_name(stage: str) -> str:
    return str(State(stage).label).removeprefix("待")


def _page(request: StaffRequest, item: Item, form: forms.Form, title: str) -> HttpResponse:
    """What is reviewed, beside the form; with what changed since the version that was sent back."""
    if form.is_bound:
        item.refresh_from_db()
    said = list(remarks(item))
    rejected = next(
        (one.version for one in said if one.verdict == "rejected" and one.version < item.version), None
    )
    before = versions(item).filter(number=rejected).first() if rejected else None
    context = {
        "item": item,
        "form": form,
        "title": title,
        "body": body_of(item),
        "files": item.attachments.select_related("file__stored").order_by("position", "pk"),
        "findings": findings(item),
        "opinions": list(opinions(said)),
        "before": before,
        "changes": [one for one in compared(before, item) if one.kind != "same"] if before else (),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/catalogue/review.html", context, status=status)
