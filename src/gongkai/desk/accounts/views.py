"""One's own account at a glance, and where one is logged in."""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect.views import login
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from gongkai.desk.accounts.browsers import browser
from gongkai.isolation import scope
from gongkai.organs.models import User
from gongkai.organs.queries import running

UNAVAILABLE = 503


class SessionsView(ListUserSessionsView):
    """Where one is logged in, the present place first; each other one can be ended."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = sorted(context.pop("sessions"), key=lambda one: (not one.is_current(), -one.pk))
        context["sessions"] = [(one, browser(one.user_agent)) for one in found]
        return context


sessions = never_cache(SessionsView.as_view())


@never_cache
@require_safe
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Who one is here, with which roles, and how the account is kept safe."""
    person = request.user
    assert isinstance(person, User)  # noqa: S101  login_required says so; the type checker cannot know
    scope.take(scope.Scope(role=scope.GATE.role, user=person.pk))
    context = {
        "person": person,
        "roles": running(localdate()).filter(user=person).select_related("organ").order_by("pk"),
        "kinds": set(Authenticator.objects.filter(user=person).values_list("type", flat=True)),
        "session_count": len(UserSession.objects.purge_and_list(person)),
    }
    return render(request, "account/overview.html", context)


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End a log-in of one's own elsewhere; what is not one's own does not exist here."""
    found = get_object_or_404(UserSession, pk=pk, user=request.user)
    if found.is_current():
        return redirect("account_logout")
    get_adapter().end_sessions([found])
    messages.success(request, "已退出该设备上的登录。")
    return redirect("usersessions_list")


def sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the identity platform; where it does not answer, the page says what to do instead."""
    try:
        return cast(HttpResponse, login(request, provider_id))
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=UNAVAILABLE)
