"""站点地图: every place of an organ's site on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.catalogue.queries import topics
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame


@public
@of_organ
def site_map(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The five prescribed entries, all columns, all topics, and what helps to use the site."""
    context = frame(organ) | {"topics": list(topics(organ.pk)), "at": "map"}
    return render(request, "portal/pages/map.html", context)
