"""Baked pages reach the public in the same words: from nginx with all else stopped, and from the app."""

import gzip
from urllib.parse import quote

import brotli
import pytest
from django.db import OperationalError
from django.test import Client
from tests.deploy.front import HOST, NGINX, Front, needed
from tests.portal.baking.kitchen import every_address, from_app

from gongkai.portal.baking import tree
from gongkai.portal.baking.keeping import everything

SAME = (
    "Content-Type",
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Frame-Options",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Cache-Control",
)


def said(answer):
    """The headers that must not depend on who answers, whatever the order of directives."""
    return {name: set(answer.headers[name].split("; ")) for name in SAME}


@pytest.fixture
def site(settings, tmp_path):
    """The site by the name under which nginx serves it."""
    settings.SITE_URL = f"https://{HOST}"
    settings.ALLOWED_HOSTS = [HOST]
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.BAKED_ROOT = tmp_path / "baked"


@pytest.fixture
def client():
    return Client(headers={"host": HOST, "x-forwarded-proto": "https"})


@pytest.mark.usefixtures("site", "corpus")
def test_with_app_and_database_stopped_every_page_list_and_feed_is_there(tmp_path, client):
    if NGINX is None:
        needed("nginx", "nginx")
    count, failed = everything(lambda _: None)
    addresses = every_address()
    assert (count, failed) == (len(addresses), 0)
    assert set(tree.pages()) == set(addresses)
    with Front(tmp_path) as front:
        for address in addresses:
            expected = from_app(address, client)
            answer, content = front.fetch(quote(address))
            assert answer.status == 200, address
            assert content == expected.content, address
            assert said(answer) == said(expected), address
            assert ", ".join(answer.headers.get_all("Vary")) == "Accept-Encoding, Cookie"
        smaller, content = front.fetch("/justice/", **{"Accept-Encoding": "gzip"})
        assert smaller.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(content) == from_app("/justice/", client).content
        known = {"If-None-Match": smaller.headers["ETag"], "Accept-Encoding": "gzip"}
        assert front.fetch("/justice/", **known)[0].status == 304
        # in small type rather than not at all; but never one page in the place of another
        assert front.fetch("/justice/", Cookie="large=1")[1] == from_app("/justice/", client).content
        for other in ("/justice/?page=2", "/justice/nothing/", "/justice", "/justice/index.html.gz", "/lock"):
            assert front.fetch(other)[0].status == 503, other


@pytest.mark.usefixtures("site", "press")
def test_the_app_hands_them_out_without_asking_the_database(client, django_assert_num_queries):
    everything(lambda _: None)
    expected = from_app("/justice/", client)
    with django_assert_num_queries(0):
        plain = client.get("/justice/")
        small = client.get("/justice/", headers={"accept-encoding": "gzip, br"})
        packed = client.get("/justice/", headers={"accept-encoding": "gzip, br;q=0"})
        unchanged = client.get("/justice/", headers={"if-none-match": plain.headers["ETag"]})
        assert client.head("/justice/").headers["Content-Length"] == str(len(expected.content))
    assert plain.content == brotli.decompress(small.content) == gzip.decompress(packed.content)
    assert plain.content == expected.content
    assert said(plain) == said(expected)
    assert small.headers["Vary"] == "Cookie, Accept-Encoding"
    assert len({answer.headers["ETag"] for answer in (plain, small, packed)}) == 3
    assert (unchanged.status_code, unchanged.content) == (304, b"")


@pytest.mark.usefixtures("site", "press")
def test_who_asks_for_more_than_the_page_is_answered_by_the_app(client):
    everything(lambda _: None)
    tree.put("/justice/", b"baked")
    assert client.get("/justice/").content == b"baked"
    assert client.get("/justice/?from=paper").content != b"baked"
    assert client.post("/justice/").status_code == 405
    client.cookies["large"] = "1"
    assert b"large" in client.get("/justice/").content


@pytest.mark.usefixtures("site")
def test_where_the_database_is_away_large_type_gives_way(client, monkeypatch):
    def away(*_):
        raise OperationalError

    monkeypatch.setattr("gongkai.isolation.scope.take", away)
    tree.put("/justice/", b"baked")
    client.cookies["large"] = "1"
    assert client.get("/justice/").content == b"baked"
    assert client.get("/other/").status_code == 503
