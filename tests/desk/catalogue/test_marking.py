"""Marking at the desk how something that is out stands now."""

from django.test import Client

from gongkai.catalogue.models import Publication


def test_a_mark_is_on_the_public_page_at_once(desks):
    item = desks.press.published()
    assert "标注有效性" in desks.jiang.get(desks.at(item)).text
    assert "不再重新审核" in desks.jiang.get(desks.at(item, "mark")).text
    told = desks.post("jiang", item, "mark", validity="repealed", why="被示司规〔2026〕3号废止")
    assert "已标注有效性，公开页面已更新" in told
    assert "标注有效性" in told  # in the record
    page = Client().get(f"/justice/items/{item.pk}/").text
    assert "本文件废止" in page
    assert "被示司规〔2026〕3号废止" in page


def test_what_was_typed_stays_where_a_mark_is_refused(desks):
    item = desks.press.published()
    answer = desks.jiang.post(desks.at(item, "mark"), {"validity": "in_force", "why": "重新核对"})
    assert answer.status_code == 422
    assert "有效性没有变化" in answer.text
    assert "重新核对" in answer.text
    assert not Publication.objects.get(pk=item.pk).marking


def test_what_is_not_out_offers_no_mark(desks):
    item = desks.press.draft()
    assert "标注有效性" not in desks.jiang.get(desks.at(item)).text
    assert "不能标注" in desks.jiang.post(desks.at(item, "mark"), {"validity": "repealed", "why": "x"}).text
