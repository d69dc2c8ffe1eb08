"""A search as a feed: the newest of what is found, as it can be read now, and not without end."""

from django.core.cache import cache
from lxml import etree, html
from tests.catalogue.press import TODAY
from tests.portal.finding.publishing import published

from gongkai.faces.limiting import Limit
from gongkai.portal.finding import feeds

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(visitor, address, query):
    answer = visitor.get(address, query)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return [one.text for one in etree.fromstring(answer.content).iterfind("a:entry/a:title", ATOM)]


def test_it_tells_what_is_found_and_out(press, visitor):
    published(press, title="公共法律服务季报")
    published(press, title="机关食堂采购公告", body="<p>食堂。</p>")
    gone = published(press, title="公共法律服务年报")
    query = {"q": "公共法律服务"}
    assert sorted(entries(visitor, "/search/feed.xml", query)) == ["公共法律服务季报", "公共法律服务年报"]
    press.withdrawn(gone)
    assert entries(visitor, "/justice/search/feed.xml", query) == ["公共法律服务季报"]
    assert entries(visitor, "/finance/search/feed.xml", query) == []
    assert entries(visitor, "/search/feed.xml", query | {"year": str(TODAY.year - 1)}) == []


def test_the_search_page_leads_to_the_feed_of_what_was_asked(press, visitor):
    published(press)
    page = html.fromstring(
        visitor.get("/search/", {"q": "公共法律服务", "year": "2026", "sort": "date"}).text
    )
    (address,) = page.xpath("//link[@rel='alternate']/@href")
    assert "sort" not in address
    feed = etree.fromstring(visitor.get(address).content)
    assert feed.find("a:entry", ATOM) is not None
    links = {one.get("rel"): one.get("href") for one in feed.iterfind("a:link", ATOM)}
    assert links["self"].endswith(address)
    assert links["alternate"].endswith(address.replace("feed.xml", ""))


def test_without_words_it_says_what_is_missing(visitor):
    for query in ({}, {"q": "。，"}):
        answer = visitor.get("/search/feed.xml", query)
        assert answer.status_code == 400
        assert "法律援助" in answer.text


def test_who_asks_without_end_or_too_early_is_asked_to_wait(visitor, monkeypatch, settings, tmp_path):
    monkeypatch.setattr(feeds, "SEARCHES", Limit("search", 1, 60 * 60))
    answers = [visitor.get("/search/feed.xml", {"q": "法律"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 429]
    cache.clear()
    settings.SEARCH_ROOT = tmp_path / "elsewhere"
    answers.append(visitor.get("/search/feed.xml", {"q": "法律"}))
    assert answers[2].status_code == 503
    assert {one["Retry-After"] for one in answers[1:]} == {"60"}
