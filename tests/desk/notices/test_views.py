"""A person's notices, and the page on which that person says how to be told."""

import pytest
from tests.desk.visitor import logged_in
from tests.notices.conftest import NOW

from gongkai.notices.inbox import News, tell
from gongkai.notices.models import ByMail, Kind
from gongkai.notices.queries import inbox, quiet_hours, unread_count, wishes

PAGE = "/desk/notices/"
FORM = {
    "mail_task": "digest",
    "mail_due": "off",
    "mail_digest": "at_once",
    "sms_due": "on",
    "begins": "20:30",
    "ends": "07:30",
}


@pytest.fixture
def told(cast):
    """李审核 has two notices; gives the newer one."""
    with cast.entered(cast.wang):
        for key, url in (("1", ""), ("2", "/desk/organs/")):
            news = News(kind=Kind.TASK, key=key, title=f"请审核第{key}号申请", body="共<b>2</b>页", url=url)
            tell([cast.li.pk], news, organ=cast.justice.pk, at=NOW.replace(minute=int(key)))
    with cast.entered(cast.li):
        return inbox(cast.li)[0]


def unread(cast, person):
    with cast.entered(person):
        return unread_count(person)


def seen(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.usefixtures("told")
def test_a_person_sees_own_notices_newest_first(cast):
    page = seen(logged_in(cast.li))
    assert 0 < page.index("请审核第2号申请") < page.index("请审核第1号申请")
    assert "共&lt;b&gt;2&lt;/b&gt;页" in page
    assert "全部标为已读（2条）" in page
    assert "请审核" not in seen(logged_in(cast.wang))


def test_without_notices_the_page_says_what_would_be_here(cast):
    assert "还没有通知" in seen(logged_in(cast.wang))


def test_opening_a_notice_leads_to_its_page_and_marks_it_read(cast, told):
    answer = logged_in(cast.li).get(f"{PAGE}{told.pk}/")
    assert answer["Location"] == "/desk/organs/"
    assert unread(cast, cast.li) == 1


def test_a_notice_without_a_page_leads_back_to_the_list(cast, told):
    with cast.entered(cast.li):
        other = inbox(cast.li).exclude(pk=told.pk).get()
    assert logged_in(cast.li).get(f"{PAGE}{other.pk}/")["Location"] == PAGE


@pytest.mark.parametrize("address", ["", "read/"])
def test_anothers_notice_is_not_found(cast, told, address):
    client = logged_in(cast.zhao)
    answer = client.post(f"{PAGE}{told.pk}/{address}") if address else client.get(f"{PAGE}{told.pk}/")
    assert answer.status_code == 404
    assert unread(cast, cast.li) == 2


def test_one_or_all_are_marked_read(cast, told):
    client = logged_in(cast.li)
    client.post(f"{PAGE}{told.pk}/read/")
    assert unread(cast, cast.li) == 1
    assert "已将1条通知标为已读" in client.post(f"{PAGE}read/", follow=True).content.decode()
    assert unread(cast, cast.li) == 0
    assert "没有未读的通知" in client.post(f"{PAGE}read/", follow=True).content.decode()


@pytest.mark.parametrize(("query", "found"), [("state=unread", 1), ("state=read", 1), ("title=第1号", 1)])
def test_the_list_is_filtered(cast, told, query, found):
    client = logged_in(cast.li)
    client.post(f"{PAGE}{told.pk}/read/")
    assert len(client.get(f"{PAGE}?{query}").context["table"].rows) == found


def test_wishes_are_shown_and_kept(cast):
    client = logged_in(cast.li)
    assert 'value="21:00"' in seen(client, f"{PAGE}settings/")
    assert "通知设置已保存" in client.post(f"{PAGE}settings/", FORM, follow=True).content.decode()
    with cast.entered(cast.li):
        kept, quiet = wishes(cast.li.pk), quiet_hours(cast.li.pk)
    assert (kept[Kind.TASK].by_mail, kept[Kind.DUE].by_mail) == (ByMail.DIGEST, ByMail.OFF)
    assert (kept[Kind.TASK].by_sms, kept[Kind.DUE].by_sms) == (False, True)
    assert (quiet.begins.isoformat(), quiet.on_days_off) == ("20:30:00", False)
    assert 'value="20:30"' in seen(client, f"{PAGE}settings/")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"begins": "25:00"}, "时间格式不对"),
        ({"begins": "\x00"}, "时间格式不对"),
        ({"ends": ""}, "请填写时间"),
        ({"mail_task": "carrier pigeon"}, "carrier pigeon"),
        ({"mail_digest": "digest"}, "digest"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(cast, changes, words):
    answer = logged_in(cast.li).post(f"{PAGE}settings/", FORM | changes)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert ('value="20:30"' in page) is ("begins" not in changes)
    with cast.entered(cast.li):
        assert quiet_hours(cast.li.pk).begins.isoformat() == "21:00:00"


@pytest.mark.django_db
def test_who_is_not_logged_in_is_asked_to(client):
    for address in (PAGE, f"{PAGE}settings/", "/desk/jobs/"):
        assert client.get(address)["Location"].startswith("/accounts/login/")
