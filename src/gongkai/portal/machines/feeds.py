"""Atom feeds of what is published: of all organs, of one, of a column; and how any feed is made."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import get_current_timezone

from gongkai.catalogue.models import Publication
from gongkai.catalogue.queries.public import column_at, everywhere, in_column, published
from gongkai.notices.wording import absolute
from gongkai.opendata.addresses import page_of
from gongkai.organs.models import Organ
from gongkai.portal.addressed import of_organ
from gongkai.portal.caching import public
from gongkai.portal.pages.frame import REPORTS
from gongkai.reports.models import AnnualReport

ENTRIES = 50
NEVER = datetime.fromtimestamp(0, UTC)


class Feed(Atom1Feed):
    """A feed that says the same whenever it is asked for, also where nothing is in it."""

    def latest_post_date(self) -> datetime:
        """When something in it changed last."""
        return super().latest_post_date() if self.items else NEVER


@public
def all_feed(request: HttpRequest) -> HttpResponse:
    """The newest of all organs."""
    found = everywhere()[:ENTRIES]
    return atom("政府信息公开", page=reverse("portal:home"), address=request.path, found=found)


@public
@of_organ
def feed(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The newest of an organ."""
    title, page = f"{organ.name}政府信息公开", reverse("portal:organ", args=[organ.slug])
    return atom(title, page=page, address=request.path, found=published(organ.pk)[:ENTRIES])


@public
@of_organ
def column_feed(request: HttpRequest, organ: Organ, path: str) -> HttpResponse:
    """The newest of a column."""
    column = column_at(organ.pk, path)
    if column is None:
        raise Http404
    page = reverse("portal:column", args=[organ.slug, path])
    title = f"{organ.name} {column.name}"
    return atom(title, page=page, address=request.path, found=in_column(column)[:ENTRIES])


def atom(title: str, *, page: str, address: str, found: Iterable[Publication | AnnualReport]) -> HttpResponse:
    """What is published as a feed that stands at an address, and tells what a page shows."""
    made = Feed(
        title=title,
        link=absolute(page),
        description="",
        language="zh-Hans",
        feed_url=absolute(address),
        feed_guid=absolute(page),
    )
    for row in found:
        told = _item(row) if isinstance(row, Publication) else _report(row)
        made.add_item(title=row.title, link=absolute(page_of(row)), **told)
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _item(row: Publication) -> Mapping[str, Any]:
    return {
        "description": row.summary or row.title,
        "unique_id": _tag(row.published_at, f"item/{row.pk}"),
        "author_name": row.makers or row.organ.name,
        "pubdate": row.published_at,
        "updateddate": row.corrected_at or row.published_at,
        "categories": [row.column.name],
    }


def _report(row: AnnualReport) -> Mapping[str, Any]:
    """All versions of a report are one entry, that changes."""
    kind = "consolidated/" if row.is_consolidated else ""
    on = datetime.combine(row.out_since, time(), get_current_timezone())
    return {
        "description": row.title,
        "unique_id": _tag(date(row.year, 12, 31), f"report/{kind}{row.organ_id}/{row.year}"),
        "author_name": row.organ.name,
        "pubdate": on,
        "updateddate": on,
        "categories": [REPORTS],
    }


def _tag(day: date, rest: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{day:%Y-%m-%d}:{rest}"
