"""The reports of an organ and of all below it: each unit once, and the sum is proven."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.database import as_owner
from tests.reports.out import written
from tests.reports.year import AFTER, TEXTS, YEAR

from gongkai.isolation import scope
from gongkai.law.annual.findings import Verdict
from gongkai.organs.models import Organ
from gongkai.reports import actions
from gongkai.reports.closing import reasons
from gongkai.reports.models import AnnualReport
from gongkai.reports.queries import figures_of, newest_published, rolled_up


@pytest.fixture
def city(year):
    """The city with both bureaus' years closed, and somebody there who reports for it."""
    year.contested.answered(on=date(2025, 3, 10))
    report = year.begun()
    by = year.cast.wang
    for cell in ("requests.new.company", "requests.granted.company"):
        actions.enter_figure(report, cell, Decimal(2), "纸质登记", on=AFTER, by=by)
    year.closed(report)
    year.finance()
    clerk = year.city_clerk()
    with year.cast.entered(clerk):
        own = actions.begin(year.cast.city, YEAR, on=AFTER, by=clerk)
        actions.write_texts(own, TEXTS, on=AFTER, by=clerk)
        year.filled(own, by=clerk)
        actions.close(own, on=AFTER, by=clerk)
        yield year


def test_the_sum_of_the_reports_is_the_count_over_all(city):
    rolled = rolled_up(city.cast.city, YEAR)
    assert [organ.name for organ, _ in rolled.units] == ["保定市人民政府", "保定市司法局", "保定市财政局"]
    assert rolled.is_proven
    assert rolled.summed == rolled.counted
    assert rolled.summed.requests["new"] == (1, 2, 0, 0, 0, 0, 3)


def test_a_record_that_came_after_the_closing_breaks_the_proof(city):
    with city.cast.entered(city.cast.wang):
        city.contested.answered(on=date(2025, 6, 10))
    rolled = rolled_up(city.cast.city, YEAR)
    failed = [one for one in rolled.findings if one.verdict is Verdict.FAIL]
    assert {one.rule for one in failed} == {"P-1", "P-2"}
    assert "“新收”" in failed[0].message or "新收" in failed[0].message


def test_a_unit_that_has_not_closed_is_named(city):
    with city.cast.entered(city.cast.wang):
        rolled_up(city.cast.city, 2024)
    rolled = rolled_up(city.cast.city, 2024)
    assert len(rolled.missing) == 3
    assert not rolled.is_proven
    assert "缺少3家" in rolled.findings[-1].message


def test_a_consolidated_report_says_the_sum_and_needs_every_unit(city):
    sun = city.cast.sun
    report = actions.begin(city.cast.city, YEAR, is_consolidated=True, on=AFTER, by=sun)
    actions.write_texts(report, TEXTS, on=AFTER, by=sun)
    assert reasons(report, AFTER) == []
    actions.close(report, on=AFTER, by=sun)
    assert figures_of(report).tables.request("new") == 3
    early = actions.begin(city.cast.city, 2024, is_consolidated=True, on=AFTER, by=sun)
    assert "缺少3家" in "".join(reason.message for reason in reasons(early, AFTER))
    assert replace(rolled_up(city.cast.city, YEAR), units=()).summed.request("new") == 3


def test_the_public_reads_the_newest_published_version_of_each_report_of_organs_in_use(cast):
    written(cast.justice, "第一版。")
    newest = [
        written(cast.justice, "第二版。", version=2),
        written(cast.justice, "前一年。", year=2024),
        written(cast.justice, "汇总。", is_consolidated=True),
    ]
    written(cast.justice, "第三版。", version=3, state=AnnualReport.State.CLOSED)
    written(cast.finance, "已停用。")
    with as_owner():
        Organ.objects.filter(pk=cast.finance.pk).update(is_active=False)
    with scope.entered(scope.PUBLIC):
        assert set(newest_published()) == set(newest)
