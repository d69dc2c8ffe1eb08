"""The daily digest: what is due, for those whose business it is, once a working day."""

from datetime import date, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import TODAY
from tests.database import as_owner
from tests.jobs.queue import queued
from tests.notices.conftest import NOW

from gongkai.jobs.acting import acting
from gongkai.notices import tasks
from gongkai.notices.digest import groups
from gongkai.notices.due import DueItem, items, items_of
from gongkai.notices.inbox import News, tell
from gongkai.notices.models import ByMail, Kind, Notice, Preference
from gongkai.notices.queries import inbox
from gongkai.organs.models import Appointment, Role

TABLE = []


def source(organ, on):
    """Hands in what a test put on the table."""
    return [item for item in TABLE if item.organ == organ and item.due <= on + timedelta(days=30)]


@pytest.fixture(autouse=True)
def table(settings):
    settings.DUE_SOURCES = "tests.notices.test_digest.SOURCES"
    yield TABLE
    TABLE.clear()


SOURCES = (source,)


def item(cast, title, due, *people):
    return DueItem(
        title=title,
        due=due,
        url="/desk/",
        organ=cast.justice.pk,
        people=frozenset(person.pk for person in people),
    )


def digested(cast, day=TODAY):
    tasks.digest_of_organ(organ=cast.justice.pk, day=day.isoformat())


def digests_of(cast, person):
    with cast.entered(person):
        return list(inbox(person).filter(kind=Kind.DIGEST))


def test_a_person_is_told_of_own_business_by_urgency(cast, table):
    table += [
        item(cast, "第3号申请答复", date(2026, 11, 30), cast.wang),
        item(cast, "第1号申请答复", date(2026, 11, 23), cast.wang, cast.li),
        item(cast, "第2号申请答复", TODAY, cast.wang),
        item(cast, "第4号申请答复", date(2026, 12, 1), cast.wang),
    ]
    digested(cast)
    (mine,) = digests_of(cast, cast.wang)
    assert mine.title == "11月25日待办：已经逾期1件、今日到期1件、3个工作日内到期1件"
    assert mine.body.splitlines() == [
        "【已经逾期】",
        "· 第1号申请答复（11月23日）",
        "【今日到期】",
        "· 第2号申请答复（11月25日）",
        "【3个工作日内到期】",
        "· 第3号申请答复（11月30日）",
    ]
    assert [one.title for one in digests_of(cast, cast.li)] == ["11月25日待办：已经逾期1件"]
    assert digests_of(cast, cast.zhou) == []


def test_soon_counts_working_days_over_a_holiday(cast):
    eve, after = date(2026, 9, 30), date(2026, 10, 10)
    assert [group.name for group in groups([item(cast, "x", after)], eve)] == ["3个工作日内到期"]
    assert groups([item(cast, "x", after + timedelta(days=2))], eve) == []


def test_a_digest_comes_once_a_day_however_often_its_job_runs(cast, table):
    table.append(item(cast, "第2号申请答复", TODAY, cast.wang))
    for _ in range(3):
        digested(cast)
    digested(cast, TODAY + timedelta(days=1))
    assert len(digests_of(cast, cast.wang)) == 2


def test_notices_that_a_person_wants_gathered_come_in_one_digest(cast):
    with cast.entered(cast.li):
        Preference.objects.create(user=cast.li, kind=Kind.TASK, by_mail=ByMail.DIGEST)
    with cast.entered(cast.wang):
        for key in "12":
            news = News(kind=Kind.TASK, key=key, title=f"请审核第{key}号申请")
            at = NOW.replace(minute=int(key))
            tell([cast.li.pk, cast.zhou.pk], news, organ=cast.justice.pk, at=at)
    for _ in range(2):
        digested(cast)
        digested(cast, TODAY + timedelta(days=1))
    (one,) = digests_of(cast, cast.li)
    assert one.title == "11月25日待办：通知2条"
    assert one.body.splitlines() == ["【通知】", "· 请审核第1号申请", "· 请审核第2号申请"]
    assert digests_of(cast, cast.zhou) == []


def test_what_was_read_is_not_gathered(cast):
    with cast.entered(cast.li):
        Preference.objects.create(user=cast.li, kind=Kind.TASK, by_mail=ByMail.DIGEST)
    with cast.entered(cast.wang):
        tell([cast.li.pk], News(kind=Kind.TASK, key="1", title="x"), organ=cast.justice.pk, at=NOW)
    with cast.entered(cast.li):
        Notice.objects.update(read_at=NOW)
    digested(cast)
    assert digests_of(cast, cast.li) == []


@pytest.mark.parametrize(("day", "asked"), [(25, 3), (28, 0), (29, 0)])
def test_digests_are_asked_for_on_working_days_for_every_organ(cast, day, asked):
    tasks.digests(at=NOW.replace(day=day))
    with acting([cast.city.pk, cast.justice.pk, cast.finance.pk]):
        assert ProcrastinateJob.objects.filter(task_name="notices.digest").count() == asked


def test_jobs_given_up_are_the_business_of_those_who_look_after_them(cast, settings):
    settings.DUE_SOURCES = "gongkai.handlers.DUE_SOURCES"
    queued(cast.justice)
    queued(cast.justice, told="")
    queued(cast.justice, "todo")
    queued(cast.finance)
    with cast.entered(cast.zhou):
        due = items(cast.justice.pk, TODAY)
        assert len(items_of(cast.qian.pk, cast.justice.pk, TODAY)) == 2
        assert items_of(cast.wang.pk, cast.justice.pk, TODAY) == []
    assert [one.title for one in due] == ["任务没有办成：总会失败"] * 2
    assert {one.people for one in due} == {frozenset({cast.zhou.pk, cast.qian.pk})}


def test_jobs_of_the_installation_are_the_business_of_a_topmost_organs_administrators(cast, settings):
    settings.DUE_SOURCES = "gongkai.handlers.DUE_SOURCES"
    queued(None)
    with as_owner():
        Appointment.objects.create(user=cast.sun, organ=cast.city, role=Role.ADMINISTRATOR, since_on=TODAY)
    with acting([cast.city.pk]):
        (due,) = items(cast.city.pk, TODAY)
        assert due.people == frozenset({cast.sun.pk})
    with acting([cast.justice.pk]):
        assert items(cast.justice.pk, TODAY) == []
