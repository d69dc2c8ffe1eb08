"""答复期限的时钟: when a reply is due, how that follows, and what is left of the term.

>>> from datetime import date
>>> from gongkai import facts
>>> from gongkai.law.events import Channel, Submitted
>>> handed_in = [Submitted(on=date(2026, 9, 21), channel=Channel.COUNTER)]
>>> found = clock(handed_in, facts.calendar(), on=date(2026, 10, 12), practice=facts.practice())
>>> found.due, found.workdays_left
(datetime.date(2026, 10, 26), 10)
>>> print(found.steps[-1])
第20个工作日为2026年10月26日（星期一），即答复期限届满之日（《条例》第三十三条第二款）
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from gongkai.law.events import Event
from gongkai.law.explanation import Day, Step, days, steps
from gongkai.law.limits import Limit, limits
from gongkai.law.practice import Practice
from gongkai.law.procedure import Case, Rules, State, fold
from gongkai.law.procedure.reckoning import (
    alarm_due,
    alarm_from,
    answered_on,
    consultation_pause,
    due,
    pauses,
    term_start,
)
from gongkai.law.statutes import GIR, GIR_2007, cites
from gongkai.law.suspension import Pause, Span, paused_workdays, union
from gongkai.law.workdays import Calendar


class ClockState(StrEnum):
    """What the clock does."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    SUSPENDED = "suspended"
    STOPPED = "stopped"
    ANSWERED = "answered"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    ClockState.NOT_STARTED: "尚未起算",
    ClockState.RUNNING: "计算中",
    ClockState.SUSPENDED: "暂停",
    ClockState.STOPPED: "停止计算，等待申请人",
    ClockState.ANSWERED: "已答复",
    ClockState.ENDED: "不再处理",
}
HAS_DUE = frozenset({ClockState.RUNNING, ClockState.SUSPENDED, ClockState.ANSWERED})


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A request's clock as it stands on a day.

    ``due`` and what depends on it are None while nothing runs. ``alarm_due`` is the office's own
    warning: no pause counted, and from the day the request was sent in. ``next_workday_due`` is
    the due date if a receipt on a day of rest counted from the next working day; None where it
    makes no difference. ``workdays_left`` are the working days after ``on`` that still count, and
    negative by how many the reply is overdue. ``pauses`` are those that move ``due``: none where a later
    date was told or a day ordered. ``days`` and ``steps`` explain the due date.
    """

    case: Case
    rules: Rules
    on: date
    state: ClockState
    received_on: date | None
    runs_from: date | None
    alarm_from: date
    due: date | None
    base_due: date | None
    alarm_due: date
    next_workday_due: date | None
    answered_on: date | None
    late: bool
    workdays_left: int | None
    pauses: tuple[Pause, ...]
    paused_workdays: int
    limits: tuple[Limit, ...]
    provisional: bool
    why_provisional: str

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Every day of the term, counted with its number or skipped with the reason."""
        if self.due is None or self.case.order:
            return ()
        return days(self.case, self.rules, on=self.on, until=self.due)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """How the due date follows, each sentence with its provision."""
        return () if self.due is None else steps(self.case, self.rules, on=self.on, due=self.due)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The pauses as a union."""
        return union(self.pauses)


@cites(GIR.art(33), GIR.art(31), GIR_2007.art(24))
def clock(events: Iterable[Event], calendar: Calendar, *, on: date, practice: Practice) -> Clock:
    """The clock on a day, from what had happened by then.

    Raises:
        IllegalMoveError: the events are not a legal course, or nothing had happened yet.
    """
    case = fold((event for event in events if event.on <= on), calendar, practice)
    return clock_of(case, calendar, on=on, practice=practice)


@cites(GIR.art(33), GIR.art(31))
def clock_of(case: Case, calendar: Calendar, *, on: date, practice: Practice) -> Clock:
    """The clock of a case that is folded already."""
    rules = Rules(calendar, practice)
    answered = answered_on(case, practice)
    state = _state(case, rules, on=on, answered=answered)
    last = due(case, rules, on=on) if state in HAS_DUE else None
    # A day that was told or ordered stands, whatever is asked of others meanwhile.
    is_fixed = last is not None and (case.order is not None or last == case.later_date)
    if is_fixed and state is ClockState.SUSPENDED:
        state = ClockState.RUNNING
    paused = () if last is None or is_fixed else pauses(case, rules, on=on)
    alarm = alarm_due(case, rules)
    provisional, why = calendar.certainty(case.runs_from or case.submitted_on, max(last or alarm, alarm))
    out = 0
    if last and case.runs_from and paused:
        out = paused_workdays(union(paused), calendar, after=term_start(case, rules), until=last)
    return Clock(
        case=case,
        rules=rules,
        on=on,
        state=state,
        received_on=case.received_on,
        runs_from=case.runs_from,
        alarm_from=alarm_from(case),
        due=last,
        base_due=due(case, rules, on=on, extension=0) if last else None,
        alarm_due=alarm,
        next_workday_due=_next_workday_due(case, rules, last, on=on),
        answered_on=answered,
        late=last is not None and (answered or on) > last,
        workdays_left=None if answered or last is None else left(last, paused, calendar, on=on),
        pauses=paused,
        paused_workdays=out,
        limits=limits(case, rules),
        provisional=provisional,
        why_provisional=why,
    )


@cites(GIR.art(33, 2), GIR.art(33, 3))
def left(last: date, paused: tuple[Pause, ...], calendar: Calendar, *, on: date) -> int:
    """The working days after a day that still count; negative: how many have passed since the last."""
    if on > last:
        return -calendar.workdays_between(last, on)
    return calendar.workdays_between(on, last) - paused_workdays(
        union(paused), calendar, after=on, until=last
    )


def _state(case: Case, rules: Rules, *, on: date, answered: date | None) -> ClockState:
    if answered:
        return ClockState.ANSWERED
    if case.order:
        return ClockState.RUNNING
    if case.runs_from is None:
        return ClockState.ENDED if case.closed_on else ClockState.NOT_STARTED
    if case.closed_on and not (case.reply and case.reply.signed_on):
        return ClockState.ENDED
    if case.state in {State.SUPPLEMENT_PENDING, State.FEE_PENDING}:
        return ClockState.STOPPED
    ends = [consultation_pause(asked, rules, on=on).until for asked in case.open_consultations]
    return ClockState.SUSPENDED if any(until >= on for until in ends) else ClockState.RUNNING


def _next_workday_due(case: Case, rules: Rules, last: date | None, *, on: date) -> date | None:
    """The due date if the term ran from the next working day, where that is another day."""
    start = case.runs_from
    if last is None or case.order or start is None or rules.calendar.is_workday(start):
        return None
    moved = replace(rules.practice, receipt_on_rest_day_moves_to_next_workday=True)
    later = due(case, Rules(rules.calendar, moved), on=on)
    return later if later != last else None


@dataclass(frozen=True, slots=True)
class Moved:
    """A day that a changed calendar moves; ``what`` names it, as 答复期限."""

    serial: str
    what: str
    old: date
    new: date


@cites(GIR.art(33, 2))
def recompute(
    cases: Mapping[str, Case], old: Calendar, new: Calendar, *, on: date, practice: Practice
) -> tuple[Moved, ...]:
    """E42: the due dates and limits of unanswered cases that another calendar moves, old and new."""
    moved = []
    for serial, case in cases.items():
        before = _dates(case, old, on=on, practice=practice)
        after = _dates(case, new, on=on, practice=practice)
        moved += [
            Moved(serial, what, day, after[what])
            for what, day in before.items()
            if after.get(what, day) != day
        ]
    return tuple(moved)


def _dates(case: Case, calendar: Calendar, *, on: date, practice: Practice) -> dict[str, date]:
    found = clock_of(case, calendar, on=on, practice=practice)
    if found.state is ClockState.ANSWERED:
        return {}
    dates = {limit.label: limit.last_day for limit in found.limits}
    return dates | ({"答复期限": found.due} if found.due else {})
