"""工作日 by the cases of the law, by a slow recount, and as it was known on a day."""

import pickle
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.books import book

from gongkai import facts
from gongkai.law.workdays import (
    Calendar,
    DayKind,
    Deadline,
    Holiday,
    Notice,
    NoticeGapError,
    changed_days,
)

CASES = book(Path(__file__).with_name("cases") / "workdays.yaml")
CALENDAR = facts.calendar()
NOTICES = facts.notices()
DAY = timedelta(days=1)

BEFORE = Calendar.from_notices(NOTICES, known_on=date(2019, 3, 21))
CHANGED = changed_days(CALENDAR, BEFORE)

KNOWN_DAYS = st.dates(CALENDAR.known_from, CALENDAR.known_until)
ANY_DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
COUNTS = st.integers(-600, 600)


@pytest.mark.parametrize("case", CASES, ids=[case["it"] for case in CASES])
def test_the_last_day_is_that_of_the_case(case):
    calendar = Calendar.from_notices(NOTICES, known_on=case.get("known_on"))
    deadline = calendar.deadline(case["received"], case["workdays"])
    assert deadline.last_day == case["last_day"]
    assert deadline.provisional is case.get("provisional", False)


# What a slow count, day by day, makes of it.


@given(ANY_DAYS, st.integers(0, 60))
def test_adding_agrees_with_a_walk_over_the_days(day, n):
    left, at = n, day
    while left:
        at += DAY
        left -= CALENDAR.is_workday(at)
    assert CALENDAR.add_workdays(day, n) == at


@given(ANY_DAYS, st.integers(0, 60))
def test_taking_away_agrees_with_a_walk_over_the_days(day, n):
    left, at = n, day
    while left:
        at -= DAY
        left -= CALENDAR.is_workday(at)
    assert CALENDAR.add_workdays(day, -n) == at


@given(ANY_DAYS, st.integers(0, 120))
def test_counting_agrees_with_a_walk_over_the_days(day, length):
    until = day + length * DAY
    counted = sum(CALENDAR.is_workday(day + step * DAY) for step in range(1, length + 1))
    assert CALENDAR.workdays_between(day, until) == counted
    assert CALENDAR.workdays_between(until, day) == -counted


@given(ANY_DAYS, st.integers(1, 600))
def test_counting_gives_back_what_was_added(day, n):
    assert CALENDAR.workdays_between(day, CALENDAR.add_workdays(day, n)) == n


@given(ANY_DAYS, st.integers(1, 600))
def test_taking_away_undoes_adding_from_a_working_day(day, n):
    start = CALENDAR.add_workdays(day, 1)
    assert CALENDAR.add_workdays(CALENDAR.add_workdays(start, n), -n) == start


@given(ANY_DAYS, COUNTS.filter(bool))
def test_a_last_day_is_always_a_working_day(day, n):
    assert CALENDAR.is_workday(CALENDAR.add_workdays(day, n))


@given(ANY_DAYS)
def test_no_working_days_added_leave_the_day_as_it_is(day):
    assert CALENDAR.add_workdays(day, 0) == day


@given(st.lists(ANY_DAYS, max_size=30), COUNTS)
def test_the_bulk_count_agrees_with_the_single_one(days, n):
    assert CALENDAR.days_after(days, n) == [CALENDAR.add_workdays(day, n) for day in days]


def test_the_bulk_count_keeps_few_tables():
    calendar = Calendar.from_notices(NOTICES)
    for n in range(1, 140):
        assert calendar.days_after([date(2026, 9, 21)], n) == [calendar.add_workdays(date(2026, 9, 21), n)]
    assert len(calendar._due_dates) <= 64


# Why a day is worked or not.


@pytest.mark.parametrize(
    ("day", "works", "kind", "text"),
    [
        (date(2026, 9, 21), True, DayKind.WEEKDAY, "星期一"),
        (date(2026, 9, 26), False, DayKind.HOLIDAY, "中秋节放假（国办发明电〔2025〕7号）"),
        (date(2026, 10, 1), False, DayKind.HOLIDAY, "国庆节放假（国办发明电〔2025〕7号）"),
        (date(2026, 10, 10), True, DayKind.MAKE_UP, "国庆节调休上班（国办发明电〔2025〕7号）"),
        (date(2026, 10, 11), False, DayKind.WEEKEND, "星期日"),
        (date(2019, 5, 5), True, DayKind.MAKE_UP, "劳动节调休上班（国办发明电〔2019〕3号）"),
        (date(2027, 1, 4), True, DayKind.UNKNOWN, "星期一（2027年放假安排未知，暂按周一至周五推算）"),
        (date(2006, 1, 1), False, DayKind.UNKNOWN, "星期日（2006年放假安排未知，暂按周一至周五推算）"),
    ],
)
def test_a_day_says_why_it_is_worked_or_not(day, works, kind, text):
    reason = CALENDAR.why(day)
    assert (reason.works, reason.kind, reason.text) == (works, kind, text)
    assert reason.known is (kind is not DayKind.UNKNOWN)


