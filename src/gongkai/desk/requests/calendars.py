"""日历订阅: the address under which a person's calendar programme reads the due dates; shown once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.http import StaffRequest, needs, working_organ
from gongkai.notices.wording import absolute
from gongkai.requests.queries import feed_of
from gongkai.requests.wishes import make_feed, revoke_feed

SUBSCRIBE = "requests.subscribe"


@require_safe
@needs(SUBSCRIBE)
def feed(request: StaffRequest) -> HttpResponse:
    """Whether there is a calendar, and what can be done with it."""
    return _page(request)


@require_POST
@needs(SUBSCRIBE)
def make(request: StaffRequest) -> HttpResponse:
    """A new address; shown on this page alone, since nobody can look it up again."""
    token = make_feed(request.user, organ=working_organ(request), at=now())
    return _page(request, absolute(reverse("portal:calendar", args=[token])))


@require_POST
@needs(SUBSCRIBE)
def revoke(request: StaffRequest) -> HttpResponse:
    """No address leads to the calendar any more."""
    revoke_feed(request.user, at=now())
    messages.success(request, "日历订阅已停用，原来的地址不能再用。")
    return redirect("desk:feed")


def _page(request: StaffRequest, address: str = "") -> HttpResponse:
    context = {"feed": feed_of(request.user.pk), "address": address}
    response = render(request, "desk/requests/feed.html", context)
    response["Cache-Control"] = "no-store"
    return response
