"""What a person is told, and how that person wants it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.http import StaffRequest
from gongkai.desk.listing import listing
from gongkai.desk.notices.forms import WishesForm
from gongkai.desk.notices.tables import NoticeFilter, NoticeTable
from gongkai.notices import queries
from gongkai.notices.inbox import keep_wishes, mark_all_read, mark_read
from gongkai.notices.wording import is_own


@require_safe
def notices(request: StaffRequest) -> HttpResponse:
    """A person's notices, newest first."""
    chosen = NoticeFilter(request.GET, queryset=queries.inbox(request.user))
    return listing(
        request,
        NoticeTable(chosen.qs),
        template="desk/notices/list.html",
        name="通知",
        context={"filter": chosen, "unread": queries.unread_count(request.user)},
    )


@require_safe
def open_notice(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Lead to what a notice is about; it has been read then."""
    notice = get_object_or_404(queries.inbox(request.user), pk=pk)
    mark_read(notice, at=now())
    return redirect(notice.url if is_own(notice.url) else "desk:notices")


@require_POST
def read_one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Mark a notice as read."""
    mark_read(get_object_or_404(queries.inbox(request.user), pk=pk), at=now())
    return redirect("desk:notices")


@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    """Mark all notices as read."""
    count = mark_all_read(request.user, at=now())
    messages.success(request, f"已将{count}条通知标为已读。" if count else "没有未读的通知。")
    return redirect("desk:notices")


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: StaffRequest) -> HttpResponse:
    """How the person wants to be told."""
    person = request.user
    form = WishesForm(
        request.POST if request.method == "POST" else None,
        queries.wishes(person.pk),
        queries.quiet_hours(person.pk),
    )
    if form.is_valid():
        keep_wishes(person, form.wishes)
        messages.success(request, "通知设置已保存。")
        return redirect("desk:notice-settings")
    return render(request, "desk/notices/settings.html", {"form": form})
