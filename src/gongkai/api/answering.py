"""How every address of the interface answers: reading only, not too often, cheaply when nothing changed."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.timezone import now
from django.views.decorators.http import conditional_page

from gongkai.api.problems import answer
from gongkai.faces.lasting import KEPT_SECONDS
from gongkai.faces.limiting import Limit, is_often

SAFE = ("GET", "HEAD")
WINDOW_SECONDS = 60
View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """Let a view answer as the interface does; nothing of it depends on who asks."""
    kept = conditional_page(_kept(view))

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return opened(_refusal(request) or _read(request, lambda: kept(request, *args, **kwargs)))

    answered.__dict__["csrf_exempt"] = True  # nothing can be written
    return answered


def _kept(view: View) -> View:
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return kept


def _read(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """An answer to HEAD is that to GET, of which the server sends the headers alone; ninja knows no HEAD."""
    asked, request.method = request.method, "GET"
    response = view()
    request.method = asked
    return response


def _refusal(request: HttpRequest) -> HttpResponse | None:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": ", ".join(SAFE)})
    if request.method not in SAFE:
        refused = answer(HTTPStatus.METHOD_NOT_ALLOWED, "接口只供读取，请使用 GET。")
        refused["Allow"] = ", ".join(SAFE)
        return refused
    return _often(request)


def _often(request: HttpRequest) -> HttpResponse | None:
    """A refusal where this address asked too often; only a digest of the address is counted with."""
    if not settings.API_PER_MINUTE:
        return None
    limit = Limit("api", settings.API_PER_MINUTE, WINDOW_SECONDS)
    at = now()
    if not is_often(limit, request, at):
        return None
    wait = WINDOW_SECONDS - int(at.timestamp()) % WINDOW_SECONDS
    refused = answer(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"每分钟最多{limit.most}次，请{wait}秒后再试。需要全部数据的，请从变更接口读一遍，以后只读变化。",
    )
    refused["Retry-After"] = str(wait)
    return refused


def opened(response: HttpResponse) -> HttpResponse:
    """Pages of other sites may read it, too: it is open data and knows no cookie."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
