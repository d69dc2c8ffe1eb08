"""Jobs about requests: bringing their sums up to the day, and to a calendar that has changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import structlog
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.jobs.acting import acting, every_organ, system_id
from gongkai.jobs.job import job, periodic
from gongkai.law.clock import ClockState
from gongkai.law.events import Event
from gongkai.law.procedure import Case, fold
from gongkai.law.procedure.reckoning import alarm_due, due
from gongkai.ledger.models import Entry
from gongkai.ledger.subjects import subject
from gongkai.organs.models import User
from gongkai.requests.actions.recomputing import Moved, move_dues
from gongkai.requests.models import InfoRequest
from gongkai.requests.reckoning import SUMS, rules, sums
from gongkai.requests.storing import store
from gongkai.requests.trail import LAW, event_of, ordered

AT_ONCE = 500  # rows that are locked together, so that nobody waits for long
OVER = (ClockState.ANSWERED.value, ClockState.ENDED.value)
log = structlog.get_logger(__name__)


@job(name="requests.recompute", label="重新计算申请的期限", in_transaction=False)
def recompute(*, organ: int) -> None:
    """Bring an organ's requests up to today; a day that the calendar moved is written down (E42)."""
    on, last = localdate(), 0
    seen = moved = 0
    while True:
        with acting([organ]):
            found = _next(organ, last, on)
            moved += brought_up(found, on=on, by=User.objects.get(pk=system_id()))
        if not found:
            break
        seen, last = seen + len(found), found[-1].pk
    log.info("requests recomputed", organ=organ, seen=seen, moved=moved)


@periodic("10 16 * * *", name="requests.recompute_all", label="安排重新计算各机关申请的期限")
def recompute_all(at: datetime) -> None:  # noqa: ARG001  each job looks at the calendar itself
    """Soon after midnight: pauses end, limits pass, and a new release may bring next year's holidays."""
    for organ in every_organ():
        recompute.defer(organ=organ)


def brought_up(requests: Sequence[InfoRequest], *, on: date, by: User) -> int:
    """Take over the sums of locked requests as they stand on a day; how many a changed calendar moved.

    That a day passed is no act; that a term ends on another day than was said is one.
    """
    moved, passed = list[Moved](), list[InfoRequest]()
    changed_fields: set[str] = set()
    for request, case in _cases(requests):
        before, known = _shown(request), {name: getattr(request, name) for name in SUMS}
        found = sums(case, on)
        different = {name for name in SUMS if found[name] != known[name]}
        if not different:
            continue
        for name in different:
            setattr(request, name, found[name])
        after = _shown(request)
        if before and after and before != after and _is_moved(case, known, on):
            moved.append(Moved(request, before, after))
        else:
            passed.append(request)
            changed_fields |= different
    if moved:
        move_dues(moved, on=on, by=by)
    if passed:
        store(passed, changed_fields)
    return len(moved)


def _next(organ: int, after: int, on: date) -> list[InfoRequest]:
    """The next requests of which something still runs, locked."""
    runs = ~Q(clock__in=OVER) | Q(next_limit_on__gte=on)
    rows = InfoRequest.objects.select_for_update().filter(runs, organ_id=organ, pk__gt=after)
    return list(rows.order_by("pk")[:AT_ONCE])


def _cases(requests: Sequence[InfoRequest]) -> Iterator[tuple[InfoRequest, Case]]:
    """The requests with what their entries make of them; one query for all."""
    told: dict[str, list[Event]] = defaultdict(list)
    entries = Entry.objects.filter(about__in=[subject(one) for one in requests], act__startswith=LAW)
    for about, act, data in entries.order_by("about", "seq").values_list("about", "act", "data"):
        told[about].append(event_of(act, data))
    found = rules()
    for request in requests:
        yield request, fold(ordered(told[subject(request)]), found.calendar, found.practice)


def _shown(request: InfoRequest) -> date | None:
    """The day that lists and letters tell."""
    return request.due_on or request.alarm_on


def _is_moved(case: Case, known: dict[str, Any], on: date) -> bool:
    """Whether it is the calendar that moved a day, and not a pause whose end nobody knows yet.

    Such a pause lengthens the term from day to day; the alarm counts no pause, and tells.
    """
    if case.runs_from is None or due(case, rules(), on=case.last_on) == due(case, rules(), on=on):
        return True
    return bool(known["alarm_on"] != alarm_due(case, rules()))
