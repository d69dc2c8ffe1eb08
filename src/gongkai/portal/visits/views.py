"""The counting address: every page of an organ asks for it as a picture, with or without scripts."""

from base64 import b64decode

import structlog
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from gongkai.channels.hits import Pool
from gongkai.channels.robots import is_robot
from gongkai.portal.visits.addresses import page_of

POINT = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")  # one point, transparent
log = structlog.get_logger(__name__)


@require_safe
def counted(request: HttpRequest) -> HttpResponse:
    """Write down that a page was read, and answer with a point; no database, no cookie."""
    found = page_of(request.GET.get("page", ""))
    if found and request.method == "GET" and not _is_ahead(request):
        _count(request, *found)
    response = HttpResponse(POINT, content_type="image/gif")
    response["Cache-Control"] = "no-store"
    return response


def _count(request: HttpRequest, organ: str, page: str) -> None:
    agent = request.headers.get("User-Agent", "")
    who = (str(get_adapter(request).get_client_ip(request)), agent)
    try:
        Pool(settings.VISITS_ROOT).add(organ, page, who=who, is_robot=is_robot(agent), on=localdate())
    except OSError as error:  # a page is read whether or not it can be counted
        log.warning("visit not counted", error=type(error).__name__)


def _is_ahead(request: HttpRequest) -> bool:
    """Whether a browser fetches a page that nobody may ever look at."""
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
