"""The demo organs' year: every kind of case, whatever the day of the first start."""

from datetime import date, timedelta

import pytest
from tests.database import as_owner

from gongkai import facts
from gongkai.ledger.queries import broken
from gongkai.letters.models import Letter
from gongkai.organs.models import Organ
from gongkai.requests.models import InfoRequest
from gongkai.requests.queries import case_of
from gongkai.requests.reckoning import sums
from gongkai.service import demo, demo_year
from gongkai.service.simulation.writing import moment

LEAVES = set(facts.form("2021").leaf_keys)
STATES = {"S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S11", "A1", "A2", "A3"}
SUNDAY = date(2027, 1, 3)  # in a year whose holidays are not known


def test_every_kind_of_case_is_there(whole_demo):
    every_kind(whole_demo)


@pytest.mark.django_db
def test_every_kind_of_case_is_there_on_a_sunday_whatever_the_holidays(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    with as_owner():
        told = list(demo.steps(on=SUNDAY, at=moment(SUNDAY)))
        assert len(told) >= len(demo.facts()["organs"]) + demo_year.count()
        every_kind(SUNDAY)


def every_kind(today):
    justice = Organ.objects.get(slug="justice")
    rows = list(InfoRequest.objects.filter(organ=justice))
    assert len(rows) >= 60
    assert {row.state for row in rows} >= STATES
    assert {row.row for row in rows} >= LEAVES
    assert {row.applicant_kind for row in rows} > {"natural", "company", "research", "legal_service"}
    assert InfoRequest.objects.exclude(organ=justice).count() >= 6
    pressing(rows, today)
    shown = set(Letter.objects.filter(organ=justice).values_list("code", "state"))
    assert shown >= {
        ("L02", "sent"),
        ("L13", "signed"),
        ("L13", "returned"),
        ("L13", "draft"),
        ("L28", "served"),
    }
    sound(today)


def pressing(rows, today):
    calendar = facts.calendar()
    working = today if calendar.is_workday(today) else calendar.add_workdays(today, -1)
    still = {row.due_on for row in rows if not row.closed_on and row.clock == "running"}
    assert {working, calendar.add_workdays(working, 1)} <= still
    late = [row for row in rows if row.is_late and not row.closed_on]
    assert len(late) >= 2
    assert all(row.due_on < today for row in late)
    unopened = [row for row in rows if row.state == "S0"]
    assert {row.channel for row in unopened} >= {"web", "email"}
    assert all(row.submitted_on >= today - timedelta(days=20) for row in unopened)


def sound(today):
    assert not broken()
    for row in InfoRequest.objects.all():
        assert case_of(row).last_on <= today
        assert dict(sums(case_of(row), today)) == {
            name: getattr(row, name) for name in sums(case_of(row), today)
        }
    for organ in Organ.objects.all():
        for year in {row.year for row in InfoRequest.objects.filter(organ=organ)}:
            mine = InfoRequest.objects.filter(organ=organ, year=year).order_by("number")
            assert [row.number for row in mine] == list(range(1, len(mine) + 1))
