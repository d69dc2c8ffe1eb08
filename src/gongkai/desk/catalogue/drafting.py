"""Writing items: new ones, changes, files, and sending them to the reviewers."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.catalogue.actions import drafting
from gongkai.catalogue.models import Attachment, Item
from gongkai.catalogue.rules import DRAFT
from gongkai.desk.catalogue.finding import allowed_item, insist, page_of
from gongkai.desk.catalogue.forms import AttachForm, ItemForm, initial_of
from gongkai.desk.catalogue.views import shown
from gongkai.desk.editing import acted, differences, seen, sent
from gongkai.desk.http import StaffRequest, accepted, needs, working_organ
from gongkai.files import disk
from gongkai.files.receiving import receive
from gongkai.ledger.queries import version

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@needs(DRAFT)
def draft(request: StaffRequest) -> HttpResponse:
    """Begin an item."""
    organ = working_organ(request)
    insist(request, DRAFT, organ)
    form = ItemForm(organ, sent(request), initial={"column": request.GET.get("column", "")})
    made: list[Item] = []

    def act() -> None:
        made.append(
            drafting.draft(
                organ,
                form.chosen_column,
                form.wording,
                unit=form.chosen_unit,
                on=localdate(),
                at=now(),
                by=request.user,
            )
        )

    if request.method == "POST" and accepted(form, act):
        _say_saved(request, form)
        return redirect(page_of(made[0]))
    return _form(request, form, None)


@FORM
@needs(DRAFT)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change what a draft says."""
    item = allowed_item(request, pk, DRAFT)
    form = ItemForm(item.organ, sent(request), initial=initial_of(item))
    if request.method == "POST" and accepted(
        form,
        lambda: drafting.revise(
            item,
            form.chosen_column,
            form.wording,
            unit=form.chosen_unit,
            on=localdate(),
            at=now(),
            by=request.user,
            expected=seen(request),
        ),
    ):
        _say_saved(request, form)
        return redirect(page_of(item))
    return _form(request, form, item)


@require_POST
@needs(DRAFT)
def submit(request: StaffRequest, pk: int) -> HttpResponse:
    """Send a draft to the first reviewer."""
    item = allowed_item(request, pk, DRAFT)
    return acted(
        request,
        lambda: drafting.submit(item, on=localdate(), by=request.user),
        told="已送审；隐私和隐藏内容也检查过了，结果见下方。",
        then=page_of(item),
    )


@require_POST
@needs(DRAFT)
def recall(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an item back from the reviewers."""
    item = allowed_item(request, pk, DRAFT)
    return acted(
        request,
        lambda: drafting.recall(item, on=localdate(), by=request.user),
        told="已收回，可以修改后再送审。",
        then=page_of(item),
    )


@require_POST
@needs(DRAFT)
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    item = allowed_item(request, pk, DRAFT)
    return acted(
        request,
        lambda: drafting.discard(item, on=localdate(), by=request.user),
        told=f"已作废“{item.title}”。",
        then=resolve_url("desk:items"),
    )


@require_POST
@needs(DRAFT)
def attach(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a file to a draft."""
    item = allowed_item(request, pk, DRAFT)
    insist(request, "files.store", item)
    form = AttachForm(request.POST, request.FILES)

    def act() -> None:
        chosen = form.cleaned_data["file"]
        file, remark = receive(
            item.organ, chosen.name, chosen.chunks(disk.PIECE), on=localdate(), at=now(), by=request.user
        )
        drafting.attach(item, file, name=form.cleaned_data["name"], on=localdate(), at=now(), by=request.user)
        messages.success(request, f"已添加附件“{file.name}”。{remark}")

    if accepted(form, act):
        return redirect(page_of(item))
    return shown(request, item, attach_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@needs(DRAFT)
def detach(request: StaffRequest, pk: int, attachment: int) -> HttpResponse:
    """Take a file from a draft."""
    item = allowed_item(request, pk, DRAFT)
    found = get_object_or_404(Attachment.objects.select_related("item"), pk=attachment, item=item)
    return acted(
        request,
        lambda: drafting.detach(found, on=localdate(), at=now(), by=request.user),
        told=f"已去掉附件“{found.name}”；文件仍在“文件”中。",
        then=page_of(item),
    )


def _say_saved(request: StaffRequest, form: ItemForm) -> None:
    messages.success(request, "已保存。")
    if form.long_summary:
        messages.warning(request, "内容概述一般不超过100字，可以再精简。")


def _form(request: StaffRequest, form: ItemForm, item: Item | None) -> HttpResponse:
    now_at = version(item) if item else 0
    if form.is_bound and item:
        item.refresh_from_db()  # the refused act had changed it in memory
    is_behind = form.is_bound and item is not None and seen(request) != now_at
    context = {
        "form": form,
        "item": item,
        "version": now_at,
        "differences": differences(form) if is_behind else (),
        "back": page_of(item) if item else resolve_url("desk:items"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/catalogue/form.html", context, status=status)
