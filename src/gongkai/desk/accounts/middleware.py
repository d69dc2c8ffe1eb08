"""Sessions where people log in and work, and none on the public's pages."""

from collections.abc import Callable
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.middleware import SessionMiddleware as DjangosMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from gongkai.isolation.middleware import face
from gongkai.isolation.roles import Role

SHOWN_TO = timedelta(minutes=1)  # as the list of places says when each was last used


class SessionMiddleware(DjangosMiddleware):
    """Django's, but for the public's pages: whoever reads there stays unknown, staff too.

    Their database role could not read a session either.
    """

    def process_request(self, request: HttpRequest) -> None:
        if face(request.path) is Role.PORTAL:
            request.session = self.SessionStore()
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if face(request.path) is Role.PORTAL:
            return response
        return super().process_response(request, response)


class PlacesMiddleware:
    """Writes down where somebody is logged in, once a minute for the same browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _is_written_down(request):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)


def _is_written_down(request: HttpRequest) -> bool:
    longest = UserSession._meta.get_field("user_agent").max_length
    found = UserSession.objects.filter(
        session_key=request.session.session_key,
        user=request.user.pk,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:longest],
        last_seen_at__gt=now() - SHOWN_TO,
    )
    return bool(found.exists())
