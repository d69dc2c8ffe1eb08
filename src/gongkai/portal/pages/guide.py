"""政府信息公开指南."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.faces.guides import composed
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame


@public
@of_organ
def guide(request: HttpRequest, organ: Organ) -> HttpResponse:
    """How to find what is published, and how to ask for more (条例 12)."""
    context = frame(organ, at="guide") | {"guide": composed(organ)}
    return render(request, "portal/pages/guide.html", context)
