"""免打扰: when people are left in peace, and when what waits may go out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from gongkai.law.workdays import Calendar

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without messages, which may reach over midnight; equal times are no hours at all.

    Attributes:
        begins: from this time of day on.
        ends: until before this time of day.
        on_days_off: whether days without work are quiet as a whole.
    """

    begins: time = time(21)
    ends: time = time(8)
    on_days_off: bool = True

    def holds(self, at: datetime, calendar: Calendar) -> bool:
        """Whether a moment of local time is quiet.

        >>> from gongkai import facts
        >>> Quiet().holds(datetime(2026, 11, 25, 20, 59), facts.calendar())
        False
        >>> Quiet().holds(datetime(2026, 10, 1, 12), facts.calendar())
        True
        """
        if self.on_days_off and not calendar.is_workday(at.date()):
            return True
        clock = at.time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def earliest(self, at: datetime, calendar: Calendar) -> datetime:
        """The first moment from this one on that is not quiet.

        >>> from gongkai import facts
        >>> Quiet().earliest(datetime(2026, 9, 30, 22), facts.calendar())
        datetime.datetime(2026, 10, 8, 8, 0)
        """
        while self.holds(at, calendar):
            at = self._next(at)
        return at

    def _next(self, at: datetime) -> datetime:
        """The next moment at which it may change: the end of the hours, or midnight."""
        end = datetime.combine(at.date(), self.ends, at.tzinfo)
        midnight = datetime.combine(at.date() + DAY, time(), at.tzinfo)
        return end if at < end else midnight
