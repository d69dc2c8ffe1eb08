"""Who is at the desk, and which organs' rows this request may touch."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.timezone import localdate

from gongkai.isolation import scope
from gongkai.isolation.roles import Role
from gongkai.organs.queries import standing

DESK = "/desk/"


class StaffMiddleware:
    """Turns the log-in's scope into the scope of the person who logged in; sends others to log in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DESK):
            return self.get_response(request)
        if not request.user.is_authenticated:
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
        scope.take(scope.Scope(role=Role.GATE, user=request.user.pk))
        found = standing(request.user, on=localdate())
        request.user.standing = found
        with scope.entered(found.scope):
            return self.get_response(request)