@given(ANY_DAYS)
def test_reason_and_count_agree(day):
    reason = CALENDAR.why(day)
    assert reason.works is CALENDAR.is_workday(day)
    assert reason.known is CALENDAR.is_known(day)


def test_a_notice_without_a_number_is_called_by_its_title():
    notice = Notice(
        2026, "", date(2025, 11, 4), date(2025, 11, 4), (Holiday("元旦", *[date(2026, 1, 1)] * 2),)
    )
    why = Calendar.from_notices([notice]).why(date(2026, 1, 1))
    assert why.text == "元旦放假（国务院办公厅关于2026年部分节假日安排的通知）"


# Unknown years are provisional and say so.


@given(ANY_DAYS, st.integers(1, 400))
def test_a_deadline_is_provisional_where_it_rests_on_an_unknown_day(day, n):
    deadline = CALENDAR.deadline(day, n)
    length = (deadline.last_day - day).days
    unknown = [step for step in range(1, length + 1) if not CALENDAR.is_known(day + step * DAY)]
    assert deadline.provisional is bool(unknown)
    assert not unknown or "暂按周一至周五推算" in deadline.why


def test_a_provisional_deadline_names_the_year_that_is_not_known():
    deadline = CALENDAR.deadline(date(2026, 12, 10), 20)
    assert deadline == Deadline(
        date(2027, 1, 7),
        provisional=True,
        why="2027年放假安排尚未公布，2027年的日期暂按周一至周五推算，公布后将重算",
    )


def test_the_last_days_of_the_newest_year_may_still_be_moved():
    deadline = CALENDAR.deadline(date(2026, 12, 1), 21)
    assert deadline == Deadline(
        date(2026, 12, 30), why="2027年元旦的放假通知可能调整12月末的安排，公布后将核对"
    )


def test_the_shipped_years_are_2007_to_2026():
    assert (CALENDAR.known_from, CALENDAR.known_until) == (date(2007, 1, 1), date(2026, 12, 31))
    assert repr(CALENDAR) == "Calendar(2007-01-01..2026-12-31, 23 notices)"


def test_a_year_in_between_without_a_notice_is_refused():
    with pytest.raises(NoticeGapError, match="缺少2012、2013年"):
        Calendar.from_notices(notice for notice in NOTICES if notice.year not in (2012, 2013))


def test_a_calendar_needs_a_notice():
    with pytest.raises(NoticeGapError, match="没有可用的放假安排通知"):
        Calendar.from_notices(NOTICES, known_on=date(2006, 1, 1))


# Versions and what changed.


def test_the_change_of_labour_day_2019_changes_four_days():
    before = Calendar.from_notices(NOTICES, known_on=date(2019, 3, 21))
    after = Calendar.from_notices(NOTICES, known_on=date(2019, 3, 22))
    assert changed_days(before, after) == (
        date(2019, 4, 28),
        date(2019, 5, 2),
        date(2019, 5, 3),
        date(2019, 5, 5),
    )


def test_the_longer_spring_festival_of_2020_takes_the_make_up_day_away():
    before = Calendar.from_notices(NOTICES, known_on=date(2020, 1, 26))
    after = Calendar.from_notices(NOTICES, known_on=date(2020, 1, 27))
    assert changed_days(before, after) == (date(2020, 1, 31), date(2020, 2, 1))


def test_a_new_year_changes_the_end_of_the_year_before():
    before = Calendar.from_notices(NOTICES, known_on=date(2018, 12, 5))
    after = Calendar.from_notices(NOTICES, known_on=date(2018, 12, 6))
    assert changed_days(before, after)[:2] == (date(2018, 12, 29), date(2018, 12, 31))


def test_the_same_calendar_has_no_changed_days():
    assert changed_days(CALENDAR, Calendar.from_notices(NOTICES)) == ()


@given(KNOWN_DAYS)
def test_only_changed_days_change(day):
    assert (day in CHANGED) is (CALENDAR.is_workday(day) != BEFORE.is_workday(day))


# A calendar is a value.


def test_calendars_of_the_same_notices_are_equal_whatever_their_order():
    again = Calendar.from_notices(reversed(NOTICES))
    assert again == CALENDAR
    assert hash(again) == hash(CALENDAR)


def test_calendars_of_other_notices_differ():
    other = Calendar.from_notices((*NOTICES[:-1], replace(NOTICES[-1], number="国办发明电〔2025〕8号")))
    assert other != CALENDAR
    assert CALENDAR != "2026"


def test_a_calendar_can_be_sent_to_another_process():
    CALENDAR.days_after([date(2026, 9, 21)], 20)
    assert pickle.loads(pickle.dumps(CALENDAR)) == CALENDAR
