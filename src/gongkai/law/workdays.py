"""工作日: the calendar of working days, built from the State Council's notices and handed in.

The day from which a period runs is day 0; a make-up Saturday or Sunday counts, a holiday does not.

>>> calendar = Calendar.from_notices([
...     Notice(2026, "国办发明电〔2025〕7号", date(2025, 11, 4), date(2025, 11, 4), (
...         Holiday("国庆节", date(2026, 10, 1), date(2026, 10, 7), (date(2026, 9, 20), date(2026, 10, 10))),
...     ))
... ])
>>> calendar.add_workdays(date(2026, 9, 30), 1)
datetime.date(2026, 10, 8)
>>> calendar.why(date(2026, 10, 10)).text
'国庆节调休上班（国办发明电〔2025〕7号）'
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from gongkai.law.dayindex import WORKING_WEEK, DayIndex
from gongkai.law.holidays import DAY, Holiday, Notice, in_force
from gongkai.law.statutes import HOLIDAYS, cites

__all__ = [
    "Calendar",
    "DayKind",
    "DayReason",
    "Deadline",
    "Holiday",
    "Notice",
    "NoticeGapError",
    "changed_days",
]

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
TABLES_KEPT = 64
# No notice from 2007 to 2026 reached back beyond 29 December of the year before its own.
NEW_YEAR_REACHES_BACK_TO = (12, 29)


class NoticeGapError(ValueError):
    """There is no notice, or a year between the first and the last has none."""


class DayKind(StrEnum):
    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DayReason:
    """Why a day is worked or not; ``name`` and ``notice_number`` are empty for ordinary days."""

    day: date
    works: bool
    kind: DayKind
    name: str = ""
    notice_number: str = ""
    known: bool = True

    @property
    def text(self) -> str:
        """The reason in words, as 国庆节放假（国办发明电〔2025〕7号） or 星期六."""
        match self.kind:
            case DayKind.HOLIDAY:
                return f"{self.name}放假（{self.notice_number}）"
            case DayKind.MAKE_UP:
                return f"{self.name}调休上班（{self.notice_number}）"
            case DayKind.UNKNOWN:
                return f"{WEEKDAYS[self.day.weekday()]}（{self.day.year}年放假安排未知，暂按周一至周五推算）"
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period; ``why`` says what makes it provisional or what may still move it."""

    last_day: date
    provisional: bool = False
    why: str = ""


class _DueDates(dict[date, date]):
    """Due dates by starting day; a day outside the table is computed."""

    __slots__ = ("_compute",)

    def __init__(self, days: Iterable[date], compute: Callable[[date], date]) -> None:
        super().__init__((day, compute(day)) for day in days)
        self._compute = compute

    def __missing__(self, day: date) -> date:
        return self._compute(day)


