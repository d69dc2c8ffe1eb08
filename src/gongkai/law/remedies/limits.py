"""申请期限、起诉期限: the last day to ask for review or to sue.

These are calendar periods; the day of service is day 0, and a last day that is not worked moves
to the next working day.
"""

from calendar import monthrange
from datetime import date, timedelta

from gongkai.law.statutes import (
    CIVIL_PROCEDURE,
    INTERPRETATION_2018,
    LITIGATION,
    RECONSIDERATION,
    RECONSIDERATION_2017,
    cites,
)
from gongkai.law.workdays import Calendar, Deadline

RECONSIDERATION_DAYS = 60
SUIT_MONTHS = 6
SUIT_AFTER_RECONSIDERATION_DAYS = 15
MONTHS_WHEN_NOT_TOLD = 12
DAY = timedelta(days=1)
MONTHS = 12


class NoLimitError(ValueError):
    """The law of that day fixes no longest limit."""


@cites(RECONSIDERATION.art(20, 1), RECONSIDERATION.art(20, 3), RECONSIDERATION_2017.art(9))
def last_day_to_apply(served_on: date, calendar: Calendar, *, is_told: bool = True) -> Deadline:
    """The last day to apply for reconsideration: 60 days, or a year where not told.

    ``is_told``: the decision named the right, the reconsideration organ and the limit, all three.

    Raises:
        NoLimitError: not told, and served before 2024, when no longest limit was written.
    """
    if is_told:
        return roll_over(served_on + RECONSIDERATION_DAYS * DAY, calendar)
    if not RECONSIDERATION.is_in_force(served_on):
        raise NoLimitError(
            f"{served_on.isoformat()}送达而未告知申请期限的，当时的行政复议法没有规定最长期限，请另行判断"
        )
    return roll_over(months_later(served_on, MONTHS_WHEN_NOT_TOLD), calendar)


@cites(LITIGATION.art(46, 1), INTERPRETATION_2018.art(64, 1))
def last_day_to_sue(served_on: date, calendar: Calendar, *, is_told: bool = True) -> Deadline:
    """The last day to sue without reconsideration: six months, or a year where the limit was not told."""
    return roll_over(months_later(served_on, SUIT_MONTHS if is_told else MONTHS_WHEN_NOT_TOLD), calendar)


@cites(LITIGATION.art(45), RECONSIDERATION.art(34))
def last_day_to_sue_after_reconsideration(received_on: date, calendar: Calendar) -> Deadline:
    """The last day to sue after the decision on reconsideration came in: 15 days."""
    return roll_over(received_on + SUIT_AFTER_RECONSIDERATION_DAYS * DAY, calendar)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has none.

    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@cites(CIVIL_PROCEDURE.art(85))
def roll_over(last_day: date, calendar: Calendar) -> Deadline:
    """The last day of a calendar period: a day off moves it to the next working day."""
    if calendar.is_workday(last_day):
        return Deadline(last_day, *calendar.certainty(last_day - DAY, last_day))
    moved = calendar.add_workdays(last_day, 1)
    return Deadline(moved, *calendar.certainty(last_day - DAY, moved))
