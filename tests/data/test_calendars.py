"""The shipped notices against two independent packages, and what a data file must hold."""

from datetime import date
from itertools import pairwise

import chinese_calendar
import holidays
import pytest

from gongkai import data, facts
from gongkai.law.holidays import in_force
from gongkai.law.numbers import document_number

CALENDAR = facts.calendar()
NOTICES = facts.notices()
DAYS = [
    date.fromordinal(ordinal) for ordinal in range(date(2007, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
]


def test_there_are_7305_known_days():
    assert len(DAYS) == 7305
    assert all(map(CALENDAR.is_known, DAYS))
    assert not CALENDAR.is_known(date(2006, 12, 31))
    assert not CALENDAR.is_known(date(2027, 1, 1))


def test_every_day_agrees_with_chinesecalendar():
    assert [day for day in DAYS if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_every_day_agrees_with_holidays():
    china = holidays.China(years=range(2006, 2028))
    assert [day for day in DAYS if CALENDAR.is_workday(day) != china.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("year", "worked"),
    [(2019, 250), (2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_its_number_of_working_days(year, worked):
    assert CALENDAR.workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == worked


def test_each_year_has_a_file_of_its_own():
    assert data.names("calendars", ".toml") == [f"calendars/{year}.toml" for year in range(2007, 2027)]
    for year in range(2007, 2027):
        assert data.read_toml(f"calendars/{year}.toml")["year"] == year


@pytest.mark.parametrize("notice", NOTICES, ids=[notice.label for notice in NOTICES])
def test_a_notice_has_a_number_of_the_year_in_which_it_was_issued(notice):
    assert document_number(notice.number).year == notice.issued_on.year
    assert notice.issued_on <= notice.known_on


def test_two_notices_wait_for_someone_to_read_number_and_date_in_the_text():
    assert [notice.year for notice in NOTICES if not notice.confirmed] == [2008, 2009]


def test_no_number_is_given_twice():
    assert len({notice.number for notice in NOTICES}) == len(NOTICES) == 23


def test_three_notices_change_an_earlier_one():
    assert [(notice.number, notice.amends) for notice in NOTICES if notice.amends] == [
        ("国发明电〔2015〕1号", "国办发明电〔2014〕28号"),
        ("国办发明电〔2019〕3号", "国办发明电〔2018〕15号"),
        ("国办发明电〔2020〕1号", "国办发明电〔2019〕16号"),
    ]


def test_no_two_standing_holidays_share_a_day():
    standing = sorted(in_force(NOTICES), key=lambda entry: entry[1].first)
    for (_, earlier), (_, later) in pairwise(standing):
        assert earlier.last < later.first
