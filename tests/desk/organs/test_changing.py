"""Changing an organ, its units and its leading group: what is kept, and what is refused in which words."""

import pytest
from tests.database import as_owner
from tests.desk.visitor import logged_in

from gongkai.ledger.models import Entry
from gongkai.organs.models import LeadingPost, Organ, Unit

JUSTICE = "/desk/organs/justice/"
SOUND = "11330881002630911A"
FACTS = {
    "name": "保定市司法局",
    "short_name": "司法局",
    "slug": "justice",
    "level": "city",
    "kind": "justice",
    "credit_code": "11130600000000001A",
    "region_code": "130600",
    "site_code": "1306000001",
    "document_code": "保司",
    "version": "0",
}
NOTARY = FACTS | {"name": "保定市公证处", "short_name": "公证处", "slug": "notary", "kind": "authorised"}
NOTARY |= {"credit_code": SOUND, "site_code": ""}


@pytest.fixture
def client(cast):
    return logged_in(cast.qian)


def post(client, address, data):
    """The page after the post, wherever it leads."""
    return client.post(JUSTICE + address, data, follow=True).text


def refused(client, address, data):
    """The form again, with what was wrong."""
    answer = client.post(JUSTICE + address, data)
    assert answer.status_code == 422
    return answer.text


def kept(cast, ask):
    with cast.entered(cast.qian):
        return ask()


def open_unit(client, cast, name="法制科", **more):
    post(client, "units/open/", {"name": name, **more})
    return kept(cast, lambda: Unit.objects.get(name=name))


def test_an_organs_facts_are_changed(cast, client):
    assert 'value="11130600000000001A"' in client.get(f"{JUSTICE}change/").text
    page = post(client, "change/", FACTS)
    assert "机关信息已保存" in page
    assert "保司" in page
    assert kept(cast, lambda: Entry.objects.get().by_id) == cast.qian.pk


def test_a_new_address_leads_to_the_new_page(client):
    answer = client.post(f"{JUSTICE}change/", FACTS | {"slug": "SFJ"})
    assert answer["Location"] == "/desk/organs/sfj/"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "请填写机关全称。"),
        ({"name": "局" * 121}, "最多120个字，现在有121个字"),
        ({"level": ""}, "请选择层级。"),
        ({"kind": "empire"}, "机关类型中没有这一项"),
        ({"credit_code": "11130600000000001B"}, "校验码不对"),
        ({"credit_code": "I1130600000000001B"}, "不能用字母I、O、S、V、Z"),
        ({"region_code": "13060"}, "行政区划代码为6、9或12位数字"),
        ({"site_code": "13060"}, "网站标识码为10位数字"),
        ({"slug": "司法局"}, "只能用小写英文字母和数字"),
        ({"slug": "finance"}, "“finance”已被其他机关使用"),
        ({"slug": "ledger"}, "是本系统其他页面的网址"),
        ({"slug": "desk"}, "是本系统其他页面的网址"),
        ({"slug": "calendar"}, "是本系统其他页面的网址"),
        ({"slug": "api"}, "是本系统其他页面的网址"),
        ({"icp_number": "ICP 123"}, "写成“冀ICP备05003054号-1”的样子"),
        ({"police_number": "公网安备1号"}, "写成“冀公网安备13060002000123号”的样子"),
        ({"slug": "static"}, "是本系统其他页面的网址"),
        ({"document_code": ""}, "没有改动，无需保存"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(cast, client, changes, words):
    page = refused(client, "change/", FACTS | changes)
    assert words in page
    assert "已填写的内容都还在" in page
    assert ('value="保司"' in page) is ("document_code" not in changes)
    assert kept(cast, Entry.objects.exists) is False


def test_a_code_of_another_organ_is_refused(cast, client):
    with as_owner():
        Organ.objects.filter(pk=cast.finance.pk).update(credit_code=SOUND)
    assert f"“{SOUND}”已被其他机关使用" in refused(client, "change/", FACTS | {"credit_code": SOUND})


def test_who_was_overtaken_is_told_what_holds_now_and_may_insist(client):
    post(client, "change/", FACTS)
    page = refused(client, "change/", FACTS | {"document_code": "司发"})
    assert "其他人已经处理过此事项" in page
    assert "机关代字：保司" in page
    assert 'value="司发"' in page
    assert 'name="version" value="1"' in page
    page = post(client, "change/", FACTS | {"document_code": "司发", "version": "1"})
    assert "司发" in page


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "１"])
def test_a_version_that_makes_no_sense_changes_nothing(client, version):
    assert "其他人已经处理过此事项" in refused(client, "change/", FACTS | {"version": version})


