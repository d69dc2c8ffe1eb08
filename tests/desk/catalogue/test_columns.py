"""Keeping columns at the desk."""

import pytest
from tests.catalogue.press import columned

from gongkai.catalogue.models import Column, Numbering

COLUMNS = "/desk/catalogue/columns/"
FILLED = {"name": "机构职能", "slug": "jgzn", "cycle": "as_changed", "duty": "20-2", "position": "1"}


def test_a_column_is_opened_changed_closed_and_reopened(desks):
    above = desks.press.column
    page = desks.zhou.post(f"{COLUMNS}open/?above={above.pk}", FILLED, follow=True).text
    assert "已增加栏目" in page
    assert "zcwj/jgzn" in page
    column = Column.objects.get(name="机构职能")
    assert 'value="jgzn"' in desks.zhou.get(f"{COLUMNS}{column.pk}/change/").text
    page = desks.zhou.post(f"{COLUMNS}{column.pk}/change/", FILLED | {"name": "机构"}, follow=True).text
    assert "已保存栏目" in page
    assert "已停用栏目" in desks.zhou.post(f"{COLUMNS}{column.pk}/close/", follow=True).text
    assert "已恢复栏目" in desks.zhou.post(f"{COLUMNS}{column.pk}/reopen/", follow=True).text
    assert "请先停用下面的栏目" in desks.zhou.post(f"{COLUMNS}{above.pk}/close/", follow=True).text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slug": "机构"}, "小写英文字母"),
        ({"slug": "zcwj"}, "已有网址名"),
        ({"name": ""}, "请填写栏目名称"),
        ({"stale_after": "x"}, "请填写天数"),
        ({"duty": "21-8"}, "没有这一项"),
    ],
)
def test_what_is_wrong_with_a_column_is_told(desks, change, words):
    answer = desks.zhou.post(f"{COLUMNS}open/", FILLED | change)
    assert answer.status_code == 422
    assert words in answer.text


def test_the_form_of_numbers_is_chosen(desks):
    page = desks.zhou.post(f"{COLUMNS}numbering/", {"form": "letters", "code": "BDSFJ"}, follow=True).text
    assert "BDSFJ" in page
    assert Numbering.objects.get().form == "letters"
    answer = desks.zhou.post(f"{COLUMNS}numbering/", {"form": "letters", "code": "保定"})
    assert "与格式不符" in answer.text


def test_columns_are_kept_by_those_who_may(desks):
    column = columned(desks.press.cast, "甲", "a")
    assert "增加栏目" not in desks.wang.get(COLUMNS).text
    for address in ("open/", "numbering/", f"{column.pk}/change/"):
        assert desks.wang.get(COLUMNS + address).status_code == 403
    assert desks.zhao.get(f"{COLUMNS}{column.pk}/change/").status_code in (403, 404)


def test_an_organ_without_columns_is_told_how_to_begin(desks):
    assert "还没有栏目" in desks.zhao.get(COLUMNS).text
