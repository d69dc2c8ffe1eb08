"""Pages for machines: a process lives, the place is ready, and its figures."""

import hmac
from dataclasses import asdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from gongkai.health import metrics, probes

HERE = ("127.0.0.1", "::1", "")
UNREADY = 503


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view's signature
    """This process answers; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Whether to send work here. What was found is told in full only to who asks from this machine."""
    found = probes.readings()
    is_ready = all(reading.is_well for reading in found.values() if reading.essential)
    told: dict[str, object] = {"ready": is_ready}
    if _is_trusted(request):
        told["probes"] = {name: asdict(reading) for name, reading in found.items()}
    return JsonResponse(told, status=200 if is_ready else UNREADY, json_dumps_params={"ensure_ascii": False})


@require_safe
@never_cache
def figures(request: HttpRequest) -> HttpResponse:
    """Prometheus' page; from this machine, or with the token."""
    if not _is_trusted(request):
        return HttpResponseForbidden(
            "只供本机或持有令牌的监控程序访问\n", content_type="text/plain; charset=utf-8"
        )
    return HttpResponse(metrics.page(), content_type=CONTENT_TYPE_LATEST)


def _is_trusted(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    # Behind a proxy everything comes from this machine, so the address tells nothing.
    forwarded = "X-Forwarded-For" in request.headers
    return not forwarded and request.META.get("REMOTE_ADDR", "") in HERE
