"""Publishing now or at a time, correcting and withdrawing."""

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from gongkai.catalogue.actions import publishing, reviewing
from gongkai.catalogue.rules import PUBLISH
from gongkai.desk.catalogue.drafting import FORM
from gongkai.desk.catalogue.finding import allowed_item, page_of
from gongkai.desk.catalogue.forms import BackForm, CorrectionForm, MarkForm, ScheduleForm, WithdrawForm
from gongkai.desk.editing import Sheet, acted, edited, sent
from gongkai.desk.http import StaffRequest, needs


@require_POST
@needs(PUBLISH)
def publish(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the public read it."""
    item = allowed_item(request, pk, PUBLISH)
    return acted(
        request,
        lambda: publishing.publish(item, on=localdate(), at=now(), by=request.user),
        told="已发布。",
        then=page_of(item),
    )


@FORM
@needs(PUBLISH)
def schedule(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it be published at a time."""
    item = allowed_item(request, pk, PUBLISH)
    form = ScheduleForm(sent(request), initial={"publish_at": item.publish_at})
    return edited(
        request,
        form,
        lambda: publishing.schedule(item, form.moment, on=localdate(), at=now(), by=request.user),
        sheet=Sheet(title="定时发布", hint=item.title, label="定时发布", back=page_of(item)),
        told="已设定发布时间。",
        then=lambda: page_of(item),
    )


@require_POST
@needs(PUBLISH)
def unschedule(request: StaffRequest, pk: int) -> HttpResponse:
    """Publish it at no fixed time."""
    item = allowed_item(request, pk, PUBLISH)
    return acted(
        request,
        lambda: publishing.unschedule(item, on=localdate(), by=request.user),
        told="已取消定时发布。",
        then=page_of(item),
    )


@FORM
@needs(PUBLISH)
def send_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Send it back to its drafter before it is published."""
    item = allowed_item(request, pk, PUBLISH)
    form = BackForm(sent(request))
    return edited(
        request,
        form,
        lambda: reviewing.reject(
            item, "ready", text=form.cleaned_data["text"], on=localdate(), at=now(), by=request.user
        ),
        sheet=Sheet(title="退回修改", hint=item.title, label="退回", back=page_of(item)),
        told="已退回拟稿人。",
        then=lambda: page_of(item),
    )


@FORM
@needs(PUBLISH)
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin a newer version of what is out."""
    item = allowed_item(request, pk, PUBLISH)
    form = CorrectionForm(sent(request))
    hint = "更正稿要重新经过三审三校和保密审查；发布之前，公开页面保持原样。"
    return edited(
        request,
        form,
        lambda: publishing.begin_correction(
            item, why=form.cleaned_data["why"], on=localdate(), at=now(), by=request.user
        ),
        sheet=Sheet(title=f"更正：{item.title}", hint=hint, label="起草更正稿", back=page_of(item)),
        told="已建立更正稿，请修改后送审。",
        then=lambda: page_of(item),
    )


@require_POST
@needs(PUBLISH)
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a correction up."""
    item = allowed_item(request, pk, PUBLISH)
    return acted(
        request,
        lambda: publishing.drop_correction(item, on=localdate(), at=now(), by=request.user),
        told="已放弃更正，公开页面没有变化。",
        then=page_of(item),
    )


@FORM
@needs(PUBLISH)
def mark(request: StaffRequest, pk: int) -> HttpResponse:
    """Mark what is out as repealed, amended or the like."""
    item = allowed_item(request, pk, PUBLISH)
    form = MarkForm(sent(request), initial={"validity": item.validity})
    hint = "只改有效性标注，正文和附件不变，不再重新审核；立即显示在公开页面上。"
    return edited(
        request,
        form,
        lambda: publishing.mark_validity(
            item,
            form.cleaned_data["validity"],
            why=form.cleaned_data["why"],
            on=localdate(),
            at=now(),
            by=request.user,
        ),
        sheet=Sheet(title=f"标注有效性：{item.title}", hint=hint, label="标注", back=page_of(item)),
        told="已标注有效性，公开页面已更新。",
        then=lambda: page_of(item),
    )


@FORM
@needs(PUBLISH)
def withdraw(request: StaffRequest, pk: int) -> HttpResponse:
    """Take it from the public."""
    item = allowed_item(request, pk, PUBLISH)
    form = WithdrawForm(sent(request))
    hint = "撤回后正文和附件立即不再公开，页面保留并注明“已撤回”和原因。"
    return edited(
        request,
        form,
        lambda: publishing.withdraw(
            item,
            why=form.cleaned_data["why"],
            keep_title=form.cleaned_data["keep_title"],
            on=localdate(),
            at=now(),
            by=request.user,
        ),
        sheet=Sheet(title=f"撤回：{item.title}", hint=hint, label="撤回", back=page_of(item), is_final=True),
        told="已撤回，页面上留有撤回说明。",
        then=lambda: page_of(item),
    )
