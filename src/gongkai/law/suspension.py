"""不计算在期限内的时间: days that do not count towards the term, and the last day that follows.

A pause runs from the day after the letter was sent to the day it ended, both counted. Several
pauses are one union: a day on which two run is left out once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.statutes import CIVIL_PROCEDURE, GIR, GIR_2007, Provision, cites
from gongkai.law.workdays import Calendar

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Pause:
    """Why and when the clock stands still: over the days d with after < d <= until."""

    after: date
    until: date
    why: str
    basis: Provision

    def __contains__(self, day: date) -> bool:
        return self.after < day <= self.until


@cites(GIR.art(33, 3), GIR_2007.art(24, 3))
def union(pauses: Iterable[Pause]) -> tuple[Span, ...]:
    """The pauses as spans that do not touch, in order; a span holds d with after < d <= until.

    >>> day = lambda d: date(2026, 10, d)
    >>> basis = GIR.art(33, 3)
    >>> union([Pause(day(8), day(13), "", basis), Pause(day(9), day(20), "", basis)])
    ((datetime.date(2026, 10, 8), datetime.date(2026, 10, 20)),)
    """
    merged: list[Span] = []
    for after, until in sorted((pause.after, pause.until) for pause in pauses if pause.after < pause.until):
        if merged and after <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((after, until))
    return tuple(merged)


@cites(GIR.art(33, 3))
def paused_workdays(spans: Sequence[Span], calendar: Calendar, *, after: date, until: date) -> int:
    """How many working days of after < d <= until lie in the spans of a ``union``."""
    return sum(
        calendar.workdays_between(max(start, after), min(end, until))
        for start, end in spans
        if start < until and end > after
    )


@cites(GIR.art(33, 2), GIR.art(33, 3), CIVIL_PROCEDURE.art(85))
def last_day(received: date, workdays: int, spans: Sequence[Span], calendar: Calendar) -> date:
    """The working day with that number after the day of receipt, leaving out the spans of a ``union``."""
    position, left = received, workdays
    for after, until in spans:
        if until <= position:
            continue
        start = max(after, position)
        before = calendar.workdays_between(position, start)
        if before >= left:
            break
        position, left = until, left - before
    return calendar.add_workdays(position, left)
