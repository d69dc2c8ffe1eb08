"""What is published at a time."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.catalogue.press import TODAY
from tests.database import as_owner

from gongkai import facts
from gongkai.catalogue import tasks
from gongkai.catalogue.actions import drafting
from gongkai.catalogue.actions.publishing import schedule
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Finding, Item, Publication
from gongkai.jobs.acting import acting, system_id
from gongkai.ledger.models import Entry
from gongkai.notices.models import Notice


@pytest.fixture
def scheduled(press):
    item = press.ready()
    at = tasks.now()
    with press.cast.entered(press.jiang):
        schedule(item, at + timedelta(minutes=5), on=TODAY, at=at, by=press.jiang)
    return item


def test_what_is_due_is_published_by_the_system(press, scheduled, monkeypatch):
    monkeypatch.setattr(tasks, "now", lambda: scheduled.publish_at)
    tasks.publish_due(organ=press.organ.pk)
    assert Item.objects.get().state == State.PUBLISHED
    assert Entry.objects.get(act="catalogue.ItemPublished").by_id == system_id()
    tasks.publish_due(organ=press.organ.pk)
    assert Publication.objects.count() == 1


def test_before_its_time_nothing_happens(press, scheduled):
    tasks.publish_due(organ=press.organ.pk)
    assert Item.objects.get().state == State.SCHEDULED
    assert scheduled.publish_at > tasks.now()


def test_what_cannot_be_published_waits_for_a_person_again(press, scheduled, monkeypatch):
    monkeypatch.setattr(tasks, "now", lambda: scheduled.publish_at)
    Finding.objects.create(
        item=scheduled, organ=press.organ, fingerprint="x", kind="mobile", place="正文", told=["x"]
    )
    tasks.publish_due(organ=press.organ.pk)
    assert Item.objects.get().state == State.READY
    assert not Publication.objects.exists()


def test_only_organs_with_something_due_are_asked(press, scheduled, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.publish_due, "defer", lambda **arguments: asked.append(arguments))
    tasks.publish_all(at=scheduled.publish_at)
    monkeypatch.setattr(tasks, "now", lambda: scheduled.publish_at)
    tasks.publish_all(at=scheduled.publish_at)
    assert asked == [{"organ": press.organ.pk}]


def test_publishers_are_told_of_what_could_not_be_published(press, scheduled, monkeypatch):
    monkeypatch.setattr(tasks, "now", lambda: scheduled.publish_at)
    Finding.objects.create(
        item=scheduled, organ=press.organ, fingerprint="x", kind="mobile", place="正文", told=["x"]
    )
    tasks.publish_due(organ=press.organ.pk)
    with as_owner():
        told = Notice.objects.filter(title=f"定时发布没有成功（编号 {scheduled.pk}）")
        assert set(told.values_list("user", flat=True)) == {press.jiang.pk, press.cast.zhou.pk}
        assert "1处没有处理" in told[0].body
        assert scheduled.title not in told[0].title


def test_last_days_follow_the_calendar(press, monkeypatch):
    item, out = press.draft(), press.published(title="已发布")
    closed = {"attribute": "closed", "ground": "internal", "reason": "内部分工"}
    press.draft(title="不公开", **closed)
    shifted = facts.calendar().add_workdays(item.due_on, 3)
    monkeypatch.setattr(drafting, "publication_due", lambda *_: SimpleNamespace(last_day=shifted))
    with acting([press.organ.pk]):
        tasks.recompute(organ=press.organ.pk)
        tasks.recompute(organ=press.organ.pk)
        assert Item.objects.get(pk=item.pk).due_on == shifted
        assert Item.objects.get(pk=out.pk).due_on == out.due_on
        assert Entry.objects.filter(act="catalogue.DueMoved").count() == 1


def test_every_organ_is_asked_to_look_at_the_calendar(press, scheduled, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.recompute, "defer", lambda **arguments: asked.append(arguments))
    tasks.recompute_all(at=scheduled.publish_at)
    assert {"organ": press.organ.pk} in asked
