"""The desk's first page and its frame: what waits for this person, and only the registers that are his."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from tests.cast import SINCE, TODAY
from tests.database import as_owner
from tests.desk.visitor import logged_in

from gongkai import facts
from gongkai.desk.home.views import sort_out
from gongkai.notices.due import DueItem
from gongkai.notices.models import Notice
from gongkai.organs.models import Appointment

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)
ADMINISTRATORS = ("任务", "台账")


def due_on(day, title="复核登记表", *people):
    return DueItem(title=title, due=day, url="/desk/activity/", organ=1, people=frozenset(people))


def test_what_is_due_is_sorted_by_how_much_it_presses():
    on = TODAY
    last_soon = facts.calendar().add_workdays(on, 3)
    days = (on - timedelta(1), on, last_soon, last_soon + timedelta(1))
    today = sort_out([due_on(day) for day in days], on)
    groups = (today.overdue, today.now, today.soon, today.later)
    assert [[item.due for item in group] for group in groups] == [[day] for day in days]
    assert today
    assert not sort_out([], on)


def test_the_first_page_shows_what_is_due_for_this_person_only(cast, monkeypatch):
    def source(organ, on):  # noqa: ARG001  every source is asked for an organ
        yield due_on(on, "今天的事", cast.wang.pk)
        yield due_on(on - timedelta(30), "早该办的事", cast.wang.pk)
        yield due_on(on, "别人的事", cast.li.pk)

    monkeypatch.setattr("gongkai.desk.home.views.localdate", lambda: TODAY)
    monkeypatch.setattr("gongkai.handlers.DUE_SOURCES", (source,))
    page = logged_in(cast.wang).get("/desk/").text
    assert page.index("早该办的事") < page.index("今天的事")
    assert "今日到期" in page
    assert "逾期" in page
    assert "别人的事" not in page


def test_an_empty_day_teaches(cast):
    page = logged_in(cast.wang).get("/desk/").text
    assert "今天没有到期的事项" in page
    assert "没有未读通知" in page


def test_unread_notices_are_counted_and_shown_to_their_reader_only(cast):
    with as_owner():
        for person, title in ((cast.wang, "有一件新申请"), (cast.li, "请审核")):
            Notice.objects.create(
                organ=cast.justice,
                user=person,
                kind="due",
                key="test",
                title=title,
                created_at=AT,
            )
    page = logged_in(cast.wang).get("/desk/").text
    assert "有一件新申请" in page
    assert '1<span class="visually-hidden"> 条未读' in page
    assert "请审核" not in page


def test_people_see_only_the_registers_they_may_use(cast):
    clerk, administrator = (logged_in(person).get("/desk/").text for person in (cast.wang, cast.qian))
    for word in ADMINISTRATORS:
        assert word not in clerk
        assert word in administrator
    assert 'aria-current="page"' in clerk


def test_an_administrator_sees_who_has_not_accepted_an_invitation(cast):
    with as_owner():
        cast.li.set_unusable_password()
        cast.li.invited_at = AT
        cast.li.save()
    assert "还没有接受邀请的人" in logged_in(cast.qian).get("/desk/").text
    assert "还没有接受邀请的人" not in logged_in(cast.wang).get("/desk/").text


def test_a_person_without_a_role_is_told_whom_to_ask(cast):
    with as_owner():
        Appointment.objects.filter(user=cast.wang).update(until_on=SINCE)
    page = logged_in(cast.wang).get("/desk/").text
    assert "您还没有角色" in page
    assert "系统管理员" in page


@pytest.mark.django_db
def test_a_stranger_is_sent_to_log_in_and_back(client):
    answer = client.get("/desk/?x=1")
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=%2Fdesk%2F%3Fx%3D1")
    assert settings.LOGIN_URL == "account_login"
