"""The numbering of working days, against a count by hand."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.dayindex import DayIndex, weekday_number, weekdays_until

MONDAY = date(2026, 9, 21).toordinal()


@given(st.integers(1, 800_000))
def test_weekdays_by_arithmetic_agree_with_the_calendar(ordinal):
    is_weekday = date.fromordinal(ordinal).weekday() < 5
    assert weekdays_until(ordinal) - weekdays_until(ordinal - 1) == is_weekday
    if is_weekday:
        assert weekday_number(weekdays_until(ordinal)) == ordinal


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(-30, 60))
def test_inside_the_table_the_table_decides_and_outside_the_week(works, offset):
    index = DayIndex(MONDAY, works)
    ordinal = MONDAY + offset
    inside = 0 <= offset < len(works)
    expected = works[offset] if inside else date.fromordinal(ordinal).weekday() < 5
    assert index.works(ordinal) is expected
    if expected:
        assert index.day(index.until(ordinal)) == ordinal
