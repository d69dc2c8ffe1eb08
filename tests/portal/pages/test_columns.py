"""Columns: their tree, their list pages, which never shift."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.catalogue.press import columned

from gongkai.catalogue.models import Publication

MOST_QUERIES = 5


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr("gongkai.catalogue.queries.public.LIST_PAGE", 2)


def titled(press, *names):
    return [press.published(title=name) for name in names]


def shown(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 200
    return [name for name in "甲乙丙丁戊" if f">{name}</a>" in answer.text]


@pytest.mark.usefixtures("short_pages")
def test_pages_are_numbered_from_the_oldest(press, visitor):
    titled(press, "甲", "乙", "丙")
    assert shown(visitor, "/justice/columns/zcwj/") == ["乙", "丙"]
    assert shown(visitor, "/justice/columns/zcwj/pages/1/") == ["甲", "乙"]
    titled(press, "丁")
    assert shown(visitor, "/justice/columns/zcwj/pages/1/") == ["甲", "乙"]
    assert shown(visitor, "/justice/columns/zcwj/pages/2/") == ["丙", "丁"]
    assert visitor.get("/justice/columns/zcwj/pages/3/").status_code == 404


@pytest.mark.usefixtures("short_pages")
def test_what_is_withdrawn_leaves_a_gap_and_shifts_nothing(press, visitor):
    items = titled(press, "甲", "乙", "丙", "丁")
    press.withdrawn(items[0])
    assert shown(visitor, "/justice/columns/zcwj/pages/1/") == ["乙"]
    assert shown(visitor, "/justice/columns/zcwj/pages/2/") == ["丙", "丁"]


def test_who_moves_to_another_column_comes_last_there(press, visitor):
    other = columned(press.cast, "通知公告", "tzgg")
    titled(press, "甲")
    with press.cast.entered(press.jiang):
        first = Publication.objects.get().item
    press.correcting(first)
    with press.cast.entered(press.cast.wang):
        from_there = first
        from_there.column = other
        from_there.save(update_fields=["column"])
    press.publish(press.reviewed(first))
    assert shown(visitor, "/justice/columns/tzgg/") == ["甲"]
    assert shown(visitor, "/justice/columns/zcwj/") == []


def test_an_empty_column_says_what_belongs_there_and_leads_on(press, visitor):
    columned(press.cast, "普法动态", "pfdt", parent=press.column)
    local = visitor.get("/justice/columns/zcwj/pfdt/").text
    assert "自行设置" in local
    assert "回到上一级栏目“政策文件”" in local
    columned(press.cast, "统计信息", "tjxx", duty="20-4")
    statutory = visitor.get("/justice/columns/tjxx/").text
    assert "《条例》第二十条第（四）项" in statutory
    for page in (local, statutory):
        assert 'href="/justice/search/"' in page
        assert "/justice/ask/?about=" in page
    assert "目前没有信息" in visitor.get("/justice/catalogue/").text


@pytest.mark.usefixtures("short_pages")
def test_a_page_whose_items_are_gone_is_not_taken_for_an_empty_column(press, visitor):
    items = titled(press, "甲", "乙", "丙", "丁")
    for item in items[2:]:
        press.withdrawn(item)
    page = visitor.get("/justice/columns/zcwj/").text
    assert "其余的见前后各页" in page
    assert "没有公开的信息" not in page


def test_the_tree_counts_what_is_out(press, visitor):
    titled(press, "甲", "乙")
    press.draft(title="丙")
    assert "2 条" in visitor.get("/justice/catalogue/").text


@pytest.mark.parametrize("path", ["", "columns/zcwj/", "items/{item}/"])
def test_a_page_asks_the_database_little_whatever_it_shows(press, visitor, path):
    (item, *_) = titled(press, *"甲乙")
    address = f"/justice/{path}".format(item=item.pk)
    few = reading(visitor, address)
    titled(press, *"丙丁戊")
    assert reading(visitor, address) == few <= MOST_QUERIES


def reading(visitor, address):
    """How many queries of rows a page makes."""
    with CaptureQueriesContext(connection) as found:
        assert visitor.get(address).status_code == 200
    return sum(" FROM " in one["sql"] for one in found.captured_queries)


def test_an_unknown_column_is_not_found(press, visitor):  # noqa: ARG001  the organ stands
    assert visitor.get("/justice/columns/nothing/").status_code == 404
    assert visitor.get("/justice/columns/zcwj/pages/7/").status_code == 404
