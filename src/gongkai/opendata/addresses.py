"""Whole addresses of pages, as programs keep them."""

from django.urls import reverse

from gongkai.notices.wording import absolute


def at(name: str, *parts: object) -> str:
    """The whole address of a page of the portal, by the name of its route."""
    return absolute(reverse(f"portal:{name}", args=parts))
