"""Periods in calendar days end on a working day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai import facts
from gongkai.law.periods import calendar_days, rolled

CALENDAR = facts.calendar()


def test_a_last_day_on_a_holiday_moves_to_the_next_working_day():
    assert rolled(date(2026, 10, 3), CALENDAR) == date(2026, 10, 8)
    assert rolled(date(2026, 10, 10), CALENDAR) == date(2026, 10, 10)
    assert calendar_days(date(2026, 9, 18), 15, CALENDAR) == date(2026, 10, 8)


@given(st.dates(date(2019, 1, 1), date(2026, 10, 1)), st.integers(1, 60))
def test_a_period_ends_on_the_first_working_day_not_before_its_last_day(start, days):
    found = calendar_days(start, days, CALENDAR)
    last = start + timedelta(days=days)
    assert CALENDAR.is_workday(found)
    assert found >= last
    assert not any(CALENDAR.is_workday(last + timedelta(days=n)) for n in range((found - last).days))
