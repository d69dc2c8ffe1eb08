"""Readers of notices: what a person was told, and how that person wants to be told."""

from datetime import time, timedelta

from django.utils.timezone import localtime
from tests.notices.conftest import NOW

from gongkai.notices.inbox import News, mark_read, tell
from gongkai.notices.models import ByMail, Kind, Notice, Preference, QuietHours
from gongkai.notices.queries import inbox, quiet_hours, ungathered, unread_count, when_free, wish, wishes


def told(cast, *titles, kind=Kind.TASK):
    """王经办 is told of several things, an hour apart."""
    with cast.entered(cast.wang):
        for place, title in enumerate(titles):
            news = News(kind=kind, key=title, title=title)
            tell([cast.wang.pk], news, organ=cast.justice.pk, at=NOW + timedelta(hours=place))


def test_a_persons_notices_come_newest_first_and_those_not_read_are_counted(cast):
    told(cast, "一", "二", "三")
    with cast.entered(cast.wang):
        assert [notice.title for notice in inbox(cast.wang)] == ["三", "二", "一"]
        mark_read(inbox(cast.wang)[0], at=NOW)
        assert unread_count(cast.wang) == 2
    with cast.entered(cast.li):
        assert unread_count(cast.li) == inbox(cast.wang).count() == 0


def test_who_wished_nothing_has_a_wish_for_every_kind(cast):
    with cast.entered(cast.wang):
        Preference.objects.create(user=cast.wang, kind=Kind.TASK, by_mail=ByMail.OFF)
        found = wishes(cast.wang.pk)
        assert set(found) == set(Kind.values)
        assert found[Kind.TASK].by_mail == wish(cast.wang.pk, Kind.TASK).by_mail == ByMail.OFF
        others = {kind: one.by_mail for kind, one in found.items() if kind != Kind.TASK}
        assert others == {kind: Preference(kind=kind).by_mail for kind in others}
        assert wish(cast.wang.pk, Kind.BOUNCE).pk is None


def test_the_digest_gathers_what_is_wished_for_it_unread_and_in_none_yet_oldest_first(cast):
    told(cast, "一", "二", "三", "四")
    told(cast, "退回", kind=Kind.BOUNCE)
    with cast.entered(cast.wang):
        Preference.objects.create(user=cast.wang, kind=Kind.TASK, by_mail=ByMail.DIGEST)
        mark_read(Notice.objects.get(title="一"), at=NOW)
        Notice.objects.filter(title="三").update(gathered_at=NOW)
        assert [notice.title for notice in ungathered(cast.wang.pk)] == ["二", "四"]


def test_in_quiet_hours_a_person_is_free_when_they_end(cast):
    with cast.entered(cast.wang):
        assert quiet_hours(cast.wang.pk).begins == time(21)
        QuietHours.objects.create(user=cast.wang, begins=time(9), ends=time(14), on_days_off=False)
        assert quiet_hours(cast.wang.pk).ends == time(14)
        ten = localtime(NOW)
        assert when_free(cast.wang.pk, ten) == ten + timedelta(hours=4)
        assert when_free(None, ten) == ten
