"""A calendar with a made-up notice for the first year that has none."""

from datetime import date

from gongkai import facts
from gongkai.law.holidays import Holiday, Notice
from gongkai.law.workdays import Calendar

WEEK = Holiday("示例假", date(2027, 1, 4), date(2027, 1, 8))


def with_next_year(*holidays):
    """The shipped calendar and one more year."""
    known = date(2026, 12, 1)
    notice = Notice(2027, "示例〔2026〕1号", known, known, holidays or (WEEK,))
    return Calendar.from_notices((*facts.notices(), notice))
