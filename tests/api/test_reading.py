"""Reading the interface: what is out, page by page, and nothing else."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.catalogue.press import TODAY, moment
from tests.database import as_owner
from tests.files import made
from tests.reports.out import written

from gongkai.catalogue.actions import topics
from gongkai.catalogue.models import Publication
from gongkai.search.keeping import rebuild

MOST_QUERIES = 5


@pytest.fixture
def visitor(press):  # noqa: ARG001  the organs stand
    cache.clear()
    return Client()


def read(visitor, path, **asked):
    answer = visitor.get(f"/api/v1/{path}", asked)
    assert answer.status_code == 200, answer.text
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return answer.json()


def refused(visitor, status, path, **asked):
    answer = visitor.get(f"/api/v1/{path}", asked)
    assert answer.status_code == status, answer.text
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    return told


def walked(visitor, path, **asked):
    """All pages of a list, each read where the last one said."""
    page = read(visitor, path, **asked)
    yield page["results"]
    while page["next"]:
        page = visitor.get(page["next"]).json()
        yield page["results"]


def test_an_item_tells_all_that_its_page_tells(press, visitor, settings):
    item = press.draft(summary="概述", keywords="法律服务")
    press.attach(item, made.docx("附件里的话"), "附件.docx")
    press.publish(press.reviewed(item))
    told = read(visitor, f"items/{item.pk}")
    out = Publication.objects.get(pk=item.pk)
    for name in ("number", "title", "document_number", "summary", "keywords", "genre", "validity", "body"):
        assert told[name] == getattr(out, name)
    assert told["url"] == f"{settings.SITE_URL}/justice/items/{item.pk}/"
    assert (told["organ"], told["column"]) == ("justice", "zcwj")
    assert (told["makers"], told["genre_name"], told["validity_name"]) == ("保定市司法局", "通知", "现行有效")
    assert told["formed_on"] == "2026-09-21"
    assert told["text"].endswith("一、加强组织领导。")
    (file,) = told["files"]
    sent = visitor.get(file["url"])
    assert sent.status_code == 200
    assert len(b"".join(sent.streaming_content)) == file["size"]
    (listed,) = read(visitor, "items")["results"]
    assert listed == {name: value for name, value in told.items() if name not in ("text", "body")}


def test_pages_neither_skip_nor_double_while_items_are_published(press, visitor):
    before = [press.published().pk for _ in range(5)]
    pages = walked(visitor, "items", limit=2)
    seen = [one["id"] for one in next(pages)]
    press.published()
    press.withdrawn(press.published())
    seen += [one["id"] for page in pages for one in page]
    assert seen == before[::-1]


def test_items_are_narrowed(press, visitor):
    item = press.published(genre="report")
    press.published(validity="repealed")
    column = press.column.pk
    with press.cast.entered(press.jiang):
        facts = topics.TopicFacts(name="专题", slug="zt")
        topic = topics.open_topic(press.organ, facts, on=TODAY, by=press.jiang)
        topics.fill(topic, [Publication.objects.get(pk=item.pk)], on=TODAY, by=press.jiang)
    for asked, count in (
        ({"organ": "justice"}, 2),
        ({"organ": "finance"}, 0),
        ({"column": column}, 2),
        ({"column": column + 1000}, 0),
        ({"topic": topic.pk}, 1),
        ({"year": 2026}, 2),
        ({"year": 2025}, 0),
        ({"genre": "report"}, 1),
        ({"validity": "repealed"}, 1),
    ):
        assert len(read(visitor, "items", **asked)["results"]) == count, asked
    (told,) = read(visitor, "topics", organ="justice")["results"]
    assert (told["id"], told["slug"], told["items"]) == (topic.pk, "zt", 1)
    assert read(visitor, f"topics/{topic.pk}") == told


def test_what_it_explains_is_named_only_while_that_is_out(press, visitor):
    policy = press.published()
    told = press.published(interprets_id=policy.pk)
    assert read(visitor, f"items/{told.pk}")["interprets"] == policy.pk
    press.withdrawn(policy)
    assert read(visitor, f"items/{told.pk}")["interprets"] is None


def test_organs_and_columns(press, visitor):
    organs = [one["slug"] for page in walked(visitor, "organs", limit=1) for one in page]
    assert organs == ["city", "justice", "finance"]
    told = read(visitor, "organs/justice")
    assert (told["superior"], told["credit_code"]) == ("city", press.organ.credit_code)
    (column,) = read(visitor, "columns", organ="justice")["results"]
    assert (column["path"], column["organ"]) == ("zcwj", "justice")
    assert read(visitor, f"columns/{column['id']}") == column
    for address in (told["url"], told["feed"], column["url"], column["feed"]):
        assert visitor.get(address).status_code == 200


def test_a_closed_organ_is_not_there(press, visitor):
    item = press.published()
    with as_owner():
        press.organ.is_active = False
        press.organ.save()
    assert [one["slug"] for one in read(visitor, "organs")["results"]] == ["city", "finance"]
    assert read(visitor, "items")["results"] == read(visitor, "changes")["results"] == []
    for path in ("organs/justice", f"items/{item.pk}", f"columns/{press.column.pk}"):
        refused(visitor, 404, path)


def test_what_is_withdrawn_is_gone_and_says_why(press, visitor):
    item = press.published(title="不应公开")
    press.withdrawn(item, why="文件已废止。", keep_title=False)
    told = refused(visitor, 410, f"items/{item.pk}")
    assert told["detail"] == "此信息已于 2026-10-09 撤回。原因：文件已废止。"


def test_a_page_asks_the_database_little(visitor):
    for path in ("organs", "organs/justice", "columns?organ=justice", "topics", "reports"):
        assert reading(visitor, path) <= MOST_QUERIES, path


def test_a_list_asks_no_more_for_more_items(press, visitor):
    asked, paths = [], ("items?organ=justice", "changes?organ=justice", "items/{item}")
    for count in (1, 2):
        for _ in range(count):
            item = press.draft()
            press.attach(item, made.docx("附件"), "附件.docx")
            press.publish(press.reviewed(item))
        asked.append([reading(visitor, path.format(item=item.pk)) for path in paths])
    assert asked[0] == asked[1]
    assert max(asked[0]) <= MOST_QUERIES


def reading(visitor, path):
    with CaptureQueriesContext(connection) as found:
        assert visitor.get(f"/api/v1/{path}").status_code == 200
    return sum(" FROM " in one["sql"] for one in found.captured_queries)


def test_it_can_be_kept_and_asked_for_again_cheaply(press, visitor):
    press.published()
    first = visitor.get("/api/v1/items")
    assert first["Cache-Control"] == "public, max-age=5"
    again = visitor.get("/api/v1/items", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    press.published()
    changed = visitor.get("/api/v1/items", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert visitor.head("/api/v1/items")["ETag"] == changed["ETag"]
    assert changed["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in changed.get("Vary", "")
    assert not changed.cookies


def test_who_asks_too_often_is_told_when_to_come_again(visitor, settings):
    settings.API_PER_MINUTE = 2
    answers = [visitor.get("/api/v1/organs", REMOTE_ADDR="192.0.2.7") for _ in range(3)]
    assert [one.status_code for one in answers][:2] == [200, 200]
    last = answers[-1]
    # a minute may have ended in between
    last = last if last.status_code == 429 else visitor.get("/api/v1/organs", REMOTE_ADDR="192.0.2.7")
    assert last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 60
    assert "每分钟最多2次" in last.json()["detail"]
    assert visitor.get("/api/v1/organs", REMOTE_ADDR="192.0.2.8").status_code == 200


def test_nothing_can_be_written(visitor):
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(visitor, method)("/api/v1/items")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert visitor.options("/api/v1/items").status_code == 204


def test_a_search_answers_with_items_and_leaves_reports_to_their_own_list(press, visitor, settings, tmp_path):
    settings.SEARCH_ROOT = tmp_path / "search"
    item = press.published(title="年度报告的公告")
    written(press.organ, "话。", year=2025)
    rebuild(lambda _: None, at=moment())
    told = read(visitor, "search", q="年度报告")
    assert [one["id"] for one in told["results"]] == [item.pk]
    assert told["total"] == 1
    assert [one["year"] for one in read(visitor, "reports")["results"]] == [2025]


@pytest.mark.parametrize(
    ("path", "parameter", "told"),
    [
        ("items?limit=0", "limit", "不能小于1"),
        ("items?limit=101", "limit", "不能大于100"),
        ("items?limit=many", "limit", "应当是整数"),
        ("items?cursor=x", "cursor", "写法不正确"),
        ("items?organ=%00", "organ", "写法不正确"),
        ("items?genre=poem", "genre", "只能是"),
        ("items/0", "id", "不能小于1"),
        ("changes?after=-1", "after", "不能小于0"),
        ("search", "q", "缺少这个参数"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_chinese(visitor, path, parameter, told):
    (mistake,) = refused(visitor, 400, path)["errors"]
    assert mistake["parameter"] == parameter
    assert mistake["detail"].startswith(told)


@pytest.mark.parametrize("path", ["", "nothing", "items/999999", "organs/nobody", "items?organ=nobody"])
def test_what_is_not_there_is_told_in_chinese(visitor, path):
    assert refused(visitor, 404, path)["detail"]


HOSTILE = [
    "甲" * 10_000,
    "\x00",
    "\ud800",
    '"没有合上',
    "“",
    "(((((",
    "' OR 1=1 --",
    "%ff%fe",
    "9" * 400,
    "-1e309",
    "../../etc",
    "(a+)+$",
]


PARAMETERS = {
    "items": ("organ", "column", "year", "genre", "cursor", "limit"),
    "changes": ("after", "organ"),
    "search": ("q", "offset", "newest_first"),
    "reports": ("year", "cursor"),
}


@pytest.mark.parametrize("path", PARAMETERS)
def test_broken_input_is_answered(visitor, path):
    for name in PARAMETERS[path]:
        for value in HOSTILE:
            answer = visitor.get(f"/api/v1/{path}", {name: value.encode("utf-8", "surrogatepass")})
            assert answer.status_code in (200, 400, 404, 503), (name, value[:20])
            assert answer.json()
