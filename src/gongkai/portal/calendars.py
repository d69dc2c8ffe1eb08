"""Due dates for calendar programmes: whoever knows the address reads what its owner may see, and no person.

The public's role finds only the feed that the address names; what it lists is read as its owner would read it
at the desk today, and nothing can be written.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from gongkai.faces.limiting import Limit
from gongkai.isolation import scope
from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.notices.wording import absolute
from gongkai.organs.models import Role, User
from gongkai.organs.queries import Standing, standing
from gongkai.portal.ics import CONTENT_TYPE, Day
from gongkai.portal.ics import calendar as written
from gongkai.requests.codes import token_digest
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import followed, in_calendar
from gongkai.requests.reckoning import REPLY

TOO_OFTEN, TOO_OFTEN_TEXT = 429, "请求过于频繁，请一小时后再试。"
TEXT = "text/plain; charset=utf-8"
HOUR = 3600
REFRESH_HOURS = 4
FETCHED = Limit("calendar", 60, HOUR)  # by its owner's programmes
WRONG = Limit("calendar-wrong", 300, HOUR)  # addresses from one place that are none


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The due dates of a person's open requests.

    Raises:
        Http404: the address names no calendar, it was revoked, or its owner works here no more.
    """
    at, place = now(), str(get_adapter(request).get_client_ip(request))
    if WRONG.is_reached(place, at):
        return _too_often()
    digest = token_digest(token)
    owner = owner_of(digest)
    if owner is None:
        WRONG.count(place, at)
        raise Http404("没有这个日历，或者已经停用")
    if FETCHED.is_reached(digest, at):
        return _too_often()
    FETCHED.count(digest, at)
    content = written("公开申请期限", days_of(owner), at=at, refresh_hours=REFRESH_HOURS)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Cache-Control"] = f"private, max-age={HOUR}"
    response["X-Robots-Tag"] = "noindex"
    return response


def owner_of(digest: str) -> Standing | None:
    """What the owner of a calendar is today; None where there is no such calendar or person any more."""
    with scope.entered(scope.Scope(role=DatabaseRole.PORTAL, case=digest)):
        feed = followed(digest)
    if feed is None:
        return None
    with scope.entered(scope.Scope(role=DatabaseRole.GATE, user=feed.user_id)):
        person = User.objects.filter(pk=feed.user_id, is_active=True).first()
        return standing(person, on=localdate()) if person else None


def days_of(owner: Standing) -> list[Day]:
    """The last days of the requests that a person handles, and of the office that a person heads."""
    headed = [organ for organ, roles in owner.roles.items() if Role.HEAD in roles]
    with scope.entered(replace(owner.scope, writes=frozenset())):
        found = list(in_calendar(owner.user.pk, headed))
    return [day for request in found for day in _days(request)]


def _days(request: InfoRequest) -> Iterator[Day]:
    """The nearest limit, and the last day to reply where that is another."""
    if request.next_limit_on:
        yield _day(request, "limit", request.next_limit_on, request.next_limit)
    if request.due_on and request.due_on != request.next_limit_on:
        yield _day(request, "reply", request.due_on, REPLY)


def _day(request: InfoRequest, kind: str, on: date, what: str) -> Day:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return Day(
        uid=f"request-{request.pk}-{kind}@{host}",
        on=on,
        summary=f"申请{request.serial}：{what}",
        url=absolute(reverse("desk:request", args=[request.pk])),
    )


def _too_often() -> HttpResponse:
    response = HttpResponse(TOO_OFTEN_TEXT, status=TOO_OFTEN, content_type=TEXT)
    response["Retry-After"] = str(HOUR)
    response["Cache-Control"] = "private, no-store"
    return response
