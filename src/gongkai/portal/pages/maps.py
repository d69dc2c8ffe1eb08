"""站点地图: every place of a site on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.catalogue.queries.public import topics
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import frame


@public
def whole_map(request: HttpRequest) -> HttpResponse:
    """Every organ with its five entries, and the pages that belong to all of them."""
    return render(request, "portal/pages/whole_map.html", {"organs": listed()})


@public
@of_organ
def site_map(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The five prescribed entries, all columns, all topics, and what helps to use the site."""
    context = frame(organ, at="map") | {"topics": list(topics(organ.pk))}
    return render(request, "portal/pages/map.html", context)
