"""Summing up: views and visitors of pages and sites, once each, whatever is killed in between."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localtime
from tests.channels.reading import DAY, pool, pool_place, read  # noqa: F401  a fixture
from tests.database import as_owner

from gongkai.channels import summing, tasks
from gongkai.channels.hits import Batch
from gongkai.channels.models import PageDay, Seen, SiteDay
from gongkai.channels.tasks import sum_up

pytestmark = pytest.mark.usefixtures("pool_place")
NEXT = DAY + timedelta(days=1)


def summed(day=DAY):
    sum_up.function(localtime(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)))


def site(organ, on=DAY):
    with as_owner():
        return SiteDay.objects.filter(organ=organ, on=on).values_list("views", "visitors", "robots").first()


def pages(organ, on=DAY):
    with as_owner():
        rows = PageDay.objects.filter(organ=organ, on=on).order_by("page")
        return {one.page: (one.views, one.visitors, one.robots) for one in rows}


def remembered():
    with as_owner():
        return Seen.objects.count()


def test_views_visitors_and_machines_are_counted_by_page_and_site(cast):
    read("", "guide/", "guide/", who="1")
    read("guide/", "items/7/", who="2")
    read("", "guide/", who="3", robot=True)
    read("", organ="finance")
    read("", organ="unknown")
    summed()
    assert site(cast.justice) == (5, 2, 2)
    assert pages(cast.justice) == {"": (1, 1, 1), "guide/": (3, 2, 1), "items/7/": (1, 1, 0)}
    assert site(cast.finance) == (1, 1, 0)


def test_who_comes_again_on_the_day_is_no_other_visitor(cast):
    read("", who="1")
    summed()
    read("", "guide/", who="1")
    read("", who="2")
    summed()
    assert site(cast.justice) == (4, 2, 0)
    assert pages(cast.justice) == {"": (3, 2, 0), "guide/": (1, 1, 0)}


def test_who_was_counted_is_forgotten_the_next_day(cast):
    read("", who="1")
    summed()
    assert remembered() == 2
    read("", who="1", on=NEXT)
    summed(NEXT)
    assert site(cast.justice) == (1, 1, 0)
    assert site(cast.justice, NEXT) == (1, 1, 0)
    assert remembered() == 2
    summed(NEXT + timedelta(days=1))
    assert remembered() == 0


def test_ten_thousand_views_by_one_are_one_visitor_and_mostly_a_machine(cast):
    read(*["guide/"] * 10_000, who="1")
    read("guide/", who="2")
    summed()
    assert site(cast.justice) == (summing.MOST_OF_ONE + 1, 2, 10_000 - summing.MOST_OF_ONE)


def test_a_batch_is_summed_up_once_though_its_worker_dies_before_it_is_forgotten(cast, monkeypatch):
    read("", who="1")
    with monkeypatch.context() as patched:
        patched.setattr(Batch, "done", lambda _: None)
        summed()
    assert len(pool().take(today=DAY)) == 1
    read("guide/", who="1")
    summed()
    assert site(cast.justice) == (2, 1, 0)
    assert pool().take(today=DAY) == []


def test_nothing_is_lost_where_summing_fails_half_way(cast, monkeypatch):
    read("", who="1")
    read("", who="1", organ="finance")

    def away(_):
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "add_up", lambda batch, organs: (summing.add_up(batch, organs), away(batch)))
        with pytest.raises(ConnectionError):
            summed()
    assert site(cast.justice) is None
    summed()
    assert site(cast.justice) == site(cast.finance) == (1, 1, 0)
