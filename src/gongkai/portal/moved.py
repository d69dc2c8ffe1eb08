"""Addresses that moved: whoever asks at the old one is sent to the new one, also long after."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from gongkai.catalogue.queries.public import column_at, column_once_at, topic_at, topic_once_at
from gongkai.faces.lasting import KEPT
from gongkai.organs.queries import active_organs, at_slug

SAFE = ("GET", "HEAD")


class MovedMiddleware:
    """Where a page of the portal is not there, looks whether what stood there has another address now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Asked while the database can still be read, which it cannot once the page's answer is made."""
        to = new_address(request) if isinstance(exception, Http404) else None
        return _redirect(request, to) if to else None


def new_address(request: HttpRequest) -> str | None:
    """The address to which a page has moved; None where it has not, or there never was one."""
    match = request.resolver_match
    if match is None or match.namespaces != ["portal"] or "slug" not in match.kwargs:
        return None
    organ = at_slug(active_organs(), match.kwargs["slug"])
    if organ is None:
        return None
    new: dict[str, Any] = match.kwargs | {"slug": organ.slug}
    if "path" in new and column_at(organ.pk, new["path"]) is None:
        column = column_once_at(organ.pk, new["path"])
        new["path"] = column.path if column else new["path"]
    if "topic" in new and topic_at(organ.pk, new["topic"]) is None:
        topic = topic_once_at(organ.pk, new["topic"])
        new["topic"] = topic.slug if topic else new["topic"]
    return reverse(match.view_name, kwargs=new) if new != match.kwargs else None


def _redirect(request: HttpRequest, to: str) -> HttpResponse:
    """For good, but kept for seconds only: what moves back would else be sent to and fro by browsers.

    What was typed into a form goes along.
    """
    query = request.META.get("QUERY_STRING", "")
    there = f"{to}?{query}" if query else to
    response = HttpResponsePermanentRedirect(there, preserve_request=request.method not in SAFE)
    response["Cache-Control"] = KEPT
    return response
