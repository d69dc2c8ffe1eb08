"""Addresses of pages, and whole ones, as programs keep them."""

from functools import lru_cache

from django.urls import reverse

from gongkai.catalogue.models import Publication
from gongkai.notices.wording import absolute
from gongkai.reports.models import AnnualReport

CONSOLIDATED = "?kind=consolidated"


@lru_cache(maxsize=10_000)
def path(route: str, *parts: object) -> str:
    """The address of a page, by the name of its route: as ``reverse``, but looked up only once."""
    return reverse(route, args=parts)


def around_items(slug: str, route: str = "portal:item", *parts: str) -> tuple[str, str]:
    """What stands before and after an item's number in the address of its page, or of what is made of it."""
    before, number, after = path(route, slug, 0, *parts).rpartition("/0/")
    return before + number[:1], number[-1:] + after


def page_of(found: Publication | AnnualReport) -> str:
    """The address of the page that shows an item or a report."""
    if isinstance(found, Publication):
        before, after = around_items(found.organ.slug)
        return f"{before}{found.pk}{after}"
    kind = CONSOLIDATED if found.is_consolidated else ""
    return path("portal:report", found.organ.slug, found.year) + kind


def at(name: str, *parts: object) -> str:
    """The whole address of a page of the portal, by the name of its route."""
    return absolute(path(f"portal:{name}", *parts))
