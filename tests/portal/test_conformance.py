"""The whole portal, walked as a reader would: no dead link, no way out unasked, each page as prescribed."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import resolve
from tests.cast import TODAY
from tests.catalogue.press import moment
from tests.database import as_owner
from tests.walks.contents import body
from tests.walks.routes import patterns

from gongkai import facts
from gongkai.law.websites import Tier
from gongkai.letters.models import Letterhead
from gongkai.opendata.writing import write_everything
from gongkai.organs.models import Organ, Unit
from gongkai.search.keeping import rebuild
from gongkai.websites.judging import judge
from gongkai.websites.walking import Answer, Ground, walk

STARTS = (
    "/",
    "/justice/search/?q=%E6%B3%95%E5%BE%8B",
    "/search/?q=%E6%B3%95%E5%BE%8B",
    "/leaving/?to=https%3A%2F%2Fwww.example.com%2F",
    "/sitemap.xml",
    "/robots.txt",
)
ARTICLES = ("item", "report")
COLUMNS = (
    "guide",
    "systems",
    "catalogue",
    "column",
    "column_page",
    "topics",
    "topic",
    "reports",
    "all_reports",
    "ask",
)
# Nobody is led there who did not hand in a request, or was not given the address of a calendar.
OF_ONE_PERSON = (
    "ask/receipt",
    "correct/receipt",
    "report-error/received",
    "follow/leave",
    "follow/case",
    "calendar/",
)
NUMBERS = {"icp_number": "冀ICP备00000000号-1", "police_number": "冀公网安备 13000002000000号"}


class Visitor:
    """Asks for addresses in this process, and for styles and pictures where they lie."""

    def __init__(self, settings):
        self.shipped = settings.STATIC_URL
        self.client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})

    def __call__(self, address):
        parts = urlsplit(address)
        if parts.path.startswith(self.shipped):
            return lying(parts.path.removeprefix(self.shipped))
        cache.clear()  # nobody is turned away for asking too often
        answer = self.client.get(f"{parts.path}?{parts.query}")
        kind, to = (answer.headers.get(name, "") for name in ("Content-Type", "Location"))
        return Answer(answer.status_code, kind, body(answer), to)


def lying(name):
    place = finders.find(name)
    if place is None:
        return Answer(404)
    return Answer(200, "text/css" if name.endswith(".css") else "", Path(place).read_bytes())


@pytest.fixture
def portal(corpus, year, settings, tmp_path, monkeypatch):
    """Everything that a portal can show is there; list pages are short, so that there are several."""
    monkeypatch.setattr("gongkai.catalogue.queries.public.LIST_PAGE", 2)
    settings.SEARCH_ROOT = tmp_path / "search"
    year.published()
    with as_owner(), connection.cursor() as cursor:
        Organ.objects.update(**NUMBERS)
        for organ in Organ.objects.filter(letterhead__isnull=True):
            Letterhead.objects.create(organ=organ, contact="李某", phone="0000-5550100", address="示例路1号")
        for organ in Organ.objects.exclude(units__is_disclosure_office=True):
            Unit.objects.create(organ=organ, name="办公室", is_disclosure_office=True)
        cursor.execute("SELECT ledger_anchor(%s)", [TODAY])
    rebuild(lambda _: None, at=moment())
    settings.OPENDATA_ROOT = tmp_path / "opendata"
    write_everything(moment(), lambda _: None)
    return corpus


def told(faults):
    return [f"{fault.on}: {fault.what}" for fault in faults]


def tier(address, page, rules):  # noqa: ARG001  a tier is asked for with all three
    name = resolve(urlsplit(address).path).url_name
    return Tier.ARTICLE if name in ARTICLES else Tier.COLUMN if name in COLUMNS else Tier.SITE


def routes(addresses):
    return {resolve(urlsplit(one).path).route for one in addresses}


def public():
    closed = ("desk/", "accounts/", "styleguide/", "api/")
    return {
        one for one in patterns() if not one.startswith(closed) and not any(w in one for w in OF_ONE_PERSON)
    }


@pytest.mark.usefixtures("portal")
def test_every_page_is_reached_whole_and_as_prescribed(settings):
    found = walk(Visitor(settings), Ground(settings.SITE_URL), *STARTS)
    assert told(found.faults) == []
    assert told(judge(found, facts.website_rules(), tier)) == []
    pages = [link.to for read in found.pages.values() if read.page is None for link in read.links]
    assert [one for one in pages if one not in found.linked and not one.endswith(".xml")] == []
    assert public() - routes(one for one in found.statuses if settings.STATIC_URL not in one) == set()
