"""The demo's columns and items: at every stage, marked as samples, in an unbroken ledger."""

from collections import Counter

import pytest

from gongkai.catalogue.choices import State
from gongkai.catalogue.figures import timeliness
from gongkai.catalogue.models import Column, Item, Publication, Topic
from gongkai.ledger.queries import broken
from gongkai.organs.models import Organ
from gongkai.service import demo_catalogue


@pytest.mark.usefixtures("whole_demo")
def test_the_demo_shows_every_stage():
    told = Item.objects.exclude(formed_on__year=2023)
    states = Counter(told.values_list("state", flat=True))
    assert sum(states.values()) == demo_catalogue.told_count() >= 40
    assert Item.objects.count() == demo_catalogue.count()
    shown = {State.DRAFT, State.FIRST, State.SECOND, State.SECRECY, State.READY, State.FILED}
    assert shown | {State.PUBLISHED, State.WITHDRAWN} <= set(states)
    assert states[State.PUBLISHED] >= 35
    assert broken() == []
    for publication in Publication.objects.filter(withdrawn_at__isnull=True):
        assert demo_catalogue.MARK in publication.body
    assert Publication.objects.filter(correction="更正内设机构名称。").count() == 1
    assert Publication.objects.filter(interprets__in=told).count() == 1
    organ = Organ.objects.get(slug="justice")
    months = timeliness(organ.pk, 2026)
    assert any(one.percent == 100 for one in months)
    assert any(one.percent not in (None, 100) for one in months)


@pytest.mark.usefixtures("whole_demo")
def test_every_organ_has_the_fifteen_classes_and_something_in_them():
    for organ in Organ.objects.all():
        duties = set(Column.objects.filter(organ=organ).values_list("duty", flat=True))
        assert {f"20-{number}" for number in range(1, 16)} <= duties
    found = {organ.slug: Publication.objects.filter(organ=organ).count() for organ in Organ.objects.all()}
    assert found["justice"] >= 530
    assert 10 <= found["finance"] <= 30
    assert 10 <= found["city"] <= 30
    assert Topic.objects.filter(organ__slug="justice").count() == 3
