"""Notices: for one person each, told once, passed on as that person wants."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.database import as_owner
from tests.notices.conftest import NOW

from gongkai.jobs.acting import acting
from gongkai.notices.inbox import (
    ForeignLinkError,
    News,
    Wishes,
    keep_wishes,
    mark_all_read,
    mark_read,
    pass_on,
    tell,
)
from gongkai.notices.models import ByMail, Kind, Mail, Notice, Preference, QuietHours, Sms
from gongkai.notices.queries import inbox, quiet_hours, unread_count, wishes

NEWS = News(kind=Kind.TASK, key="unit:1", title="请审核第1号申请", body="共2页\n附件1件", url="/desk/organs/")


@pytest.fixture
def told(cast):
    """王经办's act tells 李审核; gives the notice."""
    with cast.entered(cast.wang):
        tell([cast.li.pk], NEWS, organ=cast.justice.pk, at=NOW)
    with cast.entered(cast.li):
        return inbox(cast.li).get()


def passed_on(cast, notice):
    """What leaves the system because of a notice."""
    pass_on(organ=cast.justice.pk, notice=str(notice.pk))
    with acting([cast.justice.pk]):
        return list(Mail.objects.all()), list(Sms.objects.all())


def wishing(cast, **changes):
    wanted = {
        "by_mail": dict.fromkeys(Kind.values, ByMail.AT_ONCE),
        "by_sms": frozenset(),
        "begins": "21:00",
        "ends": "08:00",
        "on_days_off": True,
    }
    with cast.entered(cast.li):
        keep_wishes(cast.li, Wishes(**wanted | changes))


def test_a_notice_is_read_by_its_person_alone(cast, told):
    assert told.title == "请审核第1号申请"
    for person in (cast.wang, cast.qian, cast.sun, cast.zhao):
        with cast.entered(person):
            assert Notice.objects.count() == 0
            assert Notice.objects.update(title="x") == 0


def test_the_same_is_not_told_twice(cast, told):
    with cast.entered(cast.wang):
        tell([cast.li.pk, cast.li.pk], NEWS, organ=cast.justice.pk, at=NOW)
    with cast.entered(cast.li):
        assert [notice.pk for notice in inbox(cast.li)] == [told.pk]


def test_reading_is_counted_once_and_the_first_time_stays(cast, told):
    with cast.entered(cast.li):
        assert unread_count(cast.li) == 1
        mark_read(told, at=NOW)
        mark_read(told, at=NOW.replace(hour=3))
        assert unread_count(cast.li) == 0
        assert inbox(cast.li).get().read_at == NOW


@pytest.mark.usefixtures("told")
def test_all_are_marked_read_at_once(cast):
    with cast.entered(cast.li):
        assert mark_all_read(cast.li, at=NOW) == 1
        assert mark_all_read(cast.li, at=NOW) == 0


def test_without_a_wish_a_notice_comes_by_mail_too(cast, told):
    (mail,), messages = passed_on(cast, told)
    assert (mail.to, mail.subject, mail.quiet_for_id) == ("li@justice.example", NEWS.title, cast.li.pk)
    assert "http://127.0.0.1:8000/desk/organs/" in mail.text
    assert "共2页\n附件1件" in mail.text
    assert messages == []


def test_a_notice_is_passed_on_once_however_often_the_job_runs(cast, told):
    passed_on(cast, told)
    assert len(passed_on(cast, told)[0]) == 1


@pytest.mark.parametrize("wish", [ByMail.OFF, ByMail.DIGEST])
def test_who_wants_no_mail_at_once_gets_none(cast, told, wish):
    wishing(cast, by_mail={Kind.TASK: wish})
    assert passed_on(cast, told) == ([], [])


def test_who_wants_a_text_message_and_has_a_mobile_number_gets_one(cast, told):
    wishing(cast, by_sms=frozenset({Kind.TASK}))
    assert passed_on(cast, told)[1] == []
    with as_owner():
        cast.li.phone = "+86 138-1234-5678"
        cast.li.save()
    (message,) = passed_on(cast, told)[1]
    assert (message.to, message.text) == ("13812345678", "请审核第1号申请。请登录工作台查看。")


def test_that_a_mail_came_back_is_not_sent_by_mail(cast):
    with cast.entered(cast.wang):
        tell([cast.li.pk], News(kind=Kind.BOUNCE, key="b", title="退回"), organ=cast.justice.pk, at=NOW)
    with cast.entered(cast.li):
        notice = inbox(cast.li).get()
    assert passed_on(cast, notice) == ([], [])


def test_who_was_suspended_is_sent_nothing(cast, told):
    with as_owner():
        cast.li.is_active = False
        cast.li.save()
    assert passed_on(cast, told) == ([], [])


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil"])
def test_a_notice_leads_to_no_other_site(cast, url):
    with cast.entered(cast.wang), pytest.raises(ForeignLinkError):
        tell([cast.li.pk], News(kind=Kind.TASK, key="k", title="x", url=url), organ=cast.justice.pk, at=NOW)


def test_nobody_writes_notices_in_the_name_of_another_organ(cast):
    with cast.entered(cast.zhao), pytest.raises(Exception, match="row-level security"):
        tell([cast.li.pk], NEWS, organ=cast.justice.pk, at=NOW)


def test_a_notice_of_an_act_that_was_undone_is_not_told(cast):
    def fails_after_telling():
        with cast.entered(cast.wang):
            tell([cast.li.pk], NEWS, organ=cast.justice.pk, at=NOW)
            raise ZeroDivisionError

    with cast.entered(cast.wang):
        with pytest.raises(ZeroDivisionError):
            fails_after_telling()
        assert not ProcrastinateJob.objects.filter(task_name="notices.pass_on").exists()


def test_wishes_are_kept_and_changed(cast):
    with cast.entered(cast.li):
        assert {one.by_mail for one in wishes(cast.li.pk).values()} == {ByMail.AT_ONCE}
        assert quiet_hours(cast.li.pk).begins.hour == 21
    for begins in ("20:00", "22:30"):
        wishing(cast, by_mail={Kind.TASK: ByMail.DIGEST}, begins=begins)
    with cast.entered(cast.li):
        assert wishes(cast.li.pk)[Kind.TASK].by_mail == ByMail.DIGEST
        assert quiet_hours(cast.li.pk).begins.isoformat() == "22:30:00"


def test_wishes_are_a_persons_own(cast):
    wishing(cast)
    for person in (cast.wang, cast.qian, cast.sun):
        with cast.entered(person):
            assert Preference.objects.count() == QuietHours.objects.count() == 0
            assert Preference.objects.update(by_mail=ByMail.OFF) == 0
