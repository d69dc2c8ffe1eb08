"""A page as the public reads it at this moment, made without a web server."""

import io
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve

from gongkai.portal.baking.pages import PAGES

PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True)
class Page:
    """What is sent: its bytes, and what they are."""

    content: bytes
    content_type: str


def rendered(address: str) -> Page | None:
    """A public page; None where there is none. The transaction must run as the public.

    The view is asked as whoever calls the site by its own name asks it, without cookies. No middleware
    runs: it changes headers only, and counts visits that nobody paid.
    """
    try:
        match = resolve(address)
        if match.url_name not in PAGES:
            return None
        response = match.func(asked_for(address), *match.args, **match.kwargs)
    except (Http404, Resolver404):
        return None
    if response.status_code != HTTPStatus.OK:
        return None
    return Page(response.content, response.headers["Content-Type"])


def asked_for(address: str) -> HttpRequest:
    """A request for a page of this site, from nobody in particular."""
    own = urlsplit(settings.SITE_URL)
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address.encode().decode("latin-1"),
            "QUERY_STRING": "",
            "HTTP_HOST": own.netloc,
            "SERVER_NAME": own.hostname or "",
            "SERVER_PORT": str(own.port or PORTS.get(own.scheme, "80")),
            "wsgi.url_scheme": own.scheme,
            "wsgi.input": io.BytesIO(),
        }
    )
