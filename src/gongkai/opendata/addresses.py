"""Addresses of pages, and whole ones, as programs keep them."""

from functools import lru_cache

from django.urls import reverse

from gongkai.notices.wording import absolute


@lru_cache(maxsize=10_000)
def path(route: str, *parts: object) -> str:
    """The address of a page, by the name of its route: as ``reverse``, but looked up only once."""
    return reverse(route, args=parts)


def at(name: str, *parts: object) -> str:
    """The whole address of a page of the portal, by the name of its route."""
    return absolute(path(f"portal:{name}", *parts))
