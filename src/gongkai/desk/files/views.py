"""The organ's files: the list, one with its preview and history, downloads, removing and restoring."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.activity.wording import UNSEEN, act, who
from gongkai.desk.files.tables import IN_USE, FileFilter, FileTable
from gongkai.desk.http import StaffRequest, needs, sees_one_organ, working_organ
from gongkai.desk.listing import listing
from gongkai.files import actions, reading, serving
from gongkai.files.models import GRACE, Extract, File
from gongkai.files.queries import usage, visible
from gongkai.ledger.actions import RefusedError
from gongkai.ledger.queries import history

OURS = "本机关保存的文件。保存前都核对真实类型，并去除图片中的位置信息。"
OURS_AND_BELOW = "您可以查看的各机关保存的文件。"


@require_safe
@needs("files.view")
def files(request: StaffRequest) -> HttpResponse:
    """The files of the organs that the person may see, newest first; those in use unless asked otherwise."""
    asked = request.GET.copy()
    asked.setdefault("state", IN_USE)
    chosen = FileFilter(asked, queryset=visible())
    organ = working_organ(request)
    sees_one = sees_one_organ(request)
    if sees_one:
        del chosen.filters["organ"]
    return listing(
        request,
        FileTable(chosen.qs, exclude=("organ",) if sees_one else ()),
        template="desk/files/list.html",
        name="文件",
        context={
            "filter": chosen,
            "subtitle": OURS if sees_one else OURS_AND_BELOW,
            "is_filtered": bool(request.GET),
            "usage": usage(organ.pk),
            "may_store": request.user.has_perm("files.store", organ),
        },
    )


@require_safe
@needs("files.view")
def file(request: StaffRequest, pk: int) -> HttpResponse:
    """A file: what it is, how it looks, what happened to it."""
    found = _found(pk)
    extract = Extract.objects.filter(stored=found.stored).first()
    context = {
        "file": found,
        "unseen": UNSEEN,
        "extract": extract,
        "page": _page(extract),
        "drawings": range(1, extract.drawn + 1) if extract else (),
        "history": list(_history(found)),
        "grace": GRACE.days,
        "remove_title": f"删除“{found.name}”？",
        "remove_text": f"删除后文件列表里不再显示；{GRACE.days} 天内可以恢复，之后内容将清除。",
        "may_change": request.user.has_perm("files.remove", found),
    }
    return render(request, "desk/files/detail.html", context)


@require_safe
@needs("files.view")
def download(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The content, all or the range that was asked for."""
    found = _found(pk)
    try:
        return serving.download(request, found)
    except FileNotFoundError as error:
        raise Http404("磁盘上没有这个文件的内容，请联系系统管理员从备份中恢复。") from error


@require_safe
@needs("files.view")
def drawing(request: StaffRequest, pk: int, number: int) -> HttpResponseBase:
    """The picture of a page."""
    found = _found(pk)
    try:
        return serving.drawing(request, reading.drawing(found.stored, number))
    except FileNotFoundError as error:
        raise Http404("没有这一页的预览。") from error


@require_POST
@needs("files.remove")
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """End a file's use; it can be restored for some days. What is published, or is to be, keeps its files."""
    found = _changeable(request, pk)
    try:
        actions.remove(found, on=localdate(), at=now(), by=request.user)
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"已删除“{found.name}”；{GRACE.days} 天内可以在这里恢复。")
    return redirect("desk:file", pk)


@require_POST
@needs("files.remove")
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Resume a file's use."""
    found = _changeable(request, pk)
    try:
        actions.restore(found, on=localdate(), by=request.user)
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"已恢复“{found.name}”。")
    return redirect("desk:file", pk)


def _found(pk: int) -> File:
    """The file, if this person's organs have it; that others have one does not show."""
    return get_object_or_404(visible(), pk=pk)


def _changeable(request: StaffRequest, pk: int) -> File:
    found = _found(pk)
    if not request.user.has_perm("files.remove", found):
        raise PermissionDenied("files.remove")
    return found


def _page(extract: Extract | None) -> SafeString:
    """The document as HTML, cleaned once more: what stands in the database is trusted no further."""
    return mark_safe(reading.clean(extract.page) if extract else "")  # noqa: S308  cleaned


def _history(found: File) -> Iterator[dict[str, Any]]:
    for entry in history(found):
        yield {"when": entry.recorded_at, "title": act(entry.act), "by": who(entry), "kind": "info"}
