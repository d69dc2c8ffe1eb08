"""Topics, the site map, and the question before somebody leaves."""

import pytest
from django.test import Client

from gongkai.portal.pages.leaving import is_web, with_question

ELSEWHERE = "https://www.gov.cn/zhengce/"


@pytest.fixture
def visitor(press):  # noqa: ARG001  the organ stands
    return Client()


def test_topics_and_map_of_an_organ(visitor):
    assert "没有专题" in visitor.get("/justice/topics/").text
    assert visitor.get("/justice/topics/none/").status_code == 404
    page = visitor.get("/justice/map/").text
    for address in ("/justice/guide/", "/justice/columns/zcwj/", "/justice/reports/", "/justice/ask/"):
        assert f'href="{address}"' in page


def test_the_question_names_where_a_link_leads(visitor):
    page = visitor.get("/leaving/", {"to": ELSEWHERE})
    assert page.status_code == 200
    assert "是否继续" in page.text
    assert f'href="{ELSEWHERE}"' in page.text


@pytest.mark.parametrize(
    "to",
    ["", "javascript:alert(1)", "//evil", "https://", "data:x", "http://a b/", "https://u:p@x/", "ftp://x/"],
)
def test_what_is_no_web_address_is_not_offered(visitor, to):
    answer = visitor.get("/leaving/", {"to": to})
    assert answer.status_code == 400
    assert "继续访问" not in answer.text
    assert not is_web(to)


def test_only_links_to_other_sites_lead_to_the_question():
    body = f'<p>见<a href="{ELSEWHERE}">原文</a>和<a href="/justice/">首页</a></p>'
    asked = with_question(body, "/leaving/")
    assert 'href="/leaving/?to=https%3A%2F%2Fwww.gov.cn%2Fzhengce%2F"' in asked
    assert 'href="/justice/"' in asked
    assert with_question("<p>无链接</p>", "/leaving/") == "<p>无链接</p>"


def test_an_item_leads_out_through_the_question(press, visitor):
    item = press.published(body=f'<p><a href="{ELSEWHERE}">原文</a></p>')
    assert "/leaving/?to=" in visitor.get(f"/justice/items/{item.pk}/").text
