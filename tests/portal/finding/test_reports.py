"""Annual reports among the hits: beside items, in every way that hits are narrowed, sorted and followed."""

import pytest
from lxml import etree, html
from tests.database import as_owner
from tests.portal.finding.publishing import published, reported
from tests.reports.out import PERMITS, written

from gongkai.organs.models import Organ
from gongkai.portal.requests.suggesting import already_published
from gongkai.search.keeping import follow_reports

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TITLE = "保定市司法局2023年政府信息公开工作年度报告"


def hits(visitor, address="/search/", **query):
    """The text and address of each hit."""
    page = html.fromstring(visitor.get(address, query).text)
    found = page.xpath("//ol[@class='item-list']/li")
    return [(" ".join(one.text_content().split()), one.find("a").get("href")) for one in found]


@pytest.fixture
def report(press):
    return reported(press.organ, "推进公共法律服务专区建设。", year=2023)


@pytest.mark.usefixtures("report")
@pytest.mark.parametrize("text", ["2023年 年度报告", "司法局 年报", "专区建设", "信访举报投诉类申请"])
def test_a_report_looks_like_the_other_hits_and_leads_to_its_page(visitor, text):
    ((told, address),) = hits(visitor, q=text)
    assert told.startswith(TITLE)
    assert told.endswith("保定市司法局政府信息公开年报公布 2024-01-20")
    assert address == "/justice/reports/2023/"
    assert hits(visitor, "/justice/search/", q=text)[0][1] == address
    assert hits(visitor, "/finance/search/", q=text) == []


@pytest.mark.usefixtures("report")
def test_the_passage_shows_the_words_where_they_stand(visitor):
    page = visitor.get("/search/", {"q": "专区建设"}).text
    passage = page.split('<p class="passage">', 1)[1].split("</p>", 1)[0]
    assert "推进公共法律服务<mark>专区</mark>" in passage or "<mark>专区建设</mark>" in passage
    assert str(PERMITS) not in page


@pytest.mark.usefixtures("report")
def test_a_report_over_organs_leads_to_its_own_page(press, visitor):
    reported(press.organ, "各机关汇总。", year=2023, is_consolidated=True)
    found = dict(hits(visitor, q="“各机关汇总”"))
    assert list(found.values()) == ["/justice/reports/2023/?kind=consolidated"]
    assert "政府信息公开工作汇总年度报告" in next(iter(found))
    assert len(hits(visitor, q="2023 年度报告")) == 2


@pytest.mark.usefixtures("report")
def test_hits_are_narrowed_and_sorted_with_reports_among_them(press, visitor):
    item = published(press)
    of_item, of_report = f"/justice/items/{item.pk}/", "/justice/reports/2023/"

    def found(**query):
        return [address for _, address in hits(visitor, q="公共法律服务", **query)]

    assert sorted(found()) == [of_item, of_report]
    assert found(sort="date") == [of_item, of_report]
    assert found(genre="annual_report") == found(year="2024") == [of_report]
    assert found(genre="circular") == found(validity="in_force") == [of_item]
    assert found(column=str(press.column.pk)) == [of_item]
    page = visitor.get("/search/", {"q": "公共法律服务"}).text
    assert 'genre=annual_report">年度报告</a> <span class="muted number">1</span>' in page
    assert "year=2024" in page


@pytest.mark.usefixtures("report")
def test_a_report_that_was_replaced_is_not_shown_before_the_index_has_followed(press, visitor):
    written(press.organ, "更正后的话。", year=2023, version=2)
    assert_nothing_is_shown(visitor)


@pytest.mark.usefixtures("report")
def test_a_report_of_an_organ_that_was_closed_is_not_shown_either(press, visitor):
    with as_owner():
        Organ.objects.filter(pk=press.organ.pk).update(is_active=False)
    assert_nothing_is_shown(visitor)


def assert_nothing_is_shown(visitor):
    assert hits(visitor, q="专区建设") == []
    feed = visitor.get("/search/feed.xml", {"q": "专区建设"})
    assert feed.status_code == 200
    assert TITLE not in feed.text


def test_a_search_s_feed_tells_of_reports_and_keeps_their_ids(press, visitor, report):
    def entry():
        feed = etree.fromstring(visitor.get("/search/feed.xml", {"q": "司法局 年报"}).content)
        (found,) = feed.findall("a:entry", ATOM)
        return {one: found.findtext(f"a:{one}", namespaces=ATOM) for one in ("title", "id", "updated")} | {
            "link": found.find("a:link", ATOM).get("href"),
            "author": found.findtext("a:author/a:name", namespaces=ATOM),
            "category": found.find("a:category", ATOM).get("term"),
        }

    before = entry()
    assert before["title"] == report.title == TITLE
    assert before["link"].endswith("/justice/reports/2023/")
    assert before["author"] == "保定市司法局"
    assert before["category"] == "政府信息公开年报"
    assert before["updated"] == "2024-01-20T00:00:00+08:00"
    reported(press.organ, "更正后的话。", year=2023, version=2)
    assert entry() == before


@pytest.mark.usefixtures("report")
def test_who_asks_for_what_stands_in_a_report_is_shown_it(press):
    found = already_published(press.organ, "我想要贵局2023年的政府信息公开年度报告")
    assert [(one.title, one.url) for one in found] == [(TITLE, "/justice/reports/2023/")]


def test_a_report_published_by_the_act_is_found(year, visitor):
    year.published()
    follow_reports(year.cast.justice.pk)
    assert [address for _, address in hits(visitor, q="解读材料不够")] == ["/justice/reports/2025/"]
