"""期间: periods in calendar days, and what happens when the last day is a day of rest."""

from datetime import date, timedelta

from gongkai.law.statutes import CIVIL_PROCEDURE, cites
from gongkai.law.workdays import Calendar


@cites(CIVIL_PROCEDURE.art(85, 3))
def rolled(day: date, calendar: Calendar) -> date:
    """The last day of a period: the day itself, or the next working day where it is a day of rest."""
    return day if calendar.is_workday(day) else calendar.add_workdays(day, 1)


@cites(CIVIL_PROCEDURE.art(85))
def calendar_days(start: date, days: int, calendar: Calendar) -> date:
    """The last day of a period of calendar days that begins the day after ``start``."""
    return rolled(start + timedelta(days=days), calendar)
