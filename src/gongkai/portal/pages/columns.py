"""The catalogue as a tree, and what is out in a column, page by page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.catalogue.models import Column
from gongkai.catalogue.queries.public import column_at, columns, counted, list_page, tree
from gongkai.law.disclosure import basis_of
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import above, frame, place_of, statutory
from gongkai.portal.pages.structured import of_column


@public
@of_organ
def catalogue(request: HttpRequest, organ: Organ) -> HttpResponse:
    """法定主动公开内容: every column with how much is in it, and since when."""
    context = frame(organ, at="catalogue")
    context["counted"] = statutory(tree(counted(columns(organ.pk))))
    return render(request, "portal/pages/catalogue.html", context)


@public
@of_organ
def systems(request: HttpRequest, organ: Organ) -> HttpResponse:
    """政府信息公开制度: the rules that the organ's disclosure follows."""
    context = frame(organ, at="systems")
    found = context["columns"].systems
    if found is None:
        return render(request, "portal/pages/systems.html", context)
    return _listing(request, context, found, 0)


@public
@of_organ
def column(request: HttpRequest, organ: Organ, path: str, number: int = 0) -> HttpResponse:
    """A column: the newest entries at its own address, older ones on numbered pages that never change."""
    context = frame(organ)
    in_use = next((one for one in context["columns"].found if one.path == path), None)
    found = in_use or column_at(organ.pk, path)
    if found is None:
        raise Http404
    return _listing(request, context, found, number)


def _listing(request: HttpRequest, context: dict[str, Any], found: Column, number: int) -> HttpResponse:
    page = list_page(found, number)
    if page is None:
        raise Http404
    trail = list(above(context["columns"].found, found))
    context |= {
        "column": found,
        "basis": basis_of(found.duty),
        "place": place_of(found),
        "page": page,
        "trail": trail,
        "structured": of_column(found, context["organ"], trail),
        "below": [one for one in context["columns"].found if one.parent_id == found.pk],
    }
    return render(request, "portal/pages/column.html", context)
