"""Working days by number: each has an ordinal, so adding and counting need no walk over days.

Inside the span that the notices cover a table answers; before and after it every Monday to Friday
counts, by arithmetic. A day is given as ``date.toordinal`` gives it: 1 is Monday, 0001-01-01.
"""

from array import array
from collections.abc import Sequence
from itertools import accumulate

WEEK = 7
WORKING_WEEK = 5


def weekdays_until(ordinal: int) -> int:
    """How many Mondays to Fridays there are from ordinal 1 to this one, both counted.

    >>> [weekdays_until(n) for n in (1, 5, 7, 8)]
    [1, 5, 5, 6]
    """
    weeks, rest = divmod(ordinal, WEEK)
    return weeks * WORKING_WEEK + min(rest, WORKING_WEEK)


def weekday_number(count: int) -> int:
    """The ordinal of the Monday to Friday with that number.

    >>> [weekday_number(n) for n in (1, 5, 6)]
    [1, 5, 8]
    """
    weeks, rest = divmod(count - 1, WORKING_WEEK)
    return weeks * WEEK + rest + 1


class DayIndex:
    """The numbering of working days; built once, never changed."""

    __slots__ = ("_after", "_before", "_counts", "_days", "_first", "_last")

    def __init__(self, first: int, works: Sequence[bool]) -> None:
        """Number the days from ``first`` on, of which ``works`` says whether each is worked."""
        self._first = first
        self._last = first + len(works) - 1
        self._before = weekdays_until(first - 1)
        self._counts = array("l", accumulate(works, initial=self._before))
        self._days = array("l", (first + at for at, work in enumerate(works) if work))
        self._after = self._counts[-1] - weekdays_until(self._last)

    def works(self, ordinal: int) -> bool:
        return self.until(ordinal) > self.until(ordinal - 1)

    def until(self, ordinal: int) -> int:
        """The number of the last working day that is not after this day."""
        if ordinal < self._first:
            return weekdays_until(ordinal)
        if ordinal <= self._last:
            return self._counts[ordinal - self._first + 1]
        return weekdays_until(ordinal) + self._after

    def day(self, number: int) -> int:
        """The working day with that number."""
        if number <= self._before:
            return weekday_number(number)
        if number <= self._counts[-1]:
            return self._days[number - self._before - 1]
        return weekday_number(number - self._after)

    def add(self, ordinal: int, workdays: int) -> int:
        """The working day that many after this day, or before it where ``workdays`` is negative."""
        if workdays > 0:
            return self.day(self.until(ordinal) + workdays)
        if workdays < 0:
            return self.day(self.until(ordinal - 1) + workdays + 1)
        return ordinal
