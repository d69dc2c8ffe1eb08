"""Handing out baked pages without a web server in front: no database is asked, so it may be away."""

import os
from collections.abc import Callable
from email.utils import formatdate
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from gongkai.faces.lasting import KEPT
from gongkai.faces.packing import taken
from gongkai.portal.baking import tree

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class BakedMiddleware:
    """Answers what anybody may ask in the same words; the rest goes on to the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_plain(request):
            return self.get_response(request)
        if not request.COOKIES.get("large"):
            return baked(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            # in small type rather than not at all
            return baked(request) or response
        return response

    @cached_property
    def _own(self) -> str:
        return str(urlsplit(settings.SITE_URL).netloc)

    def _is_plain(self, request: HttpRequest) -> bool:
        """Whether it asks by the name of the site for what stands at an address, and nothing more."""
        return (
            request.method in ("GET", "HEAD")
            and not request.META.get("QUERY_STRING")
            and request.META.get("HTTP_HOST") == self._own
        )


def baked(request: HttpRequest) -> HttpResponse | None:
    """The page that stands in the tree at the address asked for; None where none does."""
    try:
        place = tree.place_of(request.path_info)
        content, second = _read(place)
    except (tree.UnbakeableError, OSError):
        return None
    response = HttpResponse(content, content_type=tree.media_type(place))
    smaller = _smaller(request, place)
    if smaller:
        response.content, second = smaller[1:]
        response["Content-Encoding"] = smaller[0]
    response["Last-Modified"] = formatdate(second, usegmt=True)
    response["ETag"] = etag = f'"{second:x}-{len(response.content):x}"'
    response["Cache-Control"] = KEPT
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    found = get_conditional_response(request, etag, second, response)
    return found if isinstance(found, HttpResponse) else response


def _smaller(request: HttpRequest, place: Path) -> tuple[str, bytes, int] | None:
    """The page compressed as the browser takes it: the way, the bytes, and the second it was made."""
    readable = taken(request)
    for name, ending in ENCODINGS:
        if name in readable:
            try:
                return name, *_read(place.with_name(place.name + ending))
            except OSError:
                continue
    return None


def _read(place: Path) -> tuple[bytes, int]:
    """What stands in a file, and the second in which it was written."""
    with place.open("rb") as file:
        return file.read(), int(os.fstat(file.fileno()).st_mtime)
