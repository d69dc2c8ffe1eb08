"""Figures of days, months and years, counted here or brought in."""

from datetime import date

import pytest
from tests.cast import TODAY
from tests.database import as_owner

from gongkai.channels import queries
from gongkai.channels.actions.earlier import Origin, bring_in
from gongkai.channels.importing import HEADERS, read
from gongkai.channels.models import PageDay, SiteDay
from gongkai.channels.queries import PageVisits, Visits

DAYS = ((date(2026, 3, 1), 10, 4, 1), (date(2026, 3, 2), 20, 6, 0), (date(2026, 4, 1), 5, 5, 2))


@pytest.fixture
def counted(cast):
    with as_owner():
        for on, views, visitors, robots in DAYS:
            SiteDay.objects.create(organ=cast.justice, on=on, views=views, visitors=visitors, robots=robots)
            PageDay.objects.create(organ=cast.justice, on=on, page="guide/", views=views - 2, visitors=3)
            PageDay.objects.create(organ=cast.justice, on=on, page="", views=2, visitors=1)
            PageDay.objects.create(organ=cast.justice, on=on, page="map/", views=0, visitors=0, robots=9)
        SiteDay.objects.create(organ=cast.finance, on=DAYS[0][0], views=1000, visitors=1000)
    with cast.entered(cast.zhou):
        rows = [["2025", "700", "70"], ["2026-01", "300", "30"], ["2026-02-03", "8", "2"]]
        bring_in(
            cast.justice, read([HEADERS, *rows], on=TODAY).rows, Origin("x", "y"), on=TODAY, by=cast.zhou
        )
    return cast


def test_a_year_by_its_months_and_a_month_by_its_days(counted):
    organ = counted.justice.pk
    with counted.entered(counted.wang):
        months = queries.months(organ, 2026)
        assert months[0] == Visits("1月", 300, 30)
        assert months[2] == Visits("3月", 30, 10, 1)
        assert [one.views for one in months] == [300, 8, 30, 5, *[0] * 8]
        assert queries.days(organ, 2026, 2) == [Visits("3日", 8, 2)]
        assert queries.days(organ, 2026, 3) == [Visits("1日", 10, 4, 1), Visits("2日", 20, 6)]
        assert queries.undivided(organ, 2025) == Visits("2025年（未分月）", 700, 70)
        assert queries.by_year(organ) == [Visits("2026年", 343, 47, 3), Visits("2025年", 700, 70)]
        assert queries.since(organ) == DAYS[0][0]


def test_the_pages_most_read_by_people(counted):
    organ = counted.justice.pk
    with counted.entered(counted.wang):
        first, last = date(2026, 3, 1), date(2026, 3, 31)
        assert queries.top_pages(organ, first, last, 5) == [PageVisits("guide/", 26, 6), PageVisits("", 4, 2)]
        assert queries.top_pages(organ, first, last, 1) == [PageVisits("guide/", 26, 6)]


def test_figures_of_another_organ_are_not_there(counted):
    with counted.entered(counted.wang):
        assert queries.by_year(counted.finance.pk) == []
    with counted.entered(counted.sun):
        assert queries.by_year(counted.finance.pk) == [Visits("2026年", 1000, 1000)]