def test_an_organ_below_is_opened_and_looked_after(cast, client):
    page = post(client, "open/", NOTARY)
    assert "<h1>保定市公证处</h1>" in page
    assert "下级机关已增加" in page
    assert kept(cast, lambda: Organ.objects.get(slug="notary").superior_id) == cast.justice.pk
    answer = client.post("/desk/organs/notary/units/open/", {"name": "办公室"}, follow=True)
    assert "内设机构已增加" in answer.text
    assert client.get("/desk/organs/notary/people/invite/").status_code == 200


def test_units_are_opened_renamed_closed_and_reopened(cast, client):
    unit = open_unit(client, cast, phone="0312-3089000")
    address = f"units/{unit.pk}/"
    page = post(client, f"{address}change/", {"name": "法治科", "phone": "", "version": "1"})
    assert "法治科" in page
    assert "法制科" not in page
    assert "“法治科”已撤销" in post(client, f"{address}close/", {})
    assert "“法治科”已恢复" in post(client, f"{address}reopen/", {})
    assert kept(cast, lambda: Entry.objects.filter(act="organs.UnitChanged").count()) == 3


def test_what_is_wrong_with_a_unit_is_said(cast, client):
    office = open_unit(client, cast, "办公室", is_disclosure_office="on")
    other = open_unit(client, cast)
    assert "已有名为“办公室”的内设机构" in refused(client, "units/open/", {"name": "办公室"})
    told = refused(client, "units/open/", {"name": "宣传科", "is_disclosure_office": "on"})
    assert "本机关的政府信息公开工作机构是“办公室”" in told
    assert 'value="宣传科"' in told
    assert "电话只能用数字" in refused(client, "units/open/", {"name": "宣传科", "phone": "三零八"})
    assert "取消它的这一职责" in post(client, f"units/{office.pk}/close/", {})
    told = refused(client, f"units/{other.pk}/change/", {"name": "法规科", "version": "0"})
    assert "其他人已经处理过此事项" in told
    assert "名称：法制科" in told
    assert client.post(f"{JUSTICE}units/999/close/").status_code == 404


def test_a_post_is_filled_and_ended(cast, client):
    given = {"post": "leader", "holder": "吴局长", "title": "局长", "since_on": "2026-01-01"}
    assert "领导小组职务已登记" in post(client, "posts/fill/", given)
    filled = kept(cast, LeadingPost.objects.get)
    address = f"posts/{filled.pk}/end/"
    assert "不能早于任职日期" in refused(client, address, {"until_on": "2025-01-01"})
    assert "结束日期的格式不对" in refused(client, address, {"until_on": "昨天"})
    page = post(client, address, {"until_on": "2026-02-01"})
    assert "领导小组职务已结束" in page
    assert "吴局长（局长）：2026年1月1日至2026年2月1日" in page
    assert "无需再次结束" in refused(client, address, {"until_on": "2026-02-01"})


def test_a_post_without_holder_or_day_is_refused(client):
    page = refused(client, "posts/fill/", {"post": "leader", "title": "局长"})
    assert "请填写姓名或机构。" in page
    assert "请填写任职日期，例如 2026-03-02。" in page
    assert 'value="局长"' in page


@pytest.mark.parametrize("person", ["wang", "sun"])
def test_buttons_do_nothing_for_who_may_not(cast, client, person):
    unit = open_unit(client, cast)
    other = logged_in(getattr(cast, person))
    assert other.post(f"{JUSTICE}units/{unit.pk}/close/").status_code == 403
    assert other.post(f"{JUSTICE}units/{unit.pk}/change/", {"name": "甲"}).status_code == 403
    assert client.get(f"{JUSTICE}units/{unit.pk}/close/").status_code == 405
    assert kept(cast, lambda: Unit.objects.get(pk=unit.pk).is_active)
