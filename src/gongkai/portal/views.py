"""The portal's first pages: the organs, and how to read here."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from gongkai.catalogue.queries.public import everywhere
from gongkai.organs.queries import listed
from gongkai.portal.caching import public
from gongkai.portal.pages.structured import of_portal

LATEST = 10
YEAR = 365 * 24 * 60 * 60


@public
def home(request: HttpRequest) -> HttpResponse:
    """All organs here, higher ones first, and what any of them published last."""
    context = {"organs": listed(), "latest": everywhere()[:LATEST], "structured": of_portal()}
    return render(request, "portal/home.html", context)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How everyone can read these pages, and whom to tell where somebody cannot."""
    return render(request, "portal/accessibility.html")


@require_safe
def large(request: HttpRequest) -> HttpResponse:
    """Set the size of the type and return; the only cookie that the portal sets, and only when asked."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None) or not target.startswith("/"):
        target = reverse("portal:home")
    response = HttpResponseRedirect(target)
    if request.GET.get("on") == "1":
        response.set_cookie(
            "large", "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie("large", samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response
