"""Which addresses there are, for search engines: robots.txt and sitemaps."""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.catalogue.models import Publication
from gongkai.catalogue.queries.public import columns, counted, stretches
from gongkai.notices.wording import absolute
from gongkai.opendata.addresses import around_items, at
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 20_000  # addresses in a part; the standard allows 50,000
CLOSED = ("/desk/", "/accounts/", "/search/", "/*/search/", "/*/follow/", "/calendar/", "/leaving/")


@public
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a page's signature
    """What programs are asked not to fetch, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {at('sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  as above
    """The index of all sitemaps: for each organ one of its pages, and one for each stretch of its items."""
    of_items = stretches(MOST)
    parts: list[str] = []
    for organ in listed():
        parts.append(at("sitemap_pages", organ.slug))
        parts += [_items_part(organ.slug, part) for part in of_items.get(organ.pk, ())]
    body = "".join(f"<sitemap><loc>{escape(part)}</loc></sitemap>\n" for part in parts)
    return _xml(f'<sitemapindex xmlns="{NAMESPACE}">\n{body}</sitemapindex>\n')


@public
@of_organ
def sitemap_pages(request: HttpRequest, organ: Organ) -> HttpResponse:  # noqa: ARG001  as above
    """An organ's pages but for its items; of columns with the day on which something last came in."""
    names = ("organ", "guide", "systems", "catalogue", "topics", "reports", "map", "data", "ask")
    found = [(at(name, organ.slug), "") for name in names]
    for column in counted(columns(organ.pk)):
        newest: datetime | None = column.__dict__["newest"]
        found.append((at("column", organ.slug, column.path), _day(newest) if newest else ""))
    return _urls(iter(found))


@public
@of_organ
def sitemap_items(request: HttpRequest, organ: Organ, part: int) -> HttpResponse:  # noqa: ARG001  as above
    """A stretch of an organ's items, with the day on which each last changed; not those withdrawn."""
    rows = Publication.objects.filter(organ=organ, item_id__gte=part * MOST, item_id__lt=(part + 1) * MOST)
    out = rows.filter(withdrawn_at__isnull=True).order_by("item_id")
    if not rows.exists():
        raise Http404
    changed = out.values_list("item_id", "published_at", "corrected_at", "marked_on")
    before, after = around_items(organ.slug)
    before = absolute(before)
    return _urls(
        (f"{before}{pk}{after}", max(_day(corrected or published), f"{marked or ''}"))
        for pk, published, corrected, marked in changed.iterator()
    )


def _items_part(slug: str, part: int) -> str:
    # Not by ``at``, which keeps what it was asked: there may be thousands.
    return absolute(reverse("portal:sitemap_items", args=[slug, part]))


def _day(moment: datetime) -> str:
    """The day here, as sitemaps write it: later days are greater."""
    return localdate(moment).isoformat()


def _urls(found: Iterator[tuple[str, str]]) -> HttpResponse:
    body = "".join(
        f"<url><loc>{escape(loc)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for loc, day in found
    )
    return _xml(f'<urlset xmlns="{NAMESPACE}">\n{body}</urlset>\n')


def _xml(text: str) -> HttpResponse:
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', content_type="application/xml; charset=utf-8"
    )
