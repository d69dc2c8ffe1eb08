"""Quiet hours: nothing goes out in them, and everything does afterwards."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from gongkai import facts
from gongkai.notices.quiet import Quiet

CALENDAR = facts.calendar()
MINUTE = timedelta(minutes=1)
CHINA = ZoneInfo("Asia/Shanghai")
# naive bounds, as hypothesis asks for them
FIRST, LAST = (datetime(year, month, 1) for year, month in ((2024, 1), (2027, 3)))  # noqa: DTZ001
moments = st.datetimes(FIRST, LAST, timezones=st.just(CHINA))
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
quiets = st.builds(Quiet, minutes, minutes, st.booleans())


@given(quiets, moments)
def test_nothing_goes_out_in_quiet_hours_and_nothing_before_its_time(quiet, at):
    free = quiet.earliest(at, CALENDAR)
    assert free >= at
    assert not quiet.holds(free, CALENDAR)


@given(quiets, moments)
def test_nothing_waits_longer_than_it_must(quiet, at):
    free = quiet.earliest(at, CALENDAR)
    if free > at:
        assert quiet.holds(at, CALENDAR)
        assert quiet.holds(free - timedelta(microseconds=1), CALENDAR)
        steps = int((free - at) / MINUTE)
        assert all(quiet.holds(at + step * MINUTE, CALENDAR) for step in range(0, steps, 7))


@given(quiets, moments)
def test_nothing_waits_for_ever(quiet, at):
    # the longest break in the calendar is nine days
    assert quiet.earliest(at, CALENDAR) - at < timedelta(days=11)


@given(minutes, moments)
def test_equal_times_are_no_quiet_hours(clock, at):
    assert Quiet(clock, clock, on_days_off=False).earliest(at, CALENDAR) == at


def test_before_a_holiday_evening_it_is_the_first_working_morning():
    spring_festival = datetime(2026, 2, 13, 22, tzinfo=CHINA)
    free = Quiet().earliest(spring_festival, CALENDAR)
    assert free.time() == time(8)
    assert CALENDAR.is_workday(free.date())
    assert not any(
        CALENDAR.is_workday(date(2026, 2, 13) + timedelta(days=days))
        for days in range(1, (free.date() - date(2026, 2, 13)).days)
    )
