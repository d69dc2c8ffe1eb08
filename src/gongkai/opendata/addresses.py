"""Whole addresses of pages, as programs keep them."""

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """The whole address of a page, whoever asked for it and by what name."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def at(name: str, *parts: object) -> str:
    """The whole address of a page of the portal, by the name of its route."""
    return absolute(reverse(f"portal:{name}", args=parts))
