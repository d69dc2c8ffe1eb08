"""Views below an organ's address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from gongkai.organs.models import Organ
from gongkai.statements import Blank, Statement

_open_at = Statement(
    lambda: Organ.objects.select_related("letterhead").filter(slug=Blank("slug"), is_active=True)
)
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def of_organ(view: V) -> V:
    """Hand the organ of the address to a view, with its letterhead; one that is closed has no pages."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, **more: Any) -> HttpResponseBase:
        organ = _open_at.first(slug=slug)
        if organ is None:
            raise Http404
        return view(request, organ, **more)

    return cast(V, found)
