"""The picture at the end of every page of an organ: what it counts, of whom, and what it never keeps."""

import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.channels.reading import FIREFOX, pool, pool_place  # noqa: F401  a fixture

from gongkai.isolation.middleware import face
from gongkai.portal.visits import views
from gongkai.portal.visits.addresses import PAGES

PICTURE = re.compile(r'<img class="counted" src="([^"]+)" alt=""')


def picture(client, page):
    answer = client.get(page)
    assert answer.status_code == 200
    return unescape(PICTURE.search(answer.text)[1])


def hits():
    return [hit for batch in pool().take(today=date(2026, 11, 26)) for hit in batch.hits()]


@pytest.fixture
def reader(pool_place):  # noqa: ARG001, F811  a fixture in use
    return Client(headers={"User-Agent": FIREFOX})


def test_each_page_carries_the_picture_that_counts_it(press, reader):
    item = press.published()
    pages = {
        "/justice/": "",
        f"/justice/items/{item.pk}/": f"items/{item.pk}/",
        "/justice/columns/zcwj/": "columns/zcwj/",
        "/justice/columns/zcwj/pages/1/": "columns/zcwj/",
        "/justice/guide/?q=%E6%B3%95": "guide/",
        "/justice/ask/": "ask/",
    }
    for page in pages:
        answer = reader.get(picture(reader, page))
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/gif", "no-store")
        assert not answer.cookies
    found = hits()
    assert [(hit.organ, hit.page, hit.is_robot) for hit in found] == [
        ("justice", page, False) for page in pages.values()
    ]
    assert len({hit.visitor for hit in found}) == 1


def test_pages_that_are_no_organs_and_forms_that_were_sent_are_not_counted(press, reader):  # noqa: ARG001
    assert not PICTURE.search(reader.get("/").text)
    assert not PICTURE.search(reader.post("/justice/ask/", {}).text)


def test_counting_asks_no_database(press, reader):  # noqa: ARG001
    address = picture(reader, "/justice/")
    with CaptureQueriesContext(connection) as asked:
        reader.get(address)
    assert len(asked) == 0
    assert face(address)  # the page is the public's all the same


@pytest.mark.parametrize(
    ("page", "headers"),
    [
        ("justice/items/1/", {}),
        ("justice/items/1/:forged", {}),
        ("", {}),
        (PAGES.sign("justice/" + "x" * 400), {}),
        (PAGES.sign("justice/a\nb"), {}),
        (PAGES.sign("justice/"), {"Sec-Purpose": "prefetch;prerender"}),
    ],
)
def test_what_is_no_page_of_ours_is_answered_and_not_counted(reader, page, headers):
    answer = reader.get(f"/visits/counted.gif?{urlencode({'page': page})}", headers=headers)
    assert answer.content == views.POINT
    assert hits() == []


def test_machines_are_told_by_name_and_visitors_by_address_and_browser(reader):
    address = f"/visits/counted.gif?{urlencode({'page': PAGES.sign('justice/')})}"
    baidu = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
    reader.get(address)
    reader.get(address, REMOTE_ADDR="203.0.113.7")
    reader.get(address, headers={"User-Agent": FIREFOX.replace("128", "140")})
    reader.get(address, headers={"User-Agent": baidu})
    reader.get(address, headers={"User-Agent": ""})
    found = hits()
    assert [hit.is_robot for hit in found] == [False, False, False, True, True]
    assert len({hit.visitor for hit in found[:3]}) == 3


def test_no_address_and_no_browser_is_written_anywhere(reader):
    reader.get(
        f"/visits/counted.gif?{urlencode({'page': PAGES.sign('justice/')})}", REMOTE_ADDR="203.0.113.7"
    )
    kept = b"".join(path.read_bytes() for path in pool().folder.rglob("*") if path.is_file())
    assert kept
    for word in ("203.0.113.7", "203", "Firefox"):
        assert word.encode() not in kept.replace(b"2026", b"")
    assert pool().folder.stat().st_mode & 0o077 == 0


def test_a_page_is_shown_though_it_cannot_be_counted(reader, monkeypatch):
    def full(*_args, **_more):
        raise OSError("no room")

    monkeypatch.setattr(views.Pool, "add", full)
    assert reader.get(f"/visits/counted.gif?{urlencode({'page': PAGES.sign('justice/')})}").status_code == 200
