"""Views below an organ's address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from gongkai.organs.models import Organ

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def of_organ(view: V) -> V:
    """Hand the organ of the address to a view, with its letterhead; one that is closed has no pages."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, **more: Any) -> HttpResponseBase:
        organ = get_object_or_404(Organ.objects.select_related("letterhead"), slug=slug, is_active=True)
        return view(request, organ, **more)

    return cast(V, found)
