"""Feeds and sitemaps: valid, stable, and of what is out alone."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from tests.catalogue.press import moment
from tests.database import as_owner

from gongkai.catalogue.actions import publishing
from gongkai.organs.models import Organ
from gongkai.portal.machines import addresses

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def visitor():
    return Client()


def read(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return etree.fromstring(answer.content)


@pytest.mark.parametrize("address", ["/feed.xml", "/justice/feed.xml", "/justice/columns/zcwj/feed.xml"])
def test_a_feed_tells_what_is_out(press, visitor, address):
    item = press.published()
    press.withdrawn(press.published(title="撤回的"))
    press.draft(title="没有发布的")
    root = read(visitor, address)
    (entry,) = root.findall("a:entry", ATOM)
    assert entry.findtext("a:title", namespaces=ATOM) == item.title
    assert entry.find("a:link", ATOM).get("href").endswith(f"/justice/items/{item.pk}/")
    for name in ("id", "updated", "title"):
        assert entry.findtext(f"a:{name}", namespaces=ATOM)
        assert root.findtext(f"a:{name}", namespaces=ATOM)
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "保定市司法局"


def test_an_entry_keeps_its_id_when_it_is_corrected(press, visitor):
    def entry():
        found = read(visitor, "/justice/feed.xml").find("a:entry", ATOM)
        return [found.findtext(f"a:{name}", namespaces=ATOM) for name in ("id", "updated")]

    item = press.published()
    before = entry()
    press.correcting(item)
    press.revise(item, body="<p>新</p>")
    press.publish(press.reviewed(item))
    assert entry()[0] == before[0]


def test_other_feeds_are_not_found(press, visitor):  # noqa: ARG001  the organ stands
    assert visitor.get("/justice/columns/none/feed.xml").status_code == 404
    assert visitor.get("/nobody/feed.xml").status_code == 404


def test_the_sitemap_leads_to_every_page_that_answers(press, visitor, settings):
    item = press.published()
    gone = press.published()
    press.withdrawn(gone)
    parts = [loc.text for loc in read(visitor, "/sitemap.xml").iterfind("m:sitemap/m:loc", MAP)]
    assert all(part.startswith(settings.SITE_URL) for part in parts)
    found = []
    for part in parts:
        root = read(visitor, part.removeprefix(settings.SITE_URL))
        found += [loc.text.removeprefix(settings.SITE_URL) for loc in root.iterfind("m:url/m:loc", MAP)]
    assert f"/justice/items/{item.pk}/" in found
    assert f"/justice/items/{gone.pk}/" not in found
    assert "/justice/columns/zcwj/" in found
    assert {visitor.get(address).status_code for address in found} == {200}
    assert visitor.get("/finance/sitemap-0.xml").status_code == 404


def test_each_stretch_of_an_organs_items_has_one_part(press, visitor, settings, monkeypatch):
    monkeypatch.setattr(addresses, "MOST", 2)
    items = [press.published() for _ in range(3)]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT setval('catalogue_item_id_seq', (SELECT max(id) + 7 FROM catalogue_item))")
    items.append(press.published())
    at = f"{settings.SITE_URL}/justice/sitemap-"
    parts = [loc.text for loc in read(visitor, "/sitemap.xml").iterfind("m:sitemap/m:loc", MAP)]
    numbers = sorted({item.pk // 2 for item in items})
    assert [part for part in parts if part.startswith(at)] == [f"{at}{number}.xml" for number in numbers]


def test_the_sitemap_asks_no_question_for_each_organ(press, visitor, django_assert_num_queries):
    press.published()
    with CaptureQueriesContext(connection) as few:
        visitor.get("/sitemap.xml")
    with as_owner():
        Organ.objects.filter(pk=press.cast.finance.pk).update(is_active=False)
    with django_assert_num_queries(len(few)):
        assert "/finance/" not in visitor.get("/sitemap.xml").content.decode()


def test_the_sitemap_says_when_a_page_last_changed(press, visitor):
    def changed():
        return [
            one.findtext("m:lastmod", namespaces=MAP)
            for address in ("/justice/sitemap-0.xml", "/justice/sitemap.xml")
            for one in read(visitor, address).iterfind("m:url", MAP)
            if "/items/" in (place := one.findtext("m:loc", namespaces=MAP)) or place.endswith("/zcwj/")
        ]

    item = press.published()
    assert changed() == ["2026-10-09", "2026-10-09"]
    later = date(2026, 10, 12)
    with press.cast.entered(press.jiang):
        publishing.mark_validity(item, "repealed", why="被废止。", on=later, at=moment(later), by=press.jiang)
    assert changed() == ["2026-10-12", "2026-10-09"]


@pytest.mark.django_db
def test_robots_are_told_of_the_sitemap_and_kept_from_the_desk(visitor, settings):
    text = visitor.get("/robots.txt").text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert "Disallow: /desk/" in text