class Calendar:
    """The working days as arranged by a set of notices; immutable, equal where the notices are.

    Days outside the years that have a notice are not known: Monday to Friday stands in for them,
    so that a date can be shown as provisional, and ``is_known`` is false.
    """

    __slots__ = ("_due_dates", "_hash", "_index", "_named", "known_from", "known_until", "notices")

    def __init__(self, notices: tuple[Notice, ...], named: Mapping[date, DayReason]) -> None:
        """Use ``Calendar.from_notices``; ``named`` holds the days that some notice speaks of."""
        self.notices = notices
        self.known_from = date(min(notice.year for notice in notices), 1, 1)
        self.known_until = date(max(notice.year for notice in notices), 12, 31)
        self._named = named
        self._index = DayIndex(self.known_from.toordinal(), [self._works(day) for day in self._known_days()])
        self._due_dates: dict[int, _DueDates] = {}
        self._hash = hash(notices)

    @classmethod
    def from_notices(cls, notices: Iterable[Notice], *, known_on: date | None = None) -> Self:
        """The arrangement by all notices, or by those that were known on a day.

        Raises:
            NoticeGapError: no notice is left, or a year in between has none.
        """
        chosen = tuple(
            sorted(
                (notice for notice in notices if known_on is None or notice.known_on <= known_on),
                key=lambda notice: (notice.year, notice.known_on, notice.issued_on),
            )
        )
        _refuse_gaps({notice.year for notice in chosen})
        return cls(chosen, _named_days(chosen))

    def is_known(self, day: date) -> bool:
        return self.known_from <= day <= self.known_until

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked; for a day that is not known, whether it is Monday to Friday."""
        return self._index.works(day.toordinal())

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after ``day`` (before it where ``n`` is negative; itself for 0).

        ``day`` is day 0 and need not be a working day.
        """
        return date.fromordinal(self._index.add(day.toordinal(), n))

    def workdays_between(self, after: date, until: date) -> int:
        """How many working days d there are with after < d <= until; negative where reversed."""
        return self._index.until(until.toordinal()) - self._index.until(after.toordinal())

    def days_after(self, days: Sequence[date], n: int) -> list[date]:
        """``add_workdays`` for many days at once: one table look-up a day."""
        table = self._due_dates.get(n)
        if table is None:
            table = _DueDates(self._known_days(), lambda day: self.add_workdays(day, n))
            if len(self._due_dates) >= TABLES_KEPT:
                self._due_dates.clear()
            self._due_dates[n] = table
        return list(map(table.__getitem__, days))

    def why(self, day: date) -> DayReason:
        """Why the day is worked or not."""
        works = self.is_workday(day)
        if not self.is_known(day):
            return DayReason(day, works, DayKind.UNKNOWN, known=False)
        ordinary = DayKind.WEEKDAY if works else DayKind.WEEKEND
        return self._named.get(day) or DayReason(day, works, ordinary)

    def deadline(self, day: date, n: int) -> Deadline:
        """The n-th working day after ``day``, marked provisional where it rests on unknown days."""
        last_day = self.add_workdays(day, n)
        return Deadline(last_day, *self.certainty(day, last_day))

    def certainty(self, after: date, last_day: date) -> tuple[bool, str]:
        """Whether a count over after < d <= last_day is provisional, and why, in Chinese."""
        if last_day > self.known_until:
            year = self.known_until.year + 1
            return True, f"{year}年放假安排尚未公布，{year}年的日期暂按周一至周五推算，公布后将重算"
        if last_day > after and after + DAY < self.known_from:
            return True, f"{self.known_from.year}年以前的放假安排未收录，暂按周一至周五推算"
        if last_day >= date(self.known_until.year, *NEW_YEAR_REACHES_BACK_TO):
            return False, f"{self.known_until.year + 1}年元旦的放假通知可能调整12月末的安排，公布后将核对"
        return False, ""

    def _known_days(self) -> Iterable[date]:
        return map(date.fromordinal, range(self.known_from.toordinal(), self.known_until.toordinal() + 1))

    def _works(self, day: date) -> bool:
        named = self._named.get(day)
        return named.works if named else day.weekday() < WORKING_WEEK

    def __eq__(self, other: object) -> bool:
        return self.notices == other.notices if isinstance(other, Calendar) else NotImplemented

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Callable[[tuple[Notice, ...]], "Calendar"], tuple[tuple[Notice, ...]]]:
        """A worker process is sent the notices and builds the calendar anew."""
        return type(self).from_notices, (self.notices,)

    def __repr__(self) -> str:
        return f"Calendar({self.known_from}..{self.known_until}, {len(self.notices)} notices)"


@cites(HOLIDAYS.part())
def changed_days(old: Calendar, new: Calendar) -> tuple[date, ...]:
    """The days that are worked in one calendar and off in the other, in order."""
    first = min(old.known_from, new.known_from)
    last = max(old.known_until, new.known_until)
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return tuple(day for day in days if old.is_workday(day) != new.is_workday(day))


def _refuse_gaps(years: set[int]) -> None:
    if not years:
        raise NoticeGapError("没有可用的放假安排通知，请先载入国务院办公厅的通知")
    if missing := sorted(set(range(min(years), max(years) + 1)) - years):
        raise NoticeGapError(f"缺少{'、'.join(map(str, missing))}年的放假安排通知，请先载入")


def _named_days(notices: tuple[Notice, ...]) -> dict[date, DayReason]:
    """The days that the standing arrangements name; a day off in one stays off."""
    standing = in_force(notices)
    make_up = {
        day: DayReason(day, works=True, kind=DayKind.MAKE_UP, name=holiday.name, notice_number=notice.label)
        for notice, holiday in standing
        for day in holiday.make_up
    }
    off = {
        day: DayReason(day, works=False, kind=DayKind.HOLIDAY, name=holiday.name, notice_number=notice.label)
        for notice, holiday in standing
        for day in holiday.days()
    }
    return make_up | off
