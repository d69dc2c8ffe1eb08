"""The search page: what is out is found, what is not is never shown, and nothing typed is an error."""

import pytest
from tests.catalogue.press import TODAY, moment
from tests.portal.finding.publishing import published

from gongkai.catalogue.actions.publishing import mark_validity
from gongkai.faces.limiting import Limit
from gongkai.portal.finding import views
from gongkai.portal.requests.suggesting import already_published
from gongkai.search.keeping import follow

STRANGE = [
    "长" * 10_000,
    "(a+)+$" * 50,
    "a\x00b",
    "\ud800",
    "“没有合上",
    '"',
    "。，！？",
    "%",
    "*:*",
    "title:x OR organ:1",
    "<script>alert(1)</script>",
]


def test_what_is_published_is_found_by_words_number_and_index_number(press, visitor):
    item = published(press)
    for text in ("公共法律服务", "示司〔2026〕12号", "2026-00001", "公共法律服務", '"加强组织领导"'):
        page = visitor.get("/justice/search/", {"q": text})
        assert page.status_code == 200, text
        assert f"/justice/items/{item.pk}/" in page.text, text
    assert f"/justice/items/{item.pk}/" in visitor.get("/search/", {"q": "法律服务"}).text
    assert "<mark>" in page.text


def test_another_organ_does_not_show_it(press, visitor):
    published(press)
    assert "没有找到" in visitor.get("/finance/search/", {"q": "公共法律服务"}).text


def test_what_is_corrected_or_withdrawn_is_found_as_it_stands_now(press, visitor):
    item = published(press, body="<p>旧时词句</p>")
    press.correcting(item)
    press.revise(item, body="<p>崭新说法</p>")
    press.publish(press.reviewed(item))
    follow(item.pk)
    assert "没有找到" in visitor.get("/justice/search/", {"q": "旧时词句"}).text
    assert f"/items/{item.pk}/" in visitor.get("/justice/search/", {"q": "崭新说法"}).text
    press.withdrawn(item)
    # before the index has followed, the page itself looks whether it is still out
    assert f"/items/{item.pk}/" not in visitor.get("/justice/search/", {"q": "崭新说法"}).text
    follow(item.pk)
    assert "没有找到" in visitor.get("/justice/search/", {"q": "崭新说法"}).text


def test_where_nothing_holds_all_words_what_holds_some_is_shown(press, visitor):
    item = published(press)
    page = visitor.get("/justice/search/", {"q": "公共法律服务怎么样了"}).text
    assert "包含其中一部分" in page
    assert f"/justice/items/{item.pk}/" in page


@pytest.mark.parametrize("text", STRANGE)
def test_whatever_is_typed_gets_a_page(press, visitor, text):
    published(press)
    answer = visitor.get(
        "/search/", {"q": text.encode("utf-8", "surrogatepass"), "page": "-1", "year": "x" * 99}
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_hits_can_be_narrowed_and_sorted(press, visitor):
    published(press)
    published(press, title="公共法律服务季报")
    page = visitor.get("/justice/search/", {"q": "公共法律服务", "year": "2026", "sort": "date"}).text
    assert '共 <strong class="number">2</strong> 条' in page
    assert "没有找到" in visitor.get("/justice/search/", {"q": "公共法律服务", "year": "2020"}).text


def test_a_slip_is_answered_with_what_may_have_been_meant(press, visitor):
    published(press)
    for typed in ("工共法律服务", "gonggong falv fuwu"):
        page = visitor.get("/justice/search/", {"q": typed}).text
        assert "您要找的是不是：" in page
        assert "<strong>公共法律服务</strong>" in page
    assert "您要找的是不是" not in visitor.get("/justice/search/", {"q": "公共法律服务"}).text


def test_hits_are_narrowed_by_genre_validity_and_place(press, visitor):
    item = published(press)
    published(press, title="公共法律服务季报", genre="report", validity="repealed")
    page = visitor.get("/justice/search/", {"q": "公共法律服务"}).text
    assert "genre=circular" in page
    assert "validity=repealed" in page
    for chosen in ({"genre": "circular"}, {"validity": "in_force"}, {"in": "title", "q": "工作的通知"}):
        page = visitor.get("/justice/search/", {"q": "公共法律服务", **chosen}).text
        assert f"/justice/items/{item.pk}/" in page, chosen
        assert '共 <strong class="number">1</strong> 条' in page, chosen
    assert "不限体裁" in visitor.get("/justice/search/", {"q": "公共法律服务", "genre": "circular"}).text
    assert "没有找到" in visitor.get("/justice/search/", {"q": "组织领导", "in": "title"}).text
    assert visitor.get("/justice/search/", {"q": "法律", "genre": "x", "in": "y"}).status_code == 200


def test_of_very_many_hits_the_choices_are_offered_uncounted(press, visitor, monkeypatch):
    published(press)
    published(press, title="公共法律服务季报", genre="report")
    monkeypatch.setattr(views, "MOST_COUNTED", 1)
    page = visitor.get("/justice/search/", {"q": "公共法律服务"}).text
    assert "genre=circular" in page
    assert "genre=report" in page
    assert 'class="muted number"' not in page
    page = visitor.get("/justice/search/", {"q": "公共法律服务", "validity": "in_force"}).text
    assert "不限有效性" in page
    assert "废止" not in page


def test_a_mark_of_validity_is_followed(press, visitor):
    item = published(press)
    with press.cast.entered(press.jiang):
        mark_validity(item, "repealed", why="被废止。", on=TODAY, at=moment(), by=press.jiang)
    follow(item.pk)
    page = visitor.get("/justice/search/", {"q": "公共法律服务", "validity": "repealed"}).text
    assert f"/justice/items/{item.pk}/" in page


def test_without_an_index_the_page_says_so(visitor, settings, tmp_path):
    settings.SEARCH_ROOT = tmp_path / "elsewhere"
    answer = visitor.get("/search/", {"q": "法律"})
    assert answer.status_code == 503
    assert "正在准备" in answer.text


def test_who_asks_without_end_is_asked_to_wait(visitor, monkeypatch):
    monkeypatch.setattr(views, "SEARCHES", Limit("search", 2, 60 * 60))
    answers = [visitor.get("/search/", {"q": "法律服务"}) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert "法律服务" in answers[2].text


def test_an_empty_question_shows_the_form(visitor):
    assert visitor.get("/search/").status_code == 200


def test_who_asks_is_shown_what_is_out_already(press):
    item = published(press)
    published(press, title="机关食堂采购公告", body="<p>食堂。</p>")
    found = already_published(press.organ, "我想要贵局关于加强公共法律服务工作的文件")
    assert [one.url for one in found] == [f"/justice/items/{item.pk}/"]
    assert already_published(press.organ, "？") == []
