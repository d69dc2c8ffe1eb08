"""The sum of what happened to a request, as its row keeps it for lists and figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai import facts
from gongkai.law.clock import Clock, ClockState, clock_of
from gongkai.law.limits import Limit, LimitKind
from gongkai.law.procedure import Case, Rules, report_row

SUMS = (
    "state",
    "applicant_kind",
    "received_on",
    "clock",
    "due_on",
    "alarm_on",
    "next_limit_on",
    "next_limit",
    "is_provisional",
    "is_late",
    "closed_on",
    "ending",
    "row",
    "archived_on",
)
REPLY = "答复申请人"
LIMIT_LENGTH = 60


def rules() -> Rules:
    """The calendar and the choices that all requests are judged by."""
    return Rules(facts.calendar(), facts.practice())


def sums(case: Case, on: date) -> Mapping[str, Any]:
    """The fields of ``SUMS`` as they stand on that day."""
    found = clock_of(case, facts.calendar(), on=on, practice=facts.practice())
    limit_on, limit = next_limit(case, found)
    return {
        "state": case.state.value,
        "applicant_kind": case.applicant.value if case.applicant else "",
        "received_on": case.received_on,
        "clock": found.state.value,
        "due_on": found.due,
        "alarm_on": found.alarm_due,
        "next_limit_on": limit_on,
        "next_limit": limit,
        "is_provisional": found.provisional,
        "is_late": found.late,
        "closed_on": case.closed_on,
        "ending": case.ending or "",
        "row": report_row(case, facts.practice()) or "",
        "archived_on": case.archived_on,
    }


def next_limit(case: Case, clock: Clock) -> tuple[date | None, str]:
    """The nearest last day of anything that runs, and what it is for.

    The day by which a supplement can be asked presses nobody once it is past. Answers in a dispute are
    told by the dispute, which knows when they were given.
    """
    days = [(limit.last_day, limit.label) for limit in clock.limits if _presses(limit, clock.on)]
    if clock.due and clock.state in {ClockState.RUNNING, ClockState.SUSPENDED}:
        days.append((clock.due, REPLY))
    elif clock.state is ClockState.NOT_STARTED and not case.closed_on:
        days.append((clock.alarm_due, REPLY))
    if not days:
        return None, ""
    day, label = min(days)
    return day, label[:LIMIT_LENGTH]


def _presses(limit: Limit, on: date) -> bool:
    if limit.kind is LimitKind.SUPPLEMENT_NOTICE:
        return limit.last_day >= on
    return limit.kind not in (LimitKind.RECONSIDERATION_ANSWER, LimitKind.SUIT_ANSWER)
