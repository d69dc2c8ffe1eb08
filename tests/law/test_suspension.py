"""Pauses as a union that neither loses nor doubles a day, held against a walk over the days."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gongkai import facts
from gongkai.law.statutes import GIR
from gongkai.law.suspension import Pause, last_day, paused_workdays, union

CALENDAR = facts.calendar()
DAY = timedelta(days=1)
FIRST = date(2026, 1, 5)
BASIS = GIR.art(33, 3)
PAUSES = st.lists(
    st.builds(
        lambda after, length: Pause(FIRST + after * DAY, FIRST + (after + length) * DAY, "征求意见", BASIS),
        st.integers(-20, 80),
        st.integers(0, 30),
    ),
    max_size=5,
)


def days_in(spans):
    return [day for after, until in spans for day in walk(after, until)]


def walk(after, until):
    return [after + n * DAY for n in range(1, (until - after).days + 1)]


@given(PAUSES)
def test_a_union_holds_each_paused_day_once(pauses):
    spans = union(pauses)
    found = days_in(spans)
    assert len(found) == len(set(found))
    assert set(found) == {day for pause in pauses for day in walk(pause.after, pause.until)}
    assert list(spans) == sorted(spans)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(spans))


@given(PAUSES, st.integers(0, 60), st.integers(0, 60))
def test_paused_workdays_agree_with_a_walk(pauses, start, length):
    after, until = FIRST + start * DAY, FIRST + (start + length) * DAY
    out = set(days_in(union(pauses)))
    expected = sum(CALENDAR.is_workday(day) and day in out for day in walk(after, until))
    assert paused_workdays(union(pauses), CALENDAR, after=after, until=until) == expected


@given(PAUSES, st.integers(0, 40))
def test_the_last_day_agrees_with_a_walk(pauses, workdays):
    out = set(days_in(union(pauses)))
    day, left = FIRST, workdays
    while left:
        day += DAY
        left -= CALENDAR.is_workday(day) and day not in out
    found = last_day(FIRST, workdays, union(pauses), CALENDAR)
    assert found == day


@given(PAUSES, PAUSES, st.integers(1, 40))
def test_more_pauses_never_bring_the_last_day_forward(pauses, more, workdays):
    before = last_day(FIRST, workdays, union(pauses), CALENDAR)
    assert last_day(FIRST, workdays, union([*pauses, *more]), CALENDAR) >= before


def test_a_pause_begins_the_day_after_sending_and_ends_on_its_last_day():
    pause = Pause(date(2026, 9, 28), date(2026, 10, 13), "征求意见", BASIS)
    assert date(2026, 9, 28) not in pause
    assert date(2026, 9, 29) in pause
    assert date(2026, 10, 13) in pause
