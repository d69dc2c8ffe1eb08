"""What is published at a time."""

from datetime import timedelta

import pytest
from tests.catalogue.press import TODAY

from gongkai.catalogue import tasks
from gongkai.catalogue.actions.publishing import schedule
from gongkai.catalogue.choices import State
from gongkai.catalogue.models import Finding, Item, Publication
from gongkai.jobs.acting import system_id
from gongkai.ledger.models import Entry


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
